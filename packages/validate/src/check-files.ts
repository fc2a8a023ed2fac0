import { basename } from 'node:path';
import type { Rule, Test } from '@proofmark/contract';
import { digestFile, type FileDigest, type FileReference } from '@proofmark/documents';
import type { Outcome } from './outcome.ts';

export type FileRule = { rule: Rule; test: Extract<Test, { test: 'checksum' }> };

/**
 * Compares the bytes of the files that were validated with what the contract knows of them.
 * @param paths of the files, in the same order; they are read again for a checksum that is none by SHA-256
 */
export async function checkFiles(
  files: readonly FileReference[],
  paths: readonly string[],
  rules: readonly FileRule[],
): Promise<Map<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  for (const { rule, test } of rules) outcomes.set(rule.id, await checkFile(files, paths, test));
  return outcomes;
}

async function checkFile(
  files: readonly FileReference[],
  all: readonly string[],
  { paths, digest, bytes }: FileRule['test'],
): Promise<Outcome> {
  const index = files.findIndex(({ path }) => paths.some((name) => isSame(path, name)));
  const file = files[index];
  if (!file) return { status: 'not-applicable', reason: `${paths[0]} is not among the files` };
  const found = digest ? await digestOf(file, all[index] ?? '', digest) : `${file.bytes} bytes`;
  const holds = found === (digest ? digest.value : `${bytes} bytes`);
  const received = holds ? {} : { received: found };
  return { status: 'counted', checked: 1, failing: holds ? 0 : 1, holds, ...received };
}

function digestOf({ sha256 }: FileReference, path: string, { algorithm }: FileDigest): Promise<string> {
  return algorithm === 'sha256' ? Promise.resolve(sha256) : digestFile(path, algorithm);
}

/** A contract names files relative to itself, or by a URL of the same last part. */
function isSame(path: string, name: string): boolean {
  const declared = name.replace(/^\.\//, '');
  return path === declared || path.endsWith(`/${declared}`) || basename(path) === basename(declared);
}
