import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import type { FileReference } from './common.ts';
import { UserError } from './errors.ts';

/** SHA-256 of a text (UTF-8) or bytes, lower-case hexadecimal. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Algorithms of the checksums that data are published with, each with the number of its hexadecimal digits. */
const DIGEST_LENGTHS = { md5: 32, sha1: 40, sha256: 64, sha512: 128 } as const;
export const DIGESTS = ['md5', 'sha1', 'sha256', 'sha512'] as const;

/** A checksum in lower-case hexadecimal digits; undefined for what is none of that algorithm. */
export function readDigest(algorithm: (typeof DIGESTS)[number], text: string): string | undefined {
  return text.length === DIGEST_LENGTHS[algorithm] && /^[0-9a-f]+$/i.test(text)
    ? text.toLowerCase()
    : undefined;
}

/** Streams a file through SHA-256. @throws UserError `file-missing`; the reason of the signal when it aborts */
export async function referenceFile(
  path: string,
  shownAs: string = path,
  signal?: AbortSignal,
): Promise<FileReference> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile())
    throw new UserError('file-missing', `${shownAs}: the file was not found; check the path`);
  return { path: shownAs, bytes: found.size, sha256: await digestFile(path, 'sha256', signal) };
}

/** Streams a file through a hash. @returns lower-case hexadecimal digits @throws the reason of the signal when it aborts */
export async function digestFile(
  path: string,
  algorithm: (typeof DIGESTS)[number],
  signal?: AbortSignal,
): Promise<string> {
  const hash = createHash(algorithm);
  const file = await open(path);
  try {
    const buffer = Buffer.allocUnsafe(1 << 20);
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await file.read(buffer, 0, buffer.length);
      if (bytesRead === 0) break;
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}

/**
 * Digest of the meaning of a document: provenance left out, keys sorted, no white space. Two runs on the same
 * inputs give the same digest.
 */
export function documentDigest(document: { provenance?: unknown }): string {
  const { provenance: _, ...content } = document;
  return sha256(canonicalJson(content));
}

/** JSON with sorted keys and without white space; numbers as ECMAScript prints them (as in RFC 8785). */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, v]) => v !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, v]) => `${JSON.stringify(key)}:${canonicalJson(v)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}
