import { type Engine, identifier } from '@proofmark/engine';

/** Repeated values of a set of columns, exact; rows with a null among them are left out. */
export type Repeats = {
  /** Distinct values that occur more than once. */
  groups: number;
  /** Rows that have such a value. */
  members: number;
  /** Rows that repeat an earlier row: members − groups. */
  extra: number;
};

/** Groups by the columns once. Text is compared as text: "01" is not "1". */
export async function countRepeats(
  engine: Engine,
  table: string,
  columns: readonly string[],
): Promise<Repeats> {
  const names = columns.map(identifier);
  const [row] = await engine.query(`SELECT count(*) AS groups, coalesce(sum(n), 0)::BIGINT AS members FROM (
    SELECT count(*) AS n FROM ${table} WHERE ${names.map((name) => `${name} IS NOT NULL`).join(' AND ')}
    GROUP BY ${names.join(', ')} HAVING count(*) > 1)`);
  const groups = Number(row?.groups ?? 0);
  const members = Number(row?.members ?? 0);
  return { groups, members, extra: members - groups };
}
