import { createWriteStream } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { zstdDecompressSync } from 'node:zlib';
import { messageOf, UnreadableData, UserError } from '@proofmark/documents';
import { CompressionType, setCompressionCodec, type Table, tableFromIPC } from '@uwdata/flechette';
import { identifier, literal, type Row } from '../port.ts';
import { readerOf } from './column-reader.ts';
import { decodeLz4Frame } from './lz4-frame.ts';

type Run = (sql: string, doing: string) => Promise<Row[]>;

const CHUNK = 1 << 20;

/**
 * Writes an Arrow IPC file or stream (Feather version 2; LZ4 and Zstandard too) as Parquet, with the same types; the
 * engine reads no Arrow by itself.
 * @param path of the Parquet file
 * @throws UserError `data-invalid` for what is no Arrow, or holds a type without counterpart
 */
export async function convertArrow(run: Run, file: string, shown: string, path: string): Promise<void> {
  const table = parse(await readFile(file), shown);
  const columns = table.schema.fields.map(({ name }, i) => {
    const reader = readerOf(table.getChildAt(i));
    if (reader) return { name, ...reader };
    throw new UserError(
      'data-invalid',
      `${shown}: the column ${name}: its Arrow type is not read; write the file as Parquet`,
    );
  });
  const rows = `${path}.jsonl`;
  await pipeline(
    Readable.from(
      lines(
        columns.map(({ texts }) => texts),
        table.numRows,
      ),
    ),
    createWriteStream(rows),
  );
  const types = columns.map((_, i) => `c${i}: 'VARCHAR'`).join(', ');
  const items = columns.map(({ name, sql }, i) => `${sql(`c${i}`)} AS ${identifier(name)}`).join(', ');
  const source = `read_json(${literal(rows)}, format = 'newline_delimited', columns = {${types}}, maximum_object_size = 1000000000)`;
  await run(`COPY (SELECT ${items} FROM ${source}) TO ${literal(path)} (FORMAT parquet)`, `reading ${shown}`);
  await rm(rows);
}

function parse(bytes: Uint8Array, shown: string): Table {
  setCompressionCodec(CompressionType.LZ4_FRAME, { encode: refuse, decode: decodeLz4Frame });
  setCompressionCodec(CompressionType.ZSTD, {
    encode: refuse,
    decode: (compressed) => new Uint8Array(zstdDecompressSync(compressed)),
  });
  try {
    return tableFromIPC(new Uint8Array(bytes), { useBigInt: true, useDecimalInt: true });
  } catch (cause) {
    const what = 'not an Arrow file (Feather version 2)';
    const remedy = 'write it again, or as Parquet';
    throw new UnreadableData(`${shown}: ${what}: ${messageOf(cause)}; ${remedy}`, {
      problem: `${what}; ${remedy}`,
      place: { file: shown },
      cause,
    });
  }
}

function refuse(): never {
  throw new Error('nothing is written as Arrow');
}

function* lines(columns: readonly Iterable<string | null>[], count: number): Generator<string> {
  const iterators = columns.map((texts) => texts[Symbol.iterator]());
  let chunk = '';
  for (let row = 0; row < count; row++) {
    const cells = iterators.map((each, i) => `"c${i}":${JSON.stringify(each.next().value ?? null)}`);
    chunk += `{${cells.join(',')}}\n`;
    if (chunk.length > CHUNK) {
      yield chunk;
      chunk = '';
    }
  }
  yield chunk;
}
