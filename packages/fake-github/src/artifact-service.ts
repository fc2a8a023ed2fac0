import { createHash, randomUUID } from 'node:crypto';
import type { Reply } from './reply.ts';
import type { Artifact, BlobUpload, State } from './state.ts';

/**
 * The artifact service (v4) that @actions/artifact speaks: Twirp over JSON. Errors carry `code` and `msg`; they
 * are 4xx with a JSON body, because the client retries anything else for half a minute.
 */
type Caller = { repository: string; runId: number; backendId: string; jobBackendId: string };
type Input = Record<string, unknown>;

const prefix = '/twirp/github.actions.results.api.v1.ArtifactService/';
const forbiddenInName = /[":<>|*?\r\n\\/]/;
const day = 86_400_000;

function refuse(status: number, code: string, msg: string): Reply {
  return { status, body: { code, msg } };
}

function callerOf(state: State, header: string | undefined): Caller | undefined {
  return state.runtimeTokens.get((header ?? '').replace(/^bearer /i, ''));
}

function artifactsOf(state: State, caller: Caller): Artifact[] {
  const repo = state.repositories.get(caller.repository.toLowerCase());
  return [...(repo?.artifacts.values() ?? [])].filter((artifact) => artifact.runId === caller.runId);
}

function signedUrl(state: State, kind: string, id: string | number, signature: string): string {
  return `${state.storageUrl}/${kind}/${id}?sig=${signature}`;
}

function create(state: State, caller: Caller, input: Input): Reply {
  const name = String(input.name ?? '');
  if (name === '' || forbiddenInName.test(name)) {
    return refuse(400, 'invalid_argument', `the artifact name is not valid: ${name}`);
  }
  if (input.version !== 4 && input.version !== 7) {
    return refuse(400, 'invalid_argument', 'unsupported artifact version');
  }
  if (artifactsOf(state, caller).some((artifact) => artifact.name === name)) {
    const msg = 'an artifact with this name already exists on the workflow run';
    return refuse(409, 'already_exists', `Conflict: ${msg}`);
  }
  const upload: BlobUpload = {
    id: randomUUID(),
    repository: caller.repository,
    runId: caller.runId,
    name,
    contentType: typeof input.mime_type === 'string' ? input.mime_type : 'application/zip',
    blocks: new Map(),
    content: undefined,
    signature: randomUUID(),
  };
  state.blobs.set(upload.id, upload);
  return {
    status: 200,
    body: { ok: true, signed_upload_url: signedUrl(state, 'blobs', upload.id, upload.signature) },
  };
}

function finalize(state: State, caller: Caller, input: Input): Reply {
  const upload = [...state.blobs.values()]
    .filter((blob) => blob.repository === caller.repository && blob.runId === caller.runId)
    .findLast((blob) => blob.name === input.name);
  if (upload?.content === undefined) return refuse(404, 'not_found', 'no upload to finalize');
  const { content } = upload;
  const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;
  if (String(input.size) !== String(content.length)) {
    return refuse(
      400,
      'invalid_argument',
      `size ${String(input.size)} but ${content.length} bytes were stored`,
    );
  }
  if (input.hash !== undefined && input.hash !== digest) {
    return refuse(400, 'invalid_argument', `hash ${String(input.hash)} but the blob has ${digest}`);
  }
  const createdAt = state.now();
  const artifact: Artifact = {
    id: state.nextId(),
    runId: caller.runId,
    name: upload.name,
    content,
    contentType: upload.contentType,
    digest,
    createdAt,
    expiresAt: new Date(Date.parse(createdAt) + 90 * day).toISOString(),
    expired: false,
  };
  state.repositories.get(caller.repository.toLowerCase())?.artifacts.set(artifact.id, artifact);
  state.blobs.delete(upload.id);
  return { status: 200, body: { ok: true, artifact_id: String(artifact.id) } };
}

function list(state: State, caller: Caller, input: Input): Reply {
  const artifacts = artifactsOf(state, caller)
    .filter((artifact) => input.name_filter === undefined || artifact.name === input.name_filter)
    .filter((artifact) => input.id_filter === undefined || String(artifact.id) === String(input.id_filter))
    .map((artifact) => ({
      workflow_run_backend_id: caller.backendId,
      workflow_job_run_backend_id: caller.jobBackendId,
      database_id: String(artifact.id),
      name: artifact.name,
      size: String(artifact.content.length),
      created_at: artifact.createdAt,
      digest: artifact.digest,
    }));
  return { status: 200, body: { artifacts } };
}

function getUrl(state: State, caller: Caller, input: Input): Reply {
  const artifact = artifactsOf(state, caller).find((candidate) => candidate.name === input.name);
  if (artifact === undefined) return refuse(404, 'not_found', 'artifact not found');
  const url = signedUrl(state, 'objects/artifacts', artifact.id, artifact.digest.slice('sha256:'.length));
  return { status: 200, body: { signed_url: url } };
}

function remove(state: State, caller: Caller, input: Input): Reply {
  const artifact = artifactsOf(state, caller).find((candidate) => candidate.name === input.name);
  if (artifact === undefined) return refuse(404, 'not_found', 'artifact not found');
  state.repositories.get(caller.repository.toLowerCase())?.artifacts.delete(artifact.id);
  return { status: 200, body: { ok: true, artifact_id: String(artifact.id) } };
}

const methods = new Map<string, (state: State, caller: Caller, input: Input) => Reply>([
  ['CreateArtifact', create],
  ['FinalizeArtifact', finalize],
  ['ListArtifacts', list],
  ['GetSignedArtifactURL', getUrl],
  ['DeleteArtifact', remove],
]);

/** Answers a Twirp call; undefined when the path is not one. */
export function handleArtifactService(
  state: State,
  request: { method: string; path: string; headers: Record<string, string | undefined>; raw: Buffer },
): Reply | undefined {
  if (!request.path.startsWith('/twirp/')) return undefined;
  const method = methods.get(request.path.slice(prefix.length));
  if (!request.path.startsWith(prefix) || method === undefined || request.method !== 'POST') {
    return refuse(404, 'bad_route', `no handler for path ${request.path}`);
  }
  const caller = callerOf(state, request.headers.authorization);
  if (caller === undefined) return refuse(401, 'unauthenticated', 'token is not valid');
  if (!request.headers['content-type']?.startsWith('application/json')) {
    return refuse(400, 'malformed', 'the content type must be application/json');
  }
  let input: Input;
  try {
    input = JSON.parse(request.raw.toString('utf8')) as Input;
  } catch {
    return refuse(400, 'malformed', 'the json request could not be decoded');
  }
  if (
    input.workflow_run_backend_id !== caller.backendId ||
    input.workflow_job_run_backend_id !== caller.jobBackendId
  ) {
    return refuse(403, 'permission_denied', 'the token does not belong to this workflow run');
  }
  return method(state, caller, input);
}
