import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

const flights = join(import.meta.dirname, '../../node_modules/vega-datasets/data/flights-3m.parquet');

/** Runs statements on an empty DuckDB, to make data files. */
export async function runSql(...statements: string[]): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  try {
    for (const statement of statements) await connection.run(statement);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Real flights of one month of 2001, every `step`-th row of the file, with the features of the example's models. */
export function writeFlights(file: string, month: number, step: number): Promise<void> {
  const code = (column: string) =>
    [676, 26, 1].map((weight, i) => `(ascii(substr(${column}, ${i + 1}, 1)) - 65) * ${weight}`).join(' + ');
  return runSql(`COPY (
    SELECT row, CAST(delay > 15 AS INTEGER) AS delayed,
      CAST(hour(date) AS FLOAT) AS hour, CAST(isodow(date) AS FLOAT) AS weekday,
      CAST(distance AS FLOAT) AS distance,
      CAST(${code('origin')} AS FLOAT) AS origin_code, CAST(${code('destination')} AS FLOAT) AS destination_code,
      origin, strftime(date, '%Y-%m-%d') AS day
    FROM (SELECT *, file_row_number AS row FROM read_parquet('${flights}'))
    WHERE month(date) = ${month} AND row % ${step} = 0 ORDER BY row
  ) TO '${file}' (FORMAT parquet)`);
}

/**
 * Predictions of two models for `rows` rows, by a generator seeded with `seed`: x is what decides the label, each
 * score is x with noise (standard deviation `candidateNoise`, `baselineNoise`) as a probability.
 */
export function writePredictions(
  file: string,
  options: { rows: number; seed: number; candidateNoise: number; baselineNoise: number },
): Promise<void> {
  const { rows, seed, candidateNoise, baselineNoise } = options;
  // Uniform on (0, 1) and, by Box and Muller, normal; `i` makes a row, `k` tells its draws apart.
  const uniform = (k: number) =>
    `((hash(i * 64 + ${k} + ${seed} * 1000003) >> 12)::DOUBLE + 0.5) / 4503599627370496.0`;
  const normal = (k: number) => `sqrt(-2 * ln(${uniform(k)})) * cos(2 * pi() * ${uniform(k + 1)})`;
  return runSql(`COPY (
    SELECT i AS id, CAST(${uniform(0)} < 1 / (1 + exp(-x)) AS INTEGER) AS label,
      ['north', 'south', 'west'][1 + i % 3] AS region,
      1 / (1 + exp(-(x + ${candidateNoise} * ${normal(4)}))) AS score,
      1 / (1 + exp(-(x + ${baselineNoise} * ${normal(6)}))) AS old_score
    FROM (SELECT i, 1.5 * ${normal(2)} AS x FROM range(1, ${rows + 1}) t(i)) ORDER BY i
  ) TO '${file}' (${file.endsWith('.csv') ? 'FORMAT csv, HEADER' : 'FORMAT parquet'})`);
}
