import type { DuckDBConnection, DuckDBDataChunk, DuckDBResult } from '@duckdb/node-api';
import { identifier, type Numbers, type NumericColumn } from './port.ts';

type DuckDB = typeof import('@duckdb/node-api');

/** The memory of a vector: node-api keeps it in fields that its types hide, and copies it back on `flush`. */
type RawVector<Items> = {
  items?: Items;
  /** Of booleans, in place of items. */
  dataView?: DataView;
  validity: { data: unknown };
  flush(): void;
};

const CHUNK_ROWS = 2048;

function raw<Items>(chunk: DuckDBDataChunk, column: number): RawVector<Items> {
  return chunk.getColumnVector(column) as unknown as RawVector<Items>;
}

/** The memory of a vector of numbers, which can be read and written. */
function numbersOf({ items, dataView }: RawVector<Numbers>): Numbers {
  if (items) return items;
  if (dataView) return new Uint8Array(dataView.buffer, dataView.byteOffset, dataView.byteLength);
  throw new Error('expected a vector of numbers');
}

/** Copies between arrays of one kind. */
function copy(from: Numbers, to: Numbers, at: number): void {
  (to as { set(values: Numbers, at: number): void }).set(from, at);
}

/** The types of SQL whose vectors hold plain numbers. */
const KINDS = {
  BOOLEAN: Uint8Array,
  TINYINT: Int8Array,
  INTEGER: Int32Array,
  BIGINT: BigInt64Array,
  UBIGINT: BigUint64Array,
  FLOAT: Float32Array,
  DOUBLE: Float64Array,
} as const;
type Kind = keyof typeof KINDS;

function isKind(type: string): type is Kind {
  return Object.hasOwn(KINDS, type);
}

function kindOf(values: Numbers): Kind {
  const kinds = Object.keys(KINDS).filter(isKind);
  return kinds.find((kind) => values instanceof KINDS[kind]) ?? 'DOUBLE';
}

/** Makes a table of the given columns, a chunk of whole vectors at a time. */
export async function loadColumns(
  duckdb: DuckDB,
  connection: DuckDBConnection,
  table: string,
  columns: readonly NumericColumn[],
): Promise<void> {
  const definitions = columns.map(({ name, values }) => `${identifier(name)} ${kindOf(values)}`);
  await connection.run(`CREATE TABLE ${identifier(table)} (${definitions.join(', ')})`);
  const types = columns.map(({ values }) => duckdb[kindOf(values)]);
  const rows = columns[0]?.values.length ?? 0;
  const appender = await connection.createAppender(table);
  for (let start = 0; start < rows; start += CHUNK_ROWS) {
    const count = Math.min(CHUNK_ROWS, rows - start);
    const chunk = duckdb.DuckDBDataChunk.create(types, count);
    for (const [index, { values }] of columns.entries()) {
      const vector = raw<Numbers>(chunk, index);
      copy(values.subarray(start, start + count), numbersOf(vector), 0);
      vector.flush();
    }
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

/** The chunks of a streaming result: the next one is fetched while the last is read, which saves half of the time. */
async function* fetchAhead(
  fetchChunk: () => Promise<DuckDBDataChunk | null>,
): AsyncGenerator<DuckDBDataChunk> {
  let next = fetchChunk();
  try {
    for (let chunk = await next; chunk && chunk.rowCount > 0; chunk = await next) {
      next = fetchChunk();
      // Its failure is told when it is awaited.
      next.catch(() => undefined);
      yield chunk;
    }
  } finally {
    // A reader that stops early must not leave the connection at work.
    await next.catch(() => undefined);
  }
}

/**
 * Collects a streaming result of numbers into whole columns.
 * @param rows how many there are
 * @throws Error when there are more or fewer, or a null
 */
export async function readColumns(result: DuckDBResult, rows: number): Promise<Map<string, Numbers>> {
  const names = result.deduplicatedColumnNames();
  const columns = result.columnTypes().map((type): Numbers => {
    const kind = type.toString();
    if (isKind(kind)) return new KINDS[kind](rows);
    throw new Error(`expected columns of numbers, received ${kind}`);
  });
  let filled = 0;
  for await (const chunk of fetchAhead(() => result.fetchChunk())) {
    if (filled + chunk.rowCount > rows) throw new Error(`expected ${rows} rows, received more`);
    for (const [index, column] of columns.entries()) {
      const vector = raw<Numbers>(chunk, index);
      if (vector.validity.data) throw new Error(`${names[index]}: expected no null`);
      copy(numbersOf(vector), column, filled);
    }
    filled += chunk.rowCount;
  }
  if (filled !== rows) throw new Error(`expected ${rows} rows, received ${filled}`);
  return new Map(columns.map((column, index) => [names[index] ?? '', column]));
}

/** Collects the FLOAT vectors of a streaming result into batches; a NULL must have become NaN in the query. */
export async function* batchFloats(
  fetchChunk: () => Promise<DuckDBDataChunk | null>,
  columnCount: number,
  batchRows: number,
): AsyncGenerator<{ rows: number; columns: Float32Array[] }> {
  let columns = Array.from({ length: columnCount }, () => new Float32Array(batchRows));
  let filled = 0;
  for await (const chunk of fetchAhead(fetchChunk)) {
    for (let taken = 0; taken < chunk.rowCount; ) {
      const count = Math.min(chunk.rowCount - taken, batchRows - filled);
      for (const [index, column] of columns.entries()) {
        const { items } = raw<Float32Array>(chunk, index);
        if (items) column.set(items.subarray(taken, taken + count), filled);
      }
      taken += count;
      filled += count;
      if (filled === batchRows) {
        yield { rows: filled, columns };
        columns = columns.map(() => new Float32Array(batchRows));
        filled = 0;
      }
    }
  }
  if (filled > 0) yield { rows: filled, columns: columns.map((column) => column.subarray(0, filled)) };
}
