import type { Engine } from '@proofmark/engine';
import { type ColumnSql, readSql } from './column-sql.ts';
import type { RowRule, UniqueRule } from './outcome.ts';

export type Counts = {
  rows: number;
  /** Values that are not null, by `raw`. */
  present: Map<string, number>;
  /** Breaking rows, by rule id. */
  breaking: Map<string, number>;
  /** Rows with a null among the columns, by rule id of a uniqueness rule. */
  withNull: Map<string, number>;
  /** Distinct hashes of the rows without such a null, by rule id: as many as rows only where no value repeats. */
  distinctHashes: Map<string, number>;
  /** NaN values, by `raw`, of floating-point columns. */
  notNumbers: Map<string, number>;
  /** Smallest and largest value, by `raw`, of the columns asked for; ISO text in UTC. */
  extremes: Map<string, { smallest: string | null; largest: string | null }>;
};

/**
 * Counts everything that needs no grouping, in one query and one scan.
 * @param options.hashKeys count distinct hashes of keys too: it saves a second reading of text, which costs more than
 * the hashes; columns of a binary file are cheap to read again
 */
export async function countRows(
  engine: Engine,
  table: string,
  columns: readonly ColumnSql[],
  rowRules: readonly RowRule[],
  uniqueRules: readonly UniqueRule[],
  ordered: readonly ColumnSql[],
  { hashKeys }: { hashKeys: boolean },
): Promise<Counts> {
  const items: string[] = ['count(*) AS total'];
  // Each FILTER copies the whole row, which takes minutes and gigabytes in a table of hundreds of columns.
  const where = (condition: string, name: string) => items.push(`count_if(${condition}) AS ${name}`);
  const ofRows = columns.filter(({ source }) => source !== undefined);
  const floats = ofRows.filter(({ family }) => family === 'float');
  for (const { raw } of ofRows) items.push(`count(${raw}) AS n_${raw}`);
  for (const { raw, dialect } of floats) where(dialect.isNan(raw), `nan_${raw}`);
  for (const [i, { breaks, column }] of rowRules.entries()) {
    if (breaks !== 'false') where(column.any(breaks), `b${i}`);
  }
  for (const [i, { columns: key }] of uniqueRules.entries()) {
    where(key.map(({ raw }) => `${raw} IS NULL`).join(' OR '), `u${i}`);
    if (!hashKeys) continue;
    const complete = key.map(({ raw }) => `${raw} IS NOT NULL`).join(' AND ');
    const hash = `hash(${key.map(({ raw }) => raw).join(', ')})`;
    items.push(`count(DISTINCT CASE WHEN ${complete} THEN ${hash} END) AS h${i}`);
  }
  for (const { raw, value, valueFamily, dialect } of ordered) {
    items.push(
      `${dialect.extreme(`min(${value})`, valueFamily)} AS low_${raw}`,
      `${dialect.extreme(`max(${value})`, valueFamily)} AS high_${raw}`,
    );
  }
  const [row = {}] = await engine.query(`SELECT ${items.join(',\n')} FROM (${readSql(columns, table)})`);
  const number = (name: string) => Number(row[name] ?? 0);
  const text = (name: string) => (row[name] === null ? null : String(row[name]));
  return {
    rows: number('total'),
    present: new Map(ofRows.map(({ raw }) => [raw, number(`n_${raw}`)])),
    breaking: new Map(rowRules.map(({ rule }, i) => [rule.id, number(`b${i}`)])),
    withNull: new Map(uniqueRules.map(({ rule }, i) => [rule.id, number(`u${i}`)])),
    distinctHashes: new Map(hashKeys ? uniqueRules.map(({ rule }, i) => [rule.id, number(`h${i}`)]) : []),
    notNumbers: new Map(floats.map(({ raw }) => [raw, number(`nan_${raw}`)])),
    extremes: new Map(
      ordered.map(({ raw }) => [raw, { smallest: text(`low_${raw}`), largest: text(`high_${raw}`) }]),
    ),
  };
}
