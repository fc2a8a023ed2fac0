import { setTimeout as sleep } from 'node:timers/promises';
import { type Logger, messageOf, silentLogger, UserError } from '@proofmark/documents';
import { type AssetSource, checkAssetSources } from './asset-source.ts';
import { explaining, hasErrorCode, hasStatus, isUncertain } from './failures.ts';
import { planAssets } from './plan-assets.ts';
import type { Release, ReleaseFields, ReleasesPort } from './releases.ts';
import type { TagsPort } from './tags.ts';

export type ReleaseRequest = {
  /** `model@v1.2.3` */
  tag: string;
  commit: string;
  title: string;
  /** Markdown; at most 125,000 characters with our marker line. */
  notes: string;
  tagMessage: string;
  assets: readonly AssetSource[];
};
export type PublishedRelease = {
  action: 'published' | 'already-published';
  id: number;
  url: string;
  immutable: boolean;
};
export type PublishPorts = {
  releases: ReleasesPort;
  tags: TagsPort;
  logger?: Logger;
  pause?: (milliseconds: number) => Promise<unknown>;
};

const maxBody = 125_000;
const uploadAttempts = 4;

/** Tells our drafts from those of other tools. Tag names are GTO's, so they cannot close the comment. */
function markerOf(tag: string): string {
  return `<!-- proofmark:release ${tag} -->`;
}

function isOurs(release: Release, tag: string): boolean {
  return release.tag === tag && release.body.startsWith(markerOf(tag));
}

function conflict(tag: string, why: string, cause?: unknown): UserError {
  const text = `cannot publish ${tag}: ${why}. A released version never changes: bump the version`;
  return new UserError('github-conflict', text, { cause });
}

/** Refuses a tag that exists and points elsewhere. True when it exists and is right. */
async function checkTag({ tags }: PublishPorts, request: ReleaseRequest): Promise<boolean> {
  const ref = await tags.find(request.tag);
  if (ref === undefined) return false;
  const { commit } = await tags.read(ref);
  if (commit === request.commit) return true;
  throw conflict(request.tag, `the tag exists and points to ${commit}, not to ${request.commit}`);
}

async function ourDrafts(ports: PublishPorts, tag: string): Promise<Release[]> {
  return (await ports.releases.list()).filter((release) => release.draft && isOurs(release, tag));
}

/** The one draft to work on: ours with the lowest id, or a new one. Empty duplicates of ours are removed. */
async function openDraft(ports: PublishPorts, fields: ReleaseFields): Promise<Release> {
  const { releases, logger = silentLogger } = ports;
  if ((await ourDrafts(ports, fields.tag)).length === 0) {
    try {
      await releases.createDraft(fields);
    } catch (error) {
      if (!isUncertain(error)) throw error;
    }
  }
  // Listed again whatever happened: the creation may have got through, and another job may have been faster.
  const [draft, ...extra] = await ourDrafts(ports, fields.tag);
  if (draft === undefined) return releases.createDraft(fields);
  for (const { id, url } of extra) {
    if ((await releases.listAssets(id)).length === 0) await releases.remove(id);
    else logger.warning(`left alone: a second draft of ${fields.tag} with assets, ${url}`);
  }
  const fresh = draft.target === fields.target && draft.title === fields.title && draft.body === fields.body;
  return fresh ? draft : releases.updateDraft(draft.id, fields);
}

/** Uploads one file. After any failure: look, remove what is half there, open the file anew, try again. */
async function uploadOne(ports: PublishPorts, draft: Release, source: AssetSource): Promise<void> {
  const { releases, logger = silentLogger, pause = sleep } = ports;
  for (let attempt = 1; ; attempt++) {
    try {
      await releases.uploadAsset(draft, source);
      return;
    } catch (error) {
      const retryable = isUncertain(error) || hasErrorCode(error, 'already_exists');
      if (!retryable || attempt === uploadAttempts) throw error;
      logger.warning(`uploading ${source.name} failed, attempt ${attempt} of ${uploadAttempts}`);
      await pause(1000 * 2 ** (attempt - 1));
      const plan = planAssets([source], await releases.listAssets(draft.id));
      for (const asset of plan.replace) await releases.removeAsset(asset.id);
      if (plan.upload.length === 0) return;
    }
  }
}

