import type { Reply } from './reply.ts';
import { serveAsset } from './routes/assets.ts';
import type { State } from './state.ts';

function storageError(status: number, code: string): Reply {
  const body = Buffer.from(`<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code></Error>`);
  return { status, body, headers: { 'content-type': 'application/xml', 'x-ms-error-code': code } };
}

/** Block upload as Azure storage has it: blocks in any order, then the list that puts them in order. */
function putBlob(
  state: State,
  id: string,
  query: URLSearchParams,
  raw: Buffer,
  type: string | undefined,
): Reply {
  const upload = state.blobs.get(id);
  if (upload === undefined || query.get('sig') !== upload.signature) {
    return storageError(403, 'AuthenticationFailed');
  }
  switch (query.get('comp')) {
    case 'block': {
      const block = query.get('blockid');
      if (block === null) return storageError(400, 'InvalidQueryParameterValue');
      upload.blocks.set(block, raw);
      return { status: 201 };
    }
    case 'blocklist': {
      const names = [...raw.toString('utf8').matchAll(/<(?:Latest|Uncommitted)>([^<]+)</g)].map(
        (m) => m[1] ?? '',
      );
      const blocks = names.map((name) => upload.blocks.get(name));
      if (blocks.some((block) => block === undefined)) return storageError(400, 'InvalidBlockList');
      upload.content = Buffer.concat(blocks.filter((block) => block !== undefined));
      upload.contentType = type ?? upload.contentType;
      return { status: 201 };
    }
    case null:
      upload.content = raw;
      upload.contentType = type ?? upload.contentType;
      return { status: 201 };
    default:
      return storageError(400, 'InvalidQueryParameterValue');
  }
}

function getArtifact(state: State, id: number, signature: string | null): Reply {
  for (const repo of state.repositories.values()) {
    const artifact = repo.artifacts.get(id);
    if (artifact === undefined || artifact.digest !== `sha256:${signature}`) continue;
    const file = artifact.contentType === 'application/zip' ? `${artifact.name}.zip` : artifact.name;
    return {
      status: 200,
      body: artifact.content,
      headers: {
        'content-type': artifact.contentType,
        'content-disposition': `attachment; filename="${file}"`,
      },
    };
  }
  return storageError(403, 'AuthenticationFailed');
}

/** Serves signed upload and download URLs; undefined when the path is none of them. */
export function handleBlobStore(
  state: State,
  request: {
    method: string;
    path: string;
    query: URLSearchParams;
    headers: Record<string, string | undefined>;
    raw: Buffer;
  },
): Reply | undefined {
  const { method, path, query } = request;
  const blob = /^\/blobs\/([\w-]+)$/.exec(path)?.[1];
  if (blob !== undefined && method === 'PUT') {
    return putBlob(state, blob, query, request.raw, request.headers['x-ms-blob-content-type']);
  }
  const [, kind, id] = /^\/objects\/(artifacts|assets)\/(\d+)$/.exec(path) ?? [];
  if (kind === undefined || method !== 'GET') return undefined;
  // A signed URL must not be sent credentials: Azure answers 400 to a signature and a bearer token together.
  if (request.headers.authorization !== undefined) return storageError(400, 'InvalidAuthenticationInfo');
  return kind === 'artifacts'
    ? getArtifact(state, Number(id), query.get('sig'))
    : serveAsset(state, Number(id), query.get('sig'));
}
