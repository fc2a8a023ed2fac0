import { showReceived, UserError } from '@proofmark/documents';
import { type Engine, identifier } from '@proofmark/engine';
import type { Origin } from './checks.ts';
import { type Column, isNumeric } from './columns.ts';

/** A table or view of one row per prediction, and how to name it in messages. */
export type PredictionSource = { table: string; columns: readonly Column[]; where: string };

/** A column as a number; text is tried as one, because one bad value makes a whole CSV column text. */
export async function numberSql(
  engine: Engine,
  { table }: PredictionSource,
  { where, column }: Origin,
): Promise<string> {
  const name = identifier(column.name);
  if (column.type === 'FLOAT' || column.type === 'DOUBLE') return name;
  if (isNumeric(column)) return `CAST(${name} AS DOUBLE)`;
  if (column.type === 'VARCHAR') {
    const bad = `${name} IS NOT NULL AND TRY_CAST(${name} AS DOUBLE) IS NULL`;
    const [row] = await engine.query(
      `SELECT ${name} AS value, count(*) OVER () AS n FROM ${table} WHERE ${bad} LIMIT 1`,
    );
    if (!row) return `CAST(${name} AS DOUBLE)`;
    throw new UserError(
      'predictions-invalid',
      `${where}: column ${showReceived(column.name)}: expected numbers; ${row.n} ${row.n === 1 ? 'row has' : 'rows have'} something else, for example ${showReceived(row.value)}; correct them, or name another column`,
    );
  }
  throw new UserError(
    'predictions-invalid',
    `${where}: column ${showReceived(column.name)}: expected numbers, received ${column.type}`,
  );
}
