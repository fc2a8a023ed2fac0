import type { Engine } from '@proofmark/engine';

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
 * Groups the rows by a 64-bit hash of the columns, then those that share a hash by the columns themselves: exact, and
 * a key that repeats nothing costs only the grouping of integers. Text is compared as text: "01" is not "1".
 * @param names SQL of the columns over a row of the table
 */
export async function countRepeats(
  engine: Engine,
  table: string,
  names: readonly string[],
): Promise<Repeats> {
  const key = names.join(', ');
  const complete = names.map((name) => `${name} IS NOT NULL`).join(' AND ');
  const [row] = await engine.query(`SELECT count(*) AS groups, coalesce(sum(n), 0)::BIGINT AS members FROM (
    SELECT count(*) AS n FROM ${table} WHERE ${complete} AND hash(${key}) IN (
      SELECT h FROM (SELECT hash(${key}) AS h FROM ${table} WHERE ${complete}) GROUP BY h HAVING count(*) > 1)
    GROUP BY ${key} HAVING count(*) > 1)`);
  const groups = Number(row?.groups ?? 0);
  const members = Number(row?.members ?? 0);
  return { groups, members, extra: members - groups };
}
