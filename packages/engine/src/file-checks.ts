import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';
import { showReceived, UnreadableData } from '@proofmark/documents';

/** A path as the user knows it: relative to the work directory where it lies inside. */
export function shownIn(directory: string, path: string): string {
  const shown = relative(directory, path);
  return shown === '' || shown.startsWith('..') || isAbsolute(shown) ? path : shown.replaceAll('\\', '/');
}

/** Parquet begins and ends with a magic number: a file cut off by an upload, or of another format, has none. */
export function refuseNoParquet(paths: readonly string[], directory: string): void {
  for (const path of paths) {
    const [first, last] = outerBytes(path, 4);
    if (/^PAR[1E]$/.test(first) && first === last) continue;
    const file = shownIn(directory, path);
    const what = 'not a Parquet file: expected "PAR1" at both ends';
    const remedy = 'write it again, or give it the ending of what it is (.csv, .tsv, .json)';
    throw new UnreadableData(
      `${file}: ${what}, received ${showReceived(first)} and ${showReceived(last)}; ${remedy}`,
      { problem: `${what}; ${remedy}`, place: { file } },
    );
  }
}

function outerBytes(path: string, count: number): [string, string] {
  const file = openSync(path, 'r');
  try {
    const read = (position: number): string => {
      const bytes = Buffer.alloc(count);
      return bytes.toString('latin1', 0, readSync(file, bytes, 0, count, position));
    };
    return [read(0), read(Math.max(0, statSync(path).size - count))];
  } finally {
    closeSync(file);
  }
}
