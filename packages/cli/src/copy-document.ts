import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { writeTextFile } from '@proofmark/documents';
import type { Io } from './io.ts';

/** `--out`: a second copy of a document where the user wants it; the path is told either way. */
export async function copyDocument(io: Io, path: string, out: string | undefined): Promise<void> {
  if (out !== undefined)
    await writeTextFile(resolve(io.directory, out), await readFile(resolve(io.directory, path), 'utf8'));
  io.writeError(`Document: ${out ?? path}\n`);
}
