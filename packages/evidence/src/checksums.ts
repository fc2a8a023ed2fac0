import { Sha256, showReceived, UserError } from '@proofmark/documents';
import { compareCodePoints, unsafeAssetNameReason } from './safe-path.ts';

export type Checksum = { path: string; sha256: string };

/** A text that `sha256sum -c` (GNU coreutils) reads: digest, two spaces, name; sorted by name. */
export function writeChecksums(files: readonly Checksum[]): string {
  const sorted = [...files].sort((a, b) => compareCodePoints(a.path, b.path));
  return sorted.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join('');
}

/**
 * Reads checksums of release assets: flat names only, each once.
 * @throws UserError `evidence-invalid` with the line
 */
export function parseChecksums(text: string, what: string): Checksum[] {
  const lines = text.split('\n');
  if (lines.pop() !== '')
    throw new UserError(
      'evidence-invalid',
      `${what}: the last line is cut; expected a line break at its end`,
    );
  const seen = new Set<string>();
  return lines.map((line, index) => {
    const at = `${what}:${index + 1}`;
    const [, sha256 = '', path = ''] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
    if (!Sha256.safeParse(sha256).success || unsafeAssetNameReason(path))
      throw new UserError(
        'evidence-invalid',
        `${at}: expected a SHA-256, two spaces and the name of an asset, received ${showReceived(line)}`,
      );
    if (seen.has(path)) throw new UserError('evidence-invalid', `${at}: ${path} is listed twice`);
    seen.add(path);
    return { path, sha256 };
  });
}

export type ChecksumProblem =
  | { kind: 'missing'; path: string; expected: string }
  | { kind: 'changed'; path: string; expected: string; received: string }
  | { kind: 'unlisted'; path: string };

/**
 * Compares checksums with the files that are there.
 * @param present names that must be listed
 * @param digestOf the SHA-256 of a file, undefined when it is not there
 */
export async function compareChecksums(
  checksums: readonly Checksum[],
  present: readonly string[],
  digestOf: (path: string) => Promise<string | undefined>,
): Promise<ChecksumProblem[]> {
  const problems: ChecksumProblem[] = [];
  for (const { path, sha256: expected } of checksums) {
    const received = await digestOf(path);
    if (received === undefined) problems.push({ kind: 'missing', path, expected });
    else if (received !== expected) problems.push({ kind: 'changed', path, expected, received });
  }
  const listed = new Set(checksums.map(({ path }) => path));
  for (const path of present) if (!listed.has(path)) problems.push({ kind: 'unlisted', path });
  return problems;
}

/** One sentence for people. */
export function describeChecksumProblem(problem: ChecksumProblem): string {
  const name = showReceived(problem.path);
  switch (problem.kind) {
    case 'missing':
      return `${name} is listed and missing`;
    case 'changed':
      return `${name} differs from its checksum: expected ${problem.expected}, received ${problem.received}`;
    case 'unlisted':
      return `${name} is not listed`;
  }
}
