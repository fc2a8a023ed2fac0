import { type Engine, identifier } from '@proofmark/engine';
import type { ColumnSql } from './column-sql.ts';
import type { Repeats } from './count-repeats.ts';
import { namesUsed } from './keep-keys.ts';
import { groupedRepeats, repeatedHashes } from './repeats-sql.ts';

/** Where the rows of a key are read from. */
export type KeySource = {
  /** The view of the files, or what was kept of them. */
  data: string;
  /** Makes the view with `__row` and `__file`. */
  numberRows: () => Promise<string>;
  /** Names of the columns of the primary key, which evidence shows beside each row. */
  key: readonly string[];
};

const HASHES = identifier('proofmark hashes');

/**
 * Counts repeated values by two readings: hashes that occur more than once, then the rows that have such a hash. Where
 * these are at most `limit`, they are kept with their numbers, so that evidence reads nothing again.
 * @param kept name of the table to keep them in
 */
export async function keepRepeats(
  engine: Engine,
  { data, numberRows, key }: KeySource,
  columns: readonly ColumnSql[],
  kept: string,
  limit: number,
): Promise<Repeats> {
  const names = columns.flatMap(({ source }) => source ?? []);
  const complete = names.map((name) => `${name} IS NOT NULL`).join(' AND ');
  const hash = `hash(${names.join(', ')})`;
  await engine.query(`CREATE OR REPLACE TEMP TABLE ${HASHES} AS
    ${repeatedHashes(`SELECT ${hash} AS h FROM ${data} WHERE ${complete}`)}`);
  const among = `${complete} AND ${hash} IN (SELECT h FROM ${HASHES})`;
  const [sum] = await engine.query(`SELECT coalesce(sum(n), 0) AS rows FROM ${HASHES}`);
  const rows = Number(sum?.rows ?? 0);
  if (rows === 0) return { groups: 0, members: 0, extra: 0 };
  const few = rows <= limit ? identifier(kept) : undefined;
  if (few !== undefined) {
    const shown = [...new Set([...namesUsed(columns), ...key])].map(identifier);
    await engine.query(`CREATE OR REPLACE TEMP TABLE ${few} AS
      SELECT ${shown.join(', ')}, __row, __file FROM ${await numberRows()} WHERE ${among}`);
  }
  const repeated = few ?? `(SELECT * FROM ${data} WHERE ${among})`;
  const [counts] = await engine.query(groupedRepeats(repeated, names, complete));
  const groups = Number(counts?.groups ?? 0);
  const members = Number(counts?.members ?? 0);
  return { groups, members, extra: members - groups, ...(few === undefined ? {} : { rows: few }) };
}
