import { createReadStream } from 'node:fs';
import { unpackerOf } from '@proofmark/engine';

/** Finds the physical line a row begins at; undefined where it cannot be known for sure. */
export type LineFinder = (file: string, row: number) => number | undefined;

/** Of one file: the number of its first row, how many rows it has, and the rows whose lines are wanted. */
export type FileRows = { file: string; first: number; rows: number; wanted: readonly number[] };

/** What a text file has beside its rows: a line of names, and what values are quoted with. */
export type LineLayout = { header?: boolean | undefined; quote?: string | undefined };

const NEWLINE = 10;
const RETURN = 13;
const SPACES = new Set([RETURN, 32, 9]);

/**
 * A file whose lines are as many as its rows and headers has neither line breaks inside values nor blank lines: the
 * lines follow from the rows. Otherwise its records are counted, and only when they are as many as the rows that
 * the engine read is the line known where a record begins. Lines of a compressed file are those of its text.
 */
export async function findLines(
  files: readonly FileRows[],
  { header = true, quote = '"' }: LineLayout = {},
): Promise<LineFinder> {
  const found = new Map<string, (row: number) => number | undefined>();
  for (const { file, first, rows, wanted } of files) {
    const isJson = /\.(jsonl|ndjson)(\.gz|\.zst)?$/i.test(file);
    if (!isJson && !/\.(csv|tsv|tab|txt)(\.gz|\.zst)?$/i.test(file)) continue;
    const headers = isJson || !header ? 0 : 1;
    if ((await countLines(file)) === rows + headers) {
      found.set(file, (row) => row - first + 1 + headers);
      continue;
    }
    const records = new Set(wanted.map((row) => row - first + headers));
    const { lines, count } = await locateRecords(file, records, isJson ? undefined : quote.charCodeAt(0));
    if (count === rows + headers) found.set(file, (row) => lines.get(row - first + headers));
  }
  return (file, row) => found.get(file)?.(row);
}

async function countLines(file: string): Promise<number> {
  let lines = 0;
  let last = NEWLINE;
  for await (const bytes of chunksOf(file)) {
    for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) lines++;
    last = bytes.at(-1) ?? last;
  }
  return last === NEWLINE ? lines : lines + 1;
}

/**
 * Walks the lines of a file. A record ends with a line outside of quotes; a line without anything in it is none.
 * @param wanted numbers of records, from 0
 * @param quote the byte that values are quoted with
 */
async function locateRecords(
  file: string,
  wanted: ReadonlySet<number>,
  quote: number | undefined,
): Promise<{ lines: Map<number, number>; count: number }> {
  const lines = new Map<number, number>();
  let count = 0;
  let line = 1;
  let begin = 1;
  let isQuoted = false;
  let isBlank = true;
  const end = () => {
    if (isBlank) return;
    if (wanted.has(count)) lines.set(count, begin);
    count++;
    isBlank = true;
  };
  for await (const bytes of chunksOf(file)) {
    for (const byte of bytes) {
      if (byte === NEWLINE) {
        line++;
        if (isQuoted) continue;
        end();
        begin = line;
      } else {
        if (byte === quote) isQuoted = !isQuoted;
        if (isBlank && !SPACES.has(byte)) isBlank = false;
      }
    }
  }
  end();
  return { lines, count };
}

/** The bytes of a file, of a compressed one those of its text. */
export async function* chunksOf(file: string): AsyncGenerator<Buffer> {
  const bytes = createReadStream(file, { highWaterMark: 1 << 20 });
  const unpack = await unpackerOf(file);
  const text = unpack ? bytes.pipe(unpack) : bytes;
  try {
    for await (const chunk of text) yield chunk as Buffer;
  } finally {
    bytes.destroy();
  }
}