async function uploadAll(
  ports: PublishPorts,
  draft: Release,
  sources: readonly AssetSource[],
): Promise<void> {
  const { releases, logger = silentLogger } = ports;
  const plan = planAssets(sources, await releases.listAssets(draft.id));
  for (const asset of [...plan.replace, ...plan.foreign]) await releases.removeAsset(asset.id);
  let done = 0;
  for (const source of plan.upload) {
    await uploadOne(ports, draft, source);
    logger.progress(++done, plan.upload.length, 'files uploaded');
  }
}

/** The assets are exactly the files, each complete and with the digest we computed before uploading. */
async function findDifference(
  ports: PublishPorts,
  id: number,
  sources: readonly AssetSource[],
): Promise<string | undefined> {
  const { upload, replace, foreign } = planAssets(sources, await ports.releases.listAssets(id));
  const names = [...upload.map(({ name }) => name), ...replace.map(({ name }) => name)];
  if (names.length > 0) return `missing or different: ${[...new Set(names)].join(', ')}`;
  return foreign.length > 0 ? `not ours: ${foreign.map(({ name }) => name).join(', ')}` : undefined;
}

async function ensureTag(ports: PublishPorts, request: ReleaseRequest): Promise<void> {
  if (await checkTag(ports, request)) return;
  const { tag: name, commit, tagMessage: message } = request;
  if (!(await ports.tags.create({ name, commit, message }))) await checkTag(ports, request);
}

async function makePublic(ports: PublishPorts, draft: Release, tag: string): Promise<Release> {
  try {
    return await ports.releases.publish(draft.id);
  } catch (error) {
    if (hasStatus(error, 422)) throw conflict(tag, `GitHub said: ${messageOf(error)}`, error);
    throw error;
  }
}

async function run(ports: PublishPorts, request: ReleaseRequest, body: string): Promise<PublishedRelease> {
  const { releases } = ports;
  const { tag, commit, title, assets } = request;
  const describe = (action: PublishedRelease['action'], { id, url, immutable }: Release) => {
    return { action, id, url, immutable };
  };
  await checkTag(ports, request);
  const existing = await releases.findByTag(tag);
  if (existing !== undefined) {
    const difference = await findDifference(ports, existing.id, assets);
    if (difference !== undefined)
      throw conflict(tag, `it is released already with other files (${difference})`);
    return describe('already-published', existing);
  }
  const draft = await openDraft(ports, { tag, target: commit, title, body });
  await uploadAll(ports, draft, assets);
  const before = await findDifference(ports, draft.id, assets);
  if (before !== undefined) throw conflict(tag, `the draft changed while we worked on it (${before})`);
  await ensureTag(ports, request);
  const published = await makePublic(ports, draft, tag);
  const after = await findDifference(ports, published.id, assets);
  if (after !== undefined) throw conflict(tag, `the release changed while it was published (${after})`);
  await checkTag(ports, request);
  return describe('published', published);
}

/**
 * Publishes one release: draft, upload, verify every digest, annotated tag, publish, verify. Every step looks at
 * what is there first, so running it again after a kill at any point ends with exactly one release; running it
 * once more changes nothing.
 *
 * @throws UserError `github-conflict` when the version is taken by other content, `input-invalid` for files GitHub
 * would refuse or rename, `github-permission`, `github-unavailable`
 */
export async function publishRelease(
  ports: PublishPorts,
  request: ReleaseRequest,
): Promise<PublishedRelease> {
  checkAssetSources(request.assets);
  const body = `${markerOf(request.tag)}\n${request.notes}`;
  if (body.length > maxBody) {
    const text = `the release notes have ${body.length} characters with their marker, GitHub takes ${maxBody}`;
    throw new UserError('input-invalid', text);
  }
  return explaining(`publish ${request.tag}`, 'contents: write', () => run(ports, request, body));
}
