import { createHash } from 'node:crypto';
import { badRequest, notFound, type Reply, unprocessable, validationFailed } from '../reply.ts';
import { actor, apiUrl, type Context, htmlUrl, nodeId, numberParam, ok, type Routes } from '../route.ts';
import { userShape } from '../shapes.ts';
import type { Asset, Release, State } from '../state.ts';

export function assetShape(context: Context, release: Release, asset: Asset): Record<string, unknown> {
  const tag = release.draft ? `untagged-${release.id.toString(16).padStart(20, '0')}` : release.tagName;
  return {
    id: asset.id,
    node_id: nodeId('ReleaseAsset', asset.id),
    name: asset.name,
    label: asset.label,
    content_type: asset.contentType,
    // GitHub says `starter` here, its description knows only `open`: readers must take both for unfinished.
    state: asset.state === 'uploaded' ? 'uploaded' : 'open',
    size: asset.content.length,
    digest: asset.digest,
    download_count: 0,
    uploader: userShape(context.state, asset.login),
    created_at: asset.createdAt,
    updated_at: asset.createdAt,
    url: apiUrl(context, `/releases/assets/${asset.id}`),
    browser_download_url: htmlUrl(context, `/releases/download/${encodeURIComponent(tag)}/${asset.name}`),
  };
}

/** GitHub's rewriting of asset names: special characters become dots, a leading dot gets `default` before it. */
export function rewriteAssetName(name: string): string {
  const plain = name
    .replace(/[^A-Za-z0-9._@+-]+/g, '.')
    .replace(/\.{2,}/g, '.')
    .replace(/\.+$/, '');
  return plain.startsWith('.') ? `default${plain}` : plain;
}

function findAsset(context: Context): { release: Release; asset: Asset } {
  const id = numberParam(context, 'asset_id');
  for (const release of context.repo.releases.values()) {
    const asset = release.assets.find((candidate) => candidate.id === id);
    if (asset === undefined) continue;
    if (release.draft && context.token?.permissions.contents !== 'write') throw notFound();
    return { release, asset };
  }
  throw notFound();
}

function upload(context: Context): Reply {
  const release = context.repo.releases.get(numberParam(context, 'release_id'));
  if (release === undefined) throw notFound();
  if (release.immutable) throw unprocessable('Cannot upload assets to an immutable release.');
  const given = context.query.get('name');
  if (given === null || given === '')
    throw validationFailed({ resource: 'ReleaseAsset', code: 'missing_field', field: 'name' });
  const length = context.headers['content-length'];
  if (length === undefined || length === '0') throw badRequest('Bad Content-Length');
  const contentType = context.headers['content-type'];
  if (contentType === undefined) throw badRequest('Bad Content-Type');
  if (Number(length) >= 2 ** 31) {
    throw validationFailed({
      resource: 'ReleaseAsset',
      code: 'custom',
      field: 'size',
      message: 'size must be less than 2147483648',
    });
  }
  const name = rewriteAssetName(given);
  if (release.assets.some((asset) => asset.name === name)) {
    throw validationFailed({ resource: 'ReleaseAsset', code: 'already_exists', field: 'name' });
  }
  if (release.assets.length >= 1000) {
    throw validationFailed({
      resource: 'ReleaseAsset',
      code: 'custom',
      field: 'file_count',
      message: 'file_count limited to 1000 assets per release',
    });
  }
  const half = context.halfUpload;
  const content = half ? Buffer.alloc(0) : context.raw;
  const asset: Asset = {
    id: context.state.nextId(),
    name,
    label: context.query.get('label') ?? (name === given ? '' : given),
    contentType,
    state: half ? 'starter' : 'uploaded',
    content,
    digest: half ? null : `sha256:${createHash('sha256').update(content).digest('hex')}`,
    login: actor(context),
    createdAt: context.state.now(),
  };
  release.assets.push(asset);
  return { status: 201, body: assetShape(context, release, asset) };
}

/** Metadata, or with `Accept: application/octet-stream` a redirect to the bytes. */
function getAsset(context: Context): Reply {
  const { release, asset } = findAsset(context);
  if (!context.headers.accept?.includes('application/octet-stream'))
    return ok(assetShape(context, release, asset));
  if (asset.state !== 'uploaded') throw notFound();
  return {
    status: 302,
    headers: {
      location: `${context.state.storageUrl}/objects/assets/${asset.id}?sig=${asset.digest?.slice(7)}`,
    },
  };
}

function deleteAsset(context: Context): Reply {
  const { release, asset } = findAsset(context);
  if (release.immutable) throw unprocessable('Cannot delete asset from an immutable release.');
  release.assets = release.assets.filter((other) => other !== asset);
  return { status: 204 };
}

/** The bytes behind the redirect; the signature in the query stands for the token. */
export function serveAsset(state: State, id: number, signature: string | null): Reply {
  for (const repo of state.repositories.values()) {
    for (const asset of [...repo.releases.values()].flatMap((release) => release.assets)) {
      if (asset.id !== id || asset.digest !== `sha256:${signature}`) continue;
      return { status: 200, body: asset.content, headers: { 'content-type': asset.contentType } };
    }
  }
  throw notFound();
}

export const assetRoutes = {
  'repos/upload-release-asset': { grants: ['contents:write'], handle: upload },
  'repos/get-release-asset': { grants: ['contents:read'], handle: getAsset },
  'repos/delete-release-asset': { grants: ['contents:write'], handle: deleteAsset },
} satisfies Routes;
