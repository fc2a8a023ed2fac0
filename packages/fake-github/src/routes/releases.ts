import { findCommit } from '../git-objects.ts';
import { notFound, type Reply, validationFailed } from '../reply.ts';
import {
  actor,
  apiUrl,
  type Context,
  htmlUrl,
  nodeId,
  numberParam,
  ok,
  page,
  param,
  type Routes,
  text,
} from '../route.ts';
import { userShape } from '../shapes.ts';
import type { Release } from '../state.ts';
import { assetRoutes, assetShape } from './assets.ts';
import { lookUpCommit } from './commits.ts';

/** Drafts exist only for those who may write. */
function seesDrafts(context: Context): boolean {
  return context.token?.permissions.contents === 'write';
}

export function findRelease(context: Context): Release {
  const release = context.repo.releases.get(numberParam(context, 'release_id'));
  if (release === undefined || (release.draft && !seesDrafts(context))) throw notFound();
  return release;
}

function releaseShape(context: Context, release: Release): Record<string, unknown> {
  const tag = release.draft ? `untagged-${release.id.toString(16).padStart(20, '0')}` : release.tagName;
  return {
    id: release.id,
    node_id: nodeId('Release', release.id),
    tag_name: release.tagName,
    target_commitish: release.target,
    name: release.name,
    body: release.body,
    draft: release.draft,
    prerelease: release.prerelease,
    immutable: release.immutable,
    author: userShape(context.state, release.login),
    created_at: release.createdAt,
    published_at: release.publishedAt,
    updated_at: release.publishedAt ?? release.createdAt,
    url: apiUrl(context, `/releases/${release.id}`),
    html_url: htmlUrl(context, `/releases/tag/${encodeURIComponent(tag)}`),
    assets_url: apiUrl(context, `/releases/${release.id}/assets`),
    upload_url: `${context.state.url}/uploads${new URL(apiUrl(context, '')).pathname}/releases/${release.id}/assets{?name,label}`,
    tarball_url: release.draft ? null : apiUrl(context, `/tarball/${tag}`),
    zipball_url: release.draft ? null : apiUrl(context, `/zipball/${tag}`),
    assets: release.assets.map((asset) => assetShape(context, release, asset)),
  };
}

function checkBody(body: string | undefined): void {
  if (body === undefined || [...body].length <= 125_000) return;
  const message = 'body is too long (maximum is 125000 characters)';
  throw validationFailed({ resource: 'Release', code: 'custom', field: 'body', message });
}

/** What happens to the repository when a release becomes public: tag, uniqueness, immutability. */
function publish(context: Context, release: Release): void {
  const { repo } = context;
  const taken = [...repo.releases.values()].some(
    (other) =>
      other !== release && other.id !== release.id && !other.draft && other.tagName === release.tagName,
  );
  if (taken) throw validationFailed({ resource: 'Release', code: 'already_exists', field: 'tag_name' });
  if (repo.burntTags.has(release.tagName)) {
    throw validationFailed({
      resource: 'Release',
      code: 'custom',
      field: 'tag_name',
      message: 'tag_name was used by an immutable release',
    });
  }
  const ref = `refs/tags/${release.tagName}`;
  if (!repo.refs.has(ref)) {
    const sha = lookUpCommit(context, release.target);
    if (sha === undefined || findCommit(repo.objects, sha) === undefined) {
      throw validationFailed(
        { resource: 'Release', code: 'invalid', field: 'target_commitish' },
        { resource: 'Release', code: 'custom', message: 'Published releases must have a valid tag' },
      );
    }
    repo.refs.set(ref, sha);
  }
  release.draft = false;
  release.publishedAt = context.state.now();
  if (repo.immutableReleases) {
    release.immutable = true;
    repo.burntTags.add(release.tagName);
  }
}

function createRelease(context: Context): Reply {
  const { body } = context;
  checkBody(text(body, 'body'));
  const release: Release = {
    id: context.state.nextId(),
    tagName: String(body.tag_name),
    target: text(body, 'target_commitish') ?? context.repo.defaultBranch,
    name: text(body, 'name') ?? null,
    body: text(body, 'body') ?? null,
    draft: true,
    prerelease: body.prerelease === true,
    immutable: false,
    login: actor(context),
    createdAt: context.state.now(),
    publishedAt: null,
    assets: [],
  };
  if (body.draft !== true) publish(context, release);
  context.repo.releases.set(release.id, release);
  return { status: 201, body: releaseShape(context, release) };
}

function updateRelease(context: Context): Reply {
  const { body } = context;
  const old = findRelease(context);
  checkBody(text(body, 'body'));
  const release: Release = {
    ...old,
    tagName: text(body, 'tag_name') ?? old.tagName,
    target: text(body, 'target_commitish') ?? old.target,
    name: text(body, 'name') ?? old.name,
    body: text(body, 'body') ?? old.body,
    prerelease: typeof body.prerelease === 'boolean' ? body.prerelease : old.prerelease,
  };
  if (
    old.immutable &&
    (release.tagName !== old.tagName || release.target !== old.target || body.draft === true)
  ) {
    throw validationFailed({
      resource: 'Release',
      code: 'custom',
      message: 'Cannot change the tag, target or draft state of an immutable release.',
    });
  }
  if (old.draft && body.draft === false) publish(context, release);
  if (!old.draft && body.draft === true) release.draft = true;
  context.repo.releases.set(release.id, release);
  return ok(releaseShape(context, release));
}

function byNewest(a: Release, b: Release): number {
  return b.id - a.id;
}

function listReleases(context: Context): Reply {
  const visible = [...context.repo.releases.values()]
    .filter((release) => !release.draft || seesDrafts(context))
    .sort(byNewest);
  return page(context, visible, (release) => releaseShape(context, release));
}

function published(context: Context): Release[] {
  return [...context.repo.releases.values()].filter((release) => !release.draft).sort(byNewest);
}

function getLatest(context: Context): Reply {
  const latest = published(context).find((release) => !release.prerelease);
  if (latest === undefined) throw notFound();
  return ok(releaseShape(context, latest));
}

function getByTag(context: Context): Reply {
  const tag = param(context, 'tag');
  const release = published(context).find((candidate) => candidate.tagName === tag);
  if (release === undefined) throw notFound();
  return ok(releaseShape(context, release));
}

/** The tag stays behind, and stays burnt when the release was immutable. */
function deleteRelease(context: Context): Reply {
  context.repo.releases.delete(findRelease(context).id);
  return { status: 204 };
}

export const releaseRoutes = {
  ...assetRoutes,
  'repos/list-releases': { grants: ['contents:read'], handle: listReleases },
  'repos/create-release': { grants: ['contents:write'], handle: createRelease },
  'repos/get-release': {
    grants: ['contents:read'],
    handle: (context) => ok(releaseShape(context, findRelease(context))),
  },
  'repos/get-latest-release': { grants: ['contents:read'], handle: getLatest },
  'repos/get-release-by-tag': { grants: ['contents:read'], handle: getByTag },
  'repos/update-release': { grants: ['contents:write'], handle: updateRelease },
  'repos/delete-release': { grants: ['contents:write'], handle: deleteRelease },
  'repos/list-release-assets': {
    grants: ['contents:read'],
    handle: (context) => {
      const release = findRelease(context);
      return page(context, release.assets, (asset) => assetShape(context, release, asset));
    },
  },
} satisfies Routes;
