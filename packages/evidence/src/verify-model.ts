import { showReceived } from '@proofmark/documents';
import { openEnvelope, parseJsonBytes } from './dsse.ts';
import { type Hasher, hashFilesOf, listFiles } from './files.ts';
import { loadPublicKey } from './key.ts';
import { readBundle } from './oms-bundle.ts';
import { ALWAYS_IGNORED, nameShard, type OmsStatement, readOmsPayload } from './oms-statement.ts';
import { compareCodePoints } from './safe-path.ts';

/** Why a model is not the signed one. Digests are SHA-256; of a shard, `path` is `file:start:end`. */
export type ModelProblem =
  | { kind: 'other-key'; expected: string; received: string }
  | { kind: 'signature' }
  | { kind: 'refused'; path: string; reason: string }
  | { kind: 'missing'; path: string; expected: string }
  | { kind: 'changed'; path: string; expected: string; received: string }
  | { kind: 'extra'; path: string; received: string };

export type ModelVerification =
  | { ok: true; name: string; files: number; fingerprint: string }
  | { ok: false; problem: ModelProblem };

export type VerifyModelRequest = {
  root: string;
  /** The text of the signature file. */
  bundle: string | Uint8Array;
  publicKeyPem: string;
  /** Names the signature in errors. */
  what?: string;
  /** Shares digests with other checks of the same folder. */
  hasher?: Hasher;
};

/**
 * Verifies that the files beneath `root` are exactly those that were signed, by OpenSSF Model Signing v1.0 with
 * the method `key`. Links are never followed, also when the signer allowed them.
 * @returns the first problem, by code point order of the paths
 * @throws UserError `evidence-invalid` when the bundle is not well-formed, `input-invalid` for the key
 */
export async function verifyModel(request: VerifyModelRequest): Promise<ModelVerification> {
  const what = request.what ?? 'signature';
  const key = loadPublicKey(request.publicKeyPem);
  const { envelope, hint } = readBundle(request.bundle, what);
  if (hint !== undefined && hint !== key.fingerprint)
    return { ok: false, problem: { kind: 'other-key', expected: key.fingerprint, received: hint } };
  const payload = openEnvelope(envelope, key, what);
  if (!payload) return { ok: false, problem: { kind: 'signature' } };
  const statement = readOmsPayload(parseJsonBytes(payload, `${what}: payload`), what);
  const problem = await findProblem(request.root, statement, request.hasher ?? hashFilesOf(request.root));
  if (problem) return { ok: false, problem };
  return { ok: true, name: statement.name, files: statement.resources.size, fingerprint: key.fingerprint };
}

async function findProblem(
  root: string,
  statement: OmsStatement,
  hasher: Hasher,
): Promise<ModelProblem | undefined> {
  const { files, refused } = await listFiles(root, [...ALWAYS_IGNORED, ...statement.ignorePaths]);
  const [first] = refused;
  if (first) return { kind: 'refused', ...first };
  const found = new Map<string, () => Promise<string>>();
  for (const path of files) {
    for (const [name, read] of await resourcesOf(path, statement, hasher)) found.set(name, read);
  }
  const names = [...new Set([...statement.resources.keys(), ...found.keys()])].sort(compareCodePoints);
  for (const path of names) {
    const expected = statement.resources.get(path);
    const read = found.get(path);
    if (read === undefined) return { kind: 'missing', path, expected: expected ?? '' };
    const received = await read();
    if (expected === undefined) return { kind: 'extra', path, received };
    if (expected !== received) return { kind: 'changed', path, expected, received };
  }
  return undefined;
}

type Readable = [name: string, read: () => Promise<string>];

/** A file as the signature names it: whole, or in shards (none for an empty file). */
async function resourcesOf(path: string, statement: OmsStatement, hasher: Hasher): Promise<Readable[]> {
  const { shardSize } = statement;
  if (shardSize === undefined) return [[path, async () => (await hasher.file(path)).sha256]];
  const size = await hasher.bytes(path);
  const shards: Readable[] = [];
  // A file with more shards than the whole signature has resources cannot match; a tiny shard size costs no more.
  for (let start = 0; start < size && shards.length <= statement.resources.size; start += shardSize) {
    const end = Math.min(start + shardSize, size);
    const from = start;
    shards.push([nameShard(path, from, end), () => hasher.shard(path, from, end)]);
  }
  return shards;
}

/** One sentence for people: what was found, what was expected, what was received. */
export function describeModelProblem(problem: ModelProblem): string {
  switch (problem.kind) {
    case 'other-key':
      return `signed with another key: expected ${problem.expected}, received ${showReceived(problem.received)}`;
    case 'signature':
      return 'the signature does not belong to this content and key';
    case 'refused':
      return `${showReceived(problem.path)} ${problem.reason}`;
    case 'missing':
      return `${showReceived(problem.path)} is missing: expected SHA-256 ${problem.expected}`;
    case 'changed':
      return `${showReceived(problem.path)} was changed: expected SHA-256 ${problem.expected}, received ${problem.received}`;
    case 'extra':
      return `${showReceived(problem.path)} was not signed: received SHA-256 ${problem.received}`;
  }
}
