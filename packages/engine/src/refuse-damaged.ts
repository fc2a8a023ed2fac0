import { createReadStream } from 'node:fs';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UnreadableData } from '@proofmark/documents';
import { shownIn } from './file-checks.ts';
import { unpackerOf } from './unpack.ts';

/** What zlib and Zstandard call text that is damaged or cut off. */
const DAMAGED = /^(?:Z_|ZSTD_)/;

/**
 * Unpacks compressed text to its end. DuckDB reads a file that an upload cut off as far as it goes and neither compares
 * the checksum: half of the rows would pass for all of them.
 */
export async function refuseDamaged(paths: readonly string[], directory: string): Promise<void> {
  for (const path of paths) {
    const unpack = await unpackerOf(path);
    if (!unpack) continue;
    try {
      await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), unpack, nowhere());
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && DAMAGED.test(String(error.code)))) throw error;
      const file = shownIn(directory, path);
      const what = `the compressed text is damaged or its end is missing (${error.message})`;
      const problem = `${what}; write or fetch the file again`;
      throw new UnreadableData(`${file}: ${problem}`, { problem, place: { file }, cause: error });
    }
  }
}

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
