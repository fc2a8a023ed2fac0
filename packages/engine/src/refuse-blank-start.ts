import { createReadStream } from 'node:fs';
import { UserError } from '@proofmark/documents';
import { shownIn } from './file-checks.ts';
import { unpackerOf } from './unpack.ts';

/** A line end, after the mark of an encoding; the zero byte is the other half of a character of UTF-16. */
const BLANK_START = /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\0?[\r\n]/;

/**
 * Refuses text tables whose first line is empty. DuckDB finds the names of the columns below it and counts the line
 * of the names as a row as well.
 * @throws UserError `data-invalid` naming the file
 */
export async function refuseBlankStart(paths: readonly string[], directory: string): Promise<void> {
  for (const path of paths) {
    if (!BLANK_START.test((await firstChunk(path)).toString('latin1', 0, 5))) continue;
    const shown = shownIn(directory, path);
    throw new UserError(
      'data-invalid',
      `${shown}:1: expected the names of the columns, received an empty line; remove the empty lines at the beginning`,
      { location: { file: shown, line: 1 } },
    );
  }
}

async function firstChunk(path: string): Promise<Buffer> {
  const file = createReadStream(path);
  const unpack = await unpackerOf(path);
  for await (const chunk of unpack ? file.pipe(unpack) : file) {
    file.destroy();
    return Buffer.from(chunk);
  }
  return Buffer.alloc(0);
}
