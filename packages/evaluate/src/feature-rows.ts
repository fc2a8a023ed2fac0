import { showReceived, UserError } from '@proofmark/documents';
import { type Engine, identifier } from '@proofmark/engine';
import { formatPlural } from '@proofmark/metrics';
import type { Features } from './model-scores.ts';
import type { PredictionSource } from './number-sql.ts';

/**
 * Makes the table `feature_rows` of these columns and the features of the models.
 * @throws UserError `data-invalid` naming a feature that a float of 32 bits cannot hold
 */
export async function makeFeatureRows(
  engine: Engine,
  source: PredictionSource,
  columns: readonly string[],
  features: Features,
): Promise<void> {
  const selected = [...columns, ...features.sql].join(', ');
  try {
    await engine.query(`CREATE TABLE feature_rows AS SELECT ${selected} FROM ${source.table}`);
  } catch (cause) {
    // Looked for only now: rows that fit, nearly all, need no second pass.
    await refuseHugeFeatures(engine, source, features, cause);
    throw cause;
  }
}

async function refuseHugeFeatures(
  engine: Engine,
  { table, where, columns }: PredictionSource,
  { names, texts }: Features,
  cause: unknown,
): Promise<void> {
  const numbers = columns.filter(
    ({ name, type }) => names.includes(name) && !texts.has(name) && type === 'DOUBLE',
  );
  for (const { name } of numbers) {
    const value = identifier(name);
    const [row] = await engine.query(`SELECT ${value} AS value, count(*) OVER () AS n FROM ${table}
      WHERE ${value} IS NOT NULL AND TRY_CAST(${value} AS FLOAT) IS NULL LIMIT 1`);
    if (!row) continue;
    const rows = formatPlural(Number(row.n), 'row has', 'rows have');
    throw new UserError(
      'data-invalid',
      `${where}: feature ${showReceived(name)} of the model (evaluation.features): expected numbers of 32 bits, at most 3.4e38 in size; ${rows} a larger one, for example ${row.value}; scale or correct it in evaluation.rows.sql`,
      { cause },
    );
  }
}
