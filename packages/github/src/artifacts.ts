import { createHash } from 'node:crypto';
import { basename, dirname, resolve } from 'node:path';
import { messageOf, UserError } from '@proofmark/documents';
import type { GitHubClient, RepositoryName } from './client.ts';
import { explaining, hasStatus } from './failures.ts';
import { readZipEntries, type ZipLimits } from './read-zip.ts';

export type ArtifactRequest = {
  /** Workflow run that made it. */
  runId: number;
  name: string;
  /** Entries to read, by exact name. */
  entries: readonly string[];
  limits: ZipLimits & {
    /** Bytes of the archive itself. */
    maxArchiveBytes: number;
  };
};

/** A run that left documents. `headRepository` is where its code came from: perhaps a fork, perhaps a deleted one. */
export type MeasuringRun = { id: number; attempt: number; headRepository: string | undefined };

export type ArtifactsPort = {
  /** Stores files of this run, with names relative to `directory`. A name is free once per run. */
  upload(artifact: { name: string; directory: string; files: readonly string[] }): Promise<{ id: number }>;
  /** Stores one file of this run as it is, under its own name, so that a browser shows it without unpacking. */
  uploadPage(path: string): Promise<{ id: number }>;
  /** The newest run on this commit, of one event or of any, that left an artifact of this name; undefined without one. */
  findRun(artifact: {
    headSha: string;
    name: string;
    event?: 'pull_request';
    /** Only runs that are older than this one. */
    before?: number | undefined;
  }): Promise<MeasuringRun | undefined>;
  /**
   * Reads named entries of another run's artifact, in memory, checked against the digest GitHub recorded. What
   * is in them is as trustworthy as the code of that run. Entries the archive lacks are absent from the result.
   */
  read(request: ArtifactRequest): Promise<Map<string, Buffer>>;
};

async function readCapped(stream: ReadableStream<Uint8Array>, cap: number, name: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > cap) throw new UserError('data-invalid', `the artifact ${name} has more than ${cap} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

type Stored = { name: string; directory: string; paths: string[]; skipArchive: boolean };

async function store({ name, directory, paths, skipArchive }: Stored): Promise<{ id: number }> {
  // The client with its storage library is large, and few actions store anything.
  const { DefaultArtifactClient } = await import('@actions/artifact');
  try {
    const client = new DefaultArtifactClient();
    const { id } = await client.uploadArtifact(name, paths, directory, { skipArchive });
    if (id === undefined) throw new Error('the service gave no id');
    return { id };
  } catch (cause) {
    const text = `cannot store the artifact ${name}: ${messageOf(cause)}`;
    throw new UserError('github-unavailable', text, { cause });
  }
}

export function createArtifacts(client: GitHubClient, repo: RepositoryName): ArtifactsPort {
  const { actions } = client.rest;

  async function findArtifact({ runId, name, limits }: ArtifactRequest) {
    const parameters = { ...repo, run_id: runId, name, per_page: 100 };
    const artifacts = await client.paginate(actions.listWorkflowRunArtifacts, parameters);
    const [newest] = artifacts.filter((candidate) => candidate.name === name).sort((a, b) => b.id - a.id);
    if (newest === undefined) {
      const text = `the run ${runId} has no artifact ${name}: did its evaluation get that far?`;
      throw new UserError('data-missing', text);
    }
    if (newest.size_in_bytes > limits.maxArchiveBytes) {
      const text = `the artifact ${name} has ${newest.size_in_bytes} bytes, at most ${limits.maxArchiveBytes} are read`;
      throw new UserError('data-invalid', text);
    }
    return newest;
  }

  async function download(id: number, { name, limits }: ArtifactRequest): Promise<Buffer> {
    try {
      const { data } = await actions.downloadArtifact({
        ...repo,
        artifact_id: id,
        archive_format: 'zip',
        request: { parseSuccessResponseBody: false },
      });
      return await readCapped(data as ReadableStream<Uint8Array>, limits.maxArchiveBytes, name);
    } catch (error) {
      if (!hasStatus(error, 410)) throw error;
      throw new UserError('data-missing', `the artifact ${name} has expired: run the evaluation again`, {
        cause: error,
      });
    }
  }

  return {
    upload: ({ name, directory, files }) => {
      const paths = files.map((file) => resolve(directory, file));
      return store({ name, directory, paths, skipArchive: false });
    },
    uploadPage: (path) =>
      store({ name: basename(path), directory: dirname(path), paths: [path], skipArchive: true }),
    findRun: ({ headSha, name, event, before = Number.POSITIVE_INFINITY }) =>
      explaining(`find the run on ${headSha}`, 'actions: read', async () => {
        const parameters = { ...repo, head_sha: headSha, ...(event && { event }), per_page: 100 };
        const runs = await client.paginate(actions.listWorkflowRunsForRepo, parameters);
        const older = runs.filter(({ id }) => id < before);
        for (const run of older.toSorted((a, b) => b.id - a.id)) {
          const { data } = await actions.listWorkflowRunArtifacts({ ...repo, run_id: run.id, name });
          const isThere = data.artifacts.some((one) => one.name === name && !one.expired);
          if (isThere) {
            const headRepository: { full_name: string } | null = run.head_repository;
            return { id: run.id, attempt: run.run_attempt ?? 1, headRepository: headRepository?.full_name };
          }
        }
        return undefined;
      }),
    read: (request) =>
      explaining(`read the artifact ${request.name}`, 'actions: read', async () => {
        const artifact = await findArtifact(request);
        const archive = await download(artifact.id, request);
        const digest = `sha256:${createHash('sha256').update(archive).digest('hex')}`;
        if (artifact.digest !== undefined && artifact.digest !== null && artifact.digest !== digest) {
          const text = `the artifact ${request.name} has ${digest}, GitHub recorded ${artifact.digest}`;
          throw new UserError('data-invalid', text);
        }
        return readZipEntries(archive, request.name, request.entries, request.limits);
      }),
  };
}
