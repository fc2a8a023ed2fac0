import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { literal } from '@proofmark/engine';

/**
 * Two models of continuous scores, the candidate calibrated, and a column of five slices: as many distinct scores as
 * rows, the dear case.
 */
const modelsSql = (rows: number) => `WITH uniform AS (
    SELECT range AS id, (hash(range) % 1000003 + 0.5) / 1000003 AS a, (hash(range + 10000000) % 1000003) / 1000003 AS b,
      (hash(range + 20000000) % 1000003) / 1000003 AS e, hash(range + 30000000) % 16 AS place FROM range(${rows})),
  normal AS (
    SELECT id, e, place, sqrt(-2 * ln(a)) * cos(2 * pi() * b) AS x, sqrt(-2 * ln(a)) * sin(2 * pi() * b) AS z FROM uniform)
  SELECT id, CASE WHEN e < 1 / (1 + exp(1.4 - 0.8 * x)) THEN 1 ELSE 0 END AS label,
    1 / (1 + exp(1.4 - 0.8 * x - 0.1 * z)) AS candidate, 1 / (1 + exp(1.4 - 0.6 * x - 0.4 * z)) AS baseline,
    CASE WHEN place < 5 THEN 'north' WHEN place < 9 THEN 'south' WHEN place < 12 THEN 'east' WHEN place < 14 THEN 'west'
      ELSE 'islands' END AS region FROM normal`;

/** Writes the rows as Parquet for us, and each column as raw doubles for the peers. */
export async function makeData(directory: string, rows: number): Promise<string> {
  const parquet = join(directory, 'predictions.parquet');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY (${modelsSql(rows)}) TO ${literal(parquet)}`);
  for (const column of ['label', 'candidate', 'baseline']) {
    const values = new Float64Array(rows);
    let filled = 0;
    const result = await connection.stream(`SELECT ${column}::DOUBLE FROM ${literal(parquet)}`);
    for (let chunk = await result.fetchChunk(); chunk?.rowCount; chunk = await result.fetchChunk()) {
      values.set(chunk.getColumnValues(0).map(Number), filled);
      filled += chunk.rowCount;
    }
    await writeFile(join(directory, `${column}.f64`), values);
  }
  connection.closeSync();
  instance.closeSync();
  return parquet;
}
