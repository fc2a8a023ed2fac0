import { createReadStream } from 'node:fs';

/** Finds the physical line of a row, where rows and lines of a text file correspond one to one. */
export type LineFinder = (file: string, row: number) => number | undefined;

type FileRows = { file: string; first: number; rows: number };

const NEWLINE = 10;

/**
 * A file whose lines are as many as its rows and headers has neither line breaks inside values nor blank lines;
 * only then a row's line is known.
 * @param files first row number and number of rows of each file
 */
export async function findLines(files: readonly FileRows[]): Promise<LineFinder> {
  const offsets = new Map<string, number>();
  for (const { file, first, rows } of files) {
    const headers = /\.(jsonl|ndjson)$/i.test(file) ? 0 : 1;
    if (!/\.(csv|tsv|tab|txt|jsonl|ndjson)$/i.test(file)) continue;
    if ((await countLines(file)) === rows + headers) offsets.set(file, headers + 1 - first);
  }
  return (file, row) => {
    const offset = offsets.get(file);
    return offset === undefined ? undefined : row + offset;
  };
}

async function countLines(file: string): Promise<number> {
  let lines = 0;
  let last = NEWLINE;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    const bytes = chunk as Buffer;
    for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) lines++;
    last = bytes.at(-1) ?? last;
  }
  return last === NEWLINE ? lines : lines + 1;
}
