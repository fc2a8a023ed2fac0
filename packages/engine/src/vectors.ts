import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import { identifier, type NumericColumn } from './port.ts';

type DuckDB = typeof import('@duckdb/node-api');

/** The memory of a vector: node-api keeps it in a field that its types hide, and copies it back on `flush`. */
type RawVector<Items> = { items: Items; flush(): void };

const CHUNK_ROWS = 2048;

function raw<Items>(chunk: DuckDBDataChunk, column: number): RawVector<Items> {
  return chunk.getColumnVector(column) as unknown as RawVector<Items>;
}

/** Makes a table of the given columns, a chunk of whole vectors at a time. */
export async function loadColumns(
  duckdb: DuckDB,
  connection: DuckDBConnection,
  table: string,
  columns: readonly NumericColumn[],
): Promise<void> {
  const definitions = columns.map(
    ({ name, values }) => `${identifier(name)} ${values instanceof Float32Array ? 'FLOAT' : 'DOUBLE'}`,
  );
  await connection.run(`CREATE TABLE ${identifier(table)} (${definitions.join(', ')})`);
  const types = columns.map(({ values }) => (values instanceof Float32Array ? duckdb.FLOAT : duckdb.DOUBLE));
  const rows = columns[0]?.values.length ?? 0;
  const appender = await connection.createAppender(table);
  for (let start = 0; start < rows; start += CHUNK_ROWS) {
    const count = Math.min(CHUNK_ROWS, rows - start);
    const chunk = duckdb.DuckDBDataChunk.create(types, count);
    for (const [index, { values }] of columns.entries()) {
      const vector = raw<Float32Array | Float64Array>(chunk, index);
      vector.items.set(values.subarray(start, start + count));
      vector.flush();
    }
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

/** Collects the FLOAT vectors of a streaming result into batches; a NULL must have become NaN in the query. */
export async function* batchFloats(
  fetchChunk: () => Promise<DuckDBDataChunk | null>,
  columnCount: number,
  batchRows: number,
): AsyncGenerator<{ rows: number; columns: Float32Array[] }> {
  let columns = Array.from({ length: columnCount }, () => new Float32Array(batchRows));
  let filled = 0;
  for (let chunk = await fetchChunk(); chunk && chunk.rowCount > 0; chunk = await fetchChunk()) {
    for (let taken = 0; taken < chunk.rowCount; ) {
      const count = Math.min(chunk.rowCount - taken, batchRows - filled);
      for (const [index, column] of columns.entries()) {
        column.set(raw<Float32Array>(chunk, index).items.subarray(taken, taken + count), filled);
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
