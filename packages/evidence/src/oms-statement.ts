import { createHash } from 'node:crypto';
import { check, Sha256, showReceived, UserError } from '@proofmark/documents';
import { z } from 'zod';
import { compareCodePoints, unsafePathReason } from './safe-path.ts';

/** OpenSSF Model Signing v1.0: https://github.com/ossf/model-signing-spec */
export const OMS_PREDICATE_TYPE = 'https://model_signing/signature/v1.0';
export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';

/** Never part of a model: what git leaves at the top of a working tree. */
export const ALWAYS_IGNORED: readonly string[] = ['.git', '.gitattributes', '.github', '.gitignore'];

export type Resource = { name: string; digest: string };

const common = { hash_type: z.literal('sha256'), allow_symlinks: z.boolean().default(false) };
const ignorePaths = z.array(z.string()).default([]);
const Serialization = z.discriminatedUnion('method', [
  z.object({ method: z.literal('files'), ...common, ignore_paths: ignorePaths }),
  z.object({
    method: z.literal('shards'),
    ...common,
    ignore_paths: ignorePaths,
    shard_size: z.int().positive().default(1_000_000_000),
  }),
]);

/** Fields the specification does not name are ignored, as it asks of verifiers. */
const OmsPayload = z.object({
  _type: z.literal(STATEMENT_TYPE),
  subject: z
    .array(z.object({ name: z.string().default(''), digest: z.object({ sha256: Sha256 }) }))
    .length(1, 'expected exactly one subject'),
  predicateType: z.literal(OMS_PREDICATE_TYPE),
  predicate: z.object({
    serialization: Serialization,
    resources: z
      .array(z.object({ name: z.string(), digest: Sha256, algorithm: z.string() }))
      .min(1, 'expected at least one file: an empty model proves nothing'),
  }),
});

/** What a signature says about a model. `shardSize` is undefined when whole files were hashed. */
export type OmsStatement = {
  name: string;
  resources: Map<string, string>;
  ignorePaths: string[];
  shardSize: number | undefined;
};

/** The payload of a signature over whole files with SHA-256; symbolic links are not allowed. */
export function buildOmsPayload(
  name: string,
  resources: readonly Resource[],
  ignored: readonly string[],
): Buffer {
  const sorted = [...resources].sort((a, b) => compareCodePoints(a.name, b.name));
  return Buffer.from(
    JSON.stringify({
      _type: STATEMENT_TYPE,
      subject: [{ name, digest: { sha256: digestOfDigests(sorted) } }],
      predicateType: OMS_PREDICATE_TYPE,
      predicate: {
        serialization: {
          method: 'files',
          hash_type: 'sha256',
          allow_symlinks: false,
          ignore_paths: [...ignored],
        },
        resources: sorted.map((resource) => ({ ...resource, algorithm: 'sha256' })),
      },
    }),
  );
}

/**
 * Reads a payload whose signature was verified. Even so nothing in it may lead outside the model's folder.
 * @throws UserError `evidence-invalid`
 */
export function readOmsPayload(payload: unknown, what: string): OmsStatement {
  const { subject, predicate } = check(OmsPayload, payload, {
    what: `${what}: payload`,
    code: 'evidence-invalid',
  });
  const { serialization } = predicate;
  const sharded = serialization.method === 'shards';
  // The reference client names the hash of a shard after its size; both are SHA-256 of the shard's bytes.
  const algorithms = sharded ? ['sha256', `sha256-sharded-${serialization.shard_size}`] : ['sha256'];
  const resources = new Map<string, string>();
  for (const { name, digest, algorithm } of predicate.resources) {
    if (!algorithms.includes(algorithm))
      throw invalid(
        what,
        `algorithm: expected ${algorithms.join(' or ')}, received ${showReceived(algorithm)}`,
      );
    const unsafe = unsafePathReason(sharded ? pathOfShard(name, what) : name);
    if (unsafe) throw invalid(what, `resource ${showReceived(name)}: the path ${unsafe}`);
    if (resources.has(name)) throw invalid(what, `resource ${showReceived(name)} is listed twice`);
    resources.set(name, digest);
  }
  for (const path of serialization.ignore_paths) {
    const unsafe = unsafePathReason(path);
    if (unsafe) throw invalid(what, `ignore_paths: ${showReceived(path)}: the path ${unsafe}`);
  }
  // The order is not checked: the reference clients differ in it.
  const expected = digestOfDigests(predicate.resources);
  const received = subject[0]?.digest.sha256;
  if (received !== expected)
    throw invalid(what, `subject: expected the digest of its resources, ${expected}, received ${received}`);
  return {
    name: subject[0]?.name ?? '',
    resources,
    ignorePaths: serialization.ignore_paths,
    shardSize: sharded ? serialization.shard_size : undefined,
  };
}

/** The name of the resource for the bytes from `start` up to but not including `end`. */
export function nameShard(path: string, start: number, end: number): string {
  return `${path}:${start}:${end}`;
}

function pathOfShard(name: string, what: string): string {
  const parts = /^(.*):\d+:\d+$/s.exec(name);
  if (!parts) throw invalid(what, `resource ${showReceived(name)}: expected path:start:end`);
  return parts[1] ?? '';
}

/** SHA-256 over the raw bytes of the digests, in the order given. */
function digestOfDigests(resources: readonly Resource[]): string {
  const hash = createHash('sha256');
  for (const { digest } of resources) hash.update(Buffer.from(digest, 'hex'));
  return hash.digest('hex');
}

function invalid(what: string, problem: string): UserError {
  return new UserError('evidence-invalid', `${what}: ${problem}`);
}
