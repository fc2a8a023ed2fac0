import type { CategoricalColumn } from '@proofmark/documents';
import { type Engine, literal } from '@proofmark/engine';
import { type CollectedColumn, type Collection, doubleSql } from './collect.ts';

const CATEGORIES = 50;
/**
 * A value seen fewer times is counted among the others: it tells nothing about a distribution (the χ² rule of five),
 * and a profile is published with its release, where a rare text may be somebody's name.
 */
const FEWEST_ROWS = 5;

/**
 * Counts the values of a column: the most frequent ones, or the `known` ones of an earlier profile. However many
 * values there are, no more than 50 or the known ones leave the engine.
 */
export async function profileValues(
  engine: Engine,
  { table, rows }: Collection,
  column: CollectedColumn,
  known?: readonly string[],
): Promise<CategoricalColumn> {
  const { name, present } = column;
  const chosen =
    known === undefined
      ? `WHERE n >= ${FEWEST_ROWS} ORDER BY n DESC, value LIMIT ${CATEGORIES}`
      : `WHERE value IN (${[...knownSql(column, known), 'NULL'].join(', ')})`;
  const found = await engine.query(`
    WITH counted AS MATERIALIZED (
      SELECT ${valueSql(column)} AS value, n
      FROM (SELECT ${column.sql} AS v, count(*) AS n FROM ${table} WHERE ${column.sql} IS NOT NULL GROUP BY v))
    SELECT value, n, total.n_values
    FROM (SELECT count(*) AS n_values FROM counted) total
    LEFT JOIN (SELECT value, n FROM counted ${chosen}) ON true
    ORDER BY n DESC, value`);
  const counts = new Map(
    found.flatMap(({ value, n }): [string, number][] => (n === null ? [] : [[String(value), Number(n)]])),
  );
  const names = known ?? [...counts.keys()];
  const values = names.map((value) => ({ value, count: counts.get(value) ?? 0 }));
  return {
    kind: 'categorical',
    name,
    rows,
    nulls: rows - present,
    distinct: Number(found[0]?.n_values),
    values,
    other: present - values.reduce((sum, { count }) => sum + count, 0),
  };
}

/** A number is one value whatever its type: 6 as an INTEGER and 6.0 as a FLOAT, 0.1 as a FLOAT and as a DOUBLE. */
function valueSql({ type }: CollectedColumn): string {
  return type === 'FLOAT' ? 'CAST(CAST(v AS VARCHAR) AS DOUBLE)' : 'v';
}

/** The known values that this column can have at all. */
function knownSql({ kind }: CollectedColumn, known: readonly string[]): string[] {
  if (kind === 'categorical') return known.map(literal);
  return known.filter((value) => String(Number(value)) === value).map((value) => doubleSql(Number(value)));
}
