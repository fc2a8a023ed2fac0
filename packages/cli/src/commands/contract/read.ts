import { resolve } from 'node:path';
import { readTextFile, writeTextFile } from '@proofmark/documents';
import type { Io } from '../../io.ts';

/** The text of a contract the user named. */
export function readContractText(io: Io, file: string): Promise<string> {
  return readTextFile(resolve(io.directory, file), 'the data contract', { shownAs: file });
}

/** Writes a result to the file the user asked for, else to standard output. */
export async function writeResult(io: Io, text: string, out: string | undefined): Promise<void> {
  if (out === undefined) {
    io.write(text);
    return;
  }
  await writeTextFile(resolve(io.directory, out), text);
  io.writeError(`wrote ${out}\n`);
}
