import type { Engine } from '@proofmark/engine';
import { dialectOf } from './dialect.ts';
import { groupedRepeats } from './repeats-sql.ts';

/** Repeated values of a set of columns, exact; rows with a null among them are left out. */
export type Repeats = {
  /** Distinct values that occur more than once. */
  groups: number;
  /** Rows that have such a value. */
  members: number;
  /** Rows that repeat an earlier row: members − groups. */
  extra: number;
  /** The table that keeps the rows that may have such a value, with `__row` and `__file`, where they are few. */
  rows?: string;
};

/**
 * Groups the rows by the columns themselves. Text is compared as text: "01" is not "1".
 * @param names SQL of the columns over a row of the table
 * @param repeats whether a value is known to repeat: then hashes, which prove that none does, are no help, and one
 * reading of the table is enough. Keys of several columns are hashed all the same, as they are long.
 */
export async function countRepeats(
  engine: Engine,
  table: string,
  names: readonly string[],
  { repeats = false } = {},
): Promise<Repeats> {
  const complete = names.map((name) => `${name} IS NOT NULL`).join(' AND ');
  const sql = repeats && names.length === 1 ? groupedRepeats : dialectOf(engine).repeats;
  const [row] = await engine.query(sql(table, names, complete));
  const groups = Number(row?.groups ?? 0);
  const members = Number(row?.members ?? 0);
  return { groups, members, extra: members - groups };
}
