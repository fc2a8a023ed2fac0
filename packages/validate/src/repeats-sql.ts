/** A SELECT of `groups` and `members` (see `Repeats`) by one grouping, in SQL of all engines. */
export function groupedRepeats(table: string, names: readonly string[], complete: string): string {
  return `SELECT count(*) AS groups, coalesce(sum(n), 0) AS members FROM (
    SELECT count(*) AS n FROM ${table} WHERE ${complete} GROUP BY ${names.join(', ')} HAVING count(*) > 1)`;
}
