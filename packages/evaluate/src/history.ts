import { type EvaluationSection, showReceived, UserError } from '@proofmark/documents';
import { type Engine, identifier } from '@proofmark/engine';
import { formatPlural } from '@proofmark/metrics';
import { requireColumn } from './columns.ts';
import { numberSql } from './number-sql.ts';

/**
 * Makes the table `scales`: of each series (`unit`, as text) the mean absolute and the mean squared error of the
 * seasonal naive forecast over its past (R. J. Hyndman & A. B. Koehler, Int. J. Forecasting 22, 2006).
 * @throws UserError `predictions-invalid` for a series without a scale above 0
 */
export async function loadScales(
  engine: Engine,
  { columns: names }: EvaluationSection,
  { files, season }: NonNullable<EvaluationSection['history']>,
): Promise<void> {
  const list = [files].flat();
  const where = list.join(', ');
  const columns = await engine.attach('history_file', { files: list, rowNumbers: names.id === '__row' });
  const source = { table: 'history_file', columns, where };
  const find = (name: string, key: string) =>
    requireColumn(columns, name, { where, setting: `evaluation.columns.${key}` });
  const label = await numberSql(engine, source, { where, column: find(names.label, 'label') });
  const [series, time] = [find(names.series, 'series'), find(names.id, 'id')].map(({ name }) =>
    identifier(name),
  );
  const naive = `SELECT ${series}::VARCHAR AS unit, y - lag(y, ${season}) OVER (PARTITION BY ${series} ORDER BY ${time}) AS e
    FROM (SELECT *, CAST(${label} AS DOUBLE) AS y FROM history_file)`;
  await engine.query(`CREATE TABLE scales AS SELECT unit, sum(abs(e) ORDER BY abs(e)) / count(e) AS absolute,
    sum(e * e ORDER BY abs(e)) / count(e) AS squared FROM (${naive}) GROUP BY unit`);
  const [row] =
    await engine.query(`SELECT rows.unit::VARCHAR AS unit, any_value(absolute) AS scale, count(*) OVER () AS n
    FROM rows LEFT JOIN scales ON scales.unit = rows.unit::VARCHAR
    GROUP BY rows.unit HAVING coalesce(any_value(absolute), 0) <= 0 OR NOT isfinite(any_value(absolute)) ORDER BY 1 LIMIT 1`);
  if (!row) return;
  throw new UserError(
    'predictions-invalid',
    `${where} (evaluation.history): ${formatPlural(Number(row.n), 'series has', 'series have')} no scale for MASE and RMSSE, the first is ${showReceived(row.unit)}: expected more than ${season} rows of the past that are not all the same ${season === 1 ? '' : 'as a season before, '}received ${row.scale === null ? 'too few' : 'errors of the naive forecast of 0'}; add the past of these series, or leave them out`,
  );
}
