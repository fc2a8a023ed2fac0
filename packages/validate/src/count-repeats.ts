import type { Engine } from '@proofmark/engine';
import { dialectOf } from './dialect.ts';

/** Repeated values of a set of columns, exact; rows with a null among them are left out. */
export type Repeats = {
  /** Distinct values that occur more than once. */
  groups: number;
  /** Rows that have such a value. */
  members: number;
  /** Rows that repeat an earlier row: members − groups. */
  extra: number;
};

/**
 * Groups the rows by the columns themselves. Text is compared as text: "01" is not "1".
 * @param names SQL of the columns over a row of the table
 */
export async function countRepeats(
  engine: Engine,
  table: string,
  names: readonly string[],
): Promise<Repeats> {
  const complete = names.map((name) => `${name} IS NOT NULL`).join(' AND ');
  const [row] = await engine.query(dialectOf(engine).repeats(table, names, complete));
  const groups = Number(row?.groups ?? 0);
  const members = Number(row?.members ?? 0);
  return { groups, members, extra: members - groups };
}
