/** A SELECT of `groups` and `members` (see `Repeats`) by one grouping, in SQL of all engines. */
export function groupedRepeats(table: string, names: readonly string[], complete: string): string {
  return `SELECT count(*) AS groups, coalesce(sum(n), 0) AS members FROM (
    SELECT count(*) AS n FROM ${table} WHERE ${complete} GROUP BY ${names.join(', ')} HAVING count(*) > 1)`;
}

/**
 * A SELECT of the hashes `h` that occur more than once and how often (`n`), in SQL of DuckDB. Numbered within each hash
 * instead of grouped: where hardly any repeats, as in a key, a partition by sorting takes half the time of a hash table.
 * @param hashes a SELECT of `h`
 */
export function repeatedHashes(hashes: string): string {
  return `SELECT h, max(k) AS n FROM (SELECT h, row_number() OVER (PARTITION BY h) AS k FROM (${hashes}))
    WHERE k > 1 GROUP BY h`;
}
