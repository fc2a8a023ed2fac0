import { basename } from 'node:path';
import type { Rule, Test } from '@proofmark/contract';
import type { FileReference } from '@proofmark/documents';
import type { Outcome } from './outcome.ts';

export type FileRule = { rule: Rule; test: Extract<Test, { test: 'checksum' }> };

/** Compares the bytes of the files that were validated with what the contract knows of them. */
export function checkFiles(
  files: readonly FileReference[],
  rules: readonly FileRule[],
): Map<string, Outcome> {
  return new Map(rules.map(({ rule, test }) => [rule.id, checkFile(files, test)]));
}

function checkFile(files: readonly FileReference[], { paths, sha256, bytes }: FileRule['test']): Outcome {
  const file = files.find(({ path }) => paths.some((name) => isSame(path, name)));
  if (!file) return { status: 'not-applicable', reason: `${paths[0]} is not among the files` };
  const holds = sha256 === undefined ? file.bytes === bytes : file.sha256 === sha256;
  const received = sha256 === undefined ? `${file.bytes} bytes` : file.sha256;
  return { status: 'counted', checked: 1, failing: holds ? 0 : 1, holds, ...(holds ? {} : { received }) };
}

/** A contract names files relative to itself, or by a URL of the same last part. */
function isSame(path: string, name: string): boolean {
  const declared = name.replace(/^\.\//, '');
  return path === declared || path.endsWith(`/${declared}`) || basename(path) === basename(declared);
}
