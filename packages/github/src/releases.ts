import { createHash } from 'node:crypto';
import { createWriteStream, openAsBlob } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { AssetSource } from './asset-source.ts';
import { type GitHubClient, type RepositoryName, repeatable } from './client.ts';
import { explaining, hasStatus } from './failures.ts';

export type ReleaseAsset = {
  id: number;
  name: string;
  bytes: number;
  /** False for what an interrupted upload left behind. */
  complete: boolean;
  /** Lower-case hexadecimal, as GitHub computed it; undefined while unfinished and on old assets. */
  sha256: string | undefined;
};
export type Release = {
  id: number;
  tag: string;
  title: string;
  body: string;
  draft: boolean;
  immutable: boolean;
  /** Commit or branch the tag is made from when it does not exist. */
  target: string;
  url: string;
  uploadUrl: string;
};
export type ReleaseFields = { tag: string; target: string; title: string; body: string };

/** Releases of one repository. Drafts are listed only with `contents: write`. */
export type ReleasesPort = {
  /** All releases over all pages, drafts too, lowest id first. */
  list(): Promise<Release[]>;
  /** The published release of a tag. */
  findByTag(tag: string): Promise<Release | undefined>;
  get(id: number): Promise<Release>;
  createDraft(fields: ReleaseFields): Promise<Release>;
  updateDraft(id: number, fields: ReleaseFields): Promise<Release>;
  publish(id: number): Promise<Release>;
  remove(id: number): Promise<void>;
  listAssets(id: number): Promise<ReleaseAsset[]>;
  /** Sends the file from its start. Twenty minutes at most. */
  uploadAsset(release: Release, source: AssetSource): Promise<ReleaseAsset>;
  removeAsset(id: number): Promise<void>;
  /** Streams an asset into a new file and returns the SHA-256 (lower-case hexadecimal) of what arrived. */
  downloadAsset(id: number, path: string): Promise<string>;
};

const uploadTimeout = 20 * 60_000;

type RawRelease = {
  id: number;
  tag_name: string;
  name: string | null;
  body?: string | null | undefined;
  draft: boolean;
  immutable?: boolean;
  target_commitish: string;
  html_url: string;
  upload_url: string;
};
type RawAsset = { id: number; name: string; size: number; state: string; digest: string | null };

function toRelease(raw: RawRelease): Release {
  return {
    id: raw.id,
    tag: raw.tag_name,
    title: raw.name ?? '',
    body: raw.body ?? '',
    draft: raw.draft,
    immutable: raw.immutable === true,
    target: raw.target_commitish,
    url: raw.html_url,
    uploadUrl: raw.upload_url,
  };
}

function toAsset(raw: RawAsset): ReleaseAsset {
  const sha256 = raw.digest?.startsWith('sha256:') ? raw.digest.slice('sha256:'.length) : undefined;
  return { id: raw.id, name: raw.name, bytes: raw.size, complete: raw.state === 'uploaded', sha256 };
}

function toFields(fields: ReleaseFields) {
  return { tag_name: fields.tag, target_commitish: fields.target, name: fields.title, body: fields.body };
}

async function goneIsFine(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!hasStatus(error, 404)) throw error;
  }
}

export function createReleases(client: GitHubClient, repo: RepositoryName): ReleasesPort {
  const { repos } = client.rest;
  return {
    async list() {
      const releases = await client.paginate(repos.listReleases, { ...repo, per_page: 100 });
      return releases.map(toRelease).sort((a, b) => a.id - b.id);
    },
    async findByTag(tag) {
      try {
        return toRelease((await repos.getReleaseByTag({ ...repo, tag })).data);
      } catch (error) {
        if (hasStatus(error, 404)) return undefined;
        throw error;
      }
    },
    async get(id) {
      return toRelease((await repos.getRelease({ ...repo, release_id: id })).data);
    },
    async createDraft(fields) {
      return toRelease((await repos.createRelease({ ...repo, ...toFields(fields), draft: true })).data);
    },
    async updateDraft(id, fields) {
      return toRelease(
        (await repos.updateRelease({ ...repo, release_id: id, ...toFields(fields), ...repeatable })).data,
      );
    },
    async publish(id) {
      return toRelease(
        (await repos.updateRelease({ ...repo, release_id: id, draft: false, ...repeatable })).data,
      );
    },
    remove: (id) => goneIsFine(() => repos.deleteRelease({ ...repo, release_id: id })),
    async listAssets(id) {
      const parameters = { ...repo, release_id: id, per_page: 100 };
      return (await client.paginate(repos.listReleaseAssets, parameters)).map(toAsset);
    },
    async uploadAsset(release, source) {
      const url = release.uploadUrl.replace(/\{.*\}$/, `?name=${encodeURIComponent(source.name)}`);
      // A file-backed blob: streamed, with a length, and opened anew on every call.
      const data = await openAsBlob(source.path);
      const { data: asset } = await client.request({
        method: 'POST',
        url,
        data,
        headers: { 'content-type': source.contentType },
        request: { timeout: uploadTimeout },
      });
      return toAsset(asset as RawAsset);
    },
    removeAsset: (id) => goneIsFine(() => repos.deleteReleaseAsset({ ...repo, asset_id: id })),
    downloadAsset: (id, path) =>
      explaining(`download the release asset ${id}`, 'contents: read', async () => {
        const { data } = await repos.getReleaseAsset({
          ...repo,
          asset_id: id,
          headers: { accept: 'application/octet-stream' },
          request: { parseSuccessResponseBody: false, timeout: uploadTimeout },
        });
        const hash = createHash('sha256');
        const body = Readable.fromWeb(data as unknown as Parameters<typeof Readable.fromWeb>[0]);
        await pipeline(
          body,
          async function* (chunks: AsyncIterable<Buffer>) {
            for await (const chunk of chunks) {
              hash.update(chunk);
              yield chunk;
            }
          },
          createWriteStream(path, { flags: 'wx' }),
        );
        return hash.digest('hex');
      }),
  };
}
