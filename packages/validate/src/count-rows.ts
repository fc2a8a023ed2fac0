import type { Engine } from '@proofmark/engine';
import { type ColumnSql, readSql } from './column-sql.ts';
import { plainName } from './integer-sql.ts';
import type { RowRule, UniqueRule } from './outcome.ts';

export type Counts = {
  rows: number;
  /** Values that are not null, by `raw`. */
  present: Map<string, number>;
  /** Breaking rows, by rule id. */
  breaking: Map<string, number>;
  /** Rows with a null among the columns, by rule id of a uniqueness rule. */
  withNull: Map<string, number>;
  /**
   * Distinct marks of the rows without such a null, by rule id, where they were counted. Equal values leave equal marks:
   * they are as many as rows only where no value repeats.
   */
  distinctMarks: Map<string, number>;
  /** NaN values, by `raw`, of floating-point columns. */
  notNumbers: Map<string, number>;
  /** Smallest value, by `raw`, of the columns asked for; times as ISO text in UTC. */
  smallest: Map<string, string | null>;
  /** Largest value, likewise. */
  largest: Map<string, string | null>;
};

/**
 * Counts everything that needs no grouping, in one query and one scan.
 * @param options.hashKeys count distinct hashes of keys too: it saves a second reading of text, which costs more than
 * the hashes; columns of a binary file are cheap to read again
 * @param options.denseKeys keys of one integer column, by rule id: of these, remainders are marked instead
 */
export async function countRows(
  engine: Engine,
  table: string,
  columns: readonly ColumnSql[],
  rowRules: readonly RowRule[],
  uniqueRules: readonly UniqueRule[],
  extremes: { smallest: readonly ColumnSql[]; largest: readonly ColumnSql[] },
  { hashKeys, denseKeys }: { hashKeys: boolean; denseKeys: ReadonlyMap<string, number> },
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
  for (const [i, { rule, columns: key }] of uniqueRules.entries()) {
    where(key.map(({ raw }) => `${raw} IS NULL`).join(' OR '), `u${i}`);
    const bits = denseKeys.get(rule.id);
    if (bits !== undefined) items.push(`${countRemainders(key, bits)} AS m${i}`);
    else if (hashKeys) items.push(`${countHashes(key)} AS m${i}`);
  }
  const extreme = (aggregate: string, name: string) => (column: ColumnSql) =>
    `${column.dialect.extreme(`${aggregate}(${column.value})`, column.valueFamily)} AS ${name}_${column.raw}`;
  items.push(
    ...extremes.smallest.map(extreme('min', 'low')),
    ...extremes.largest.map(extreme('max', 'high')),
  );
  const [row = {}] = await engine.query(`SELECT ${items.join(',\n')} FROM (${readSql(columns, table)})`);
  const number = (name: string) => Number(row[name] ?? 0);
  const text = (name: string) => (row[name] === null ? null : String(row[name]));
  return {
    rows: number('total'),
    present: new Map(ofRows.map(({ raw }) => [raw, number(`n_${raw}`)])),
    breaking: new Map(rowRules.map(({ rule }, i) => [rule.id, number(`b${i}`)])),
    withNull: new Map(uniqueRules.map(({ rule }, i) => [rule.id, number(`u${i}`)])),
    distinctMarks: new Map(hashKeys ? uniqueRules.map(({ rule }, i) => [rule.id, number(`m${i}`)]) : []),
    notNumbers: new Map(floats.map(({ raw }) => [raw, number(`nan_${raw}`)])),
    smallest: new Map(extremes.smallest.map(({ raw }) => [raw, text(`low_${raw}`)])),
    largest: new Map(extremes.largest.map(({ raw }) => [raw, text(`high_${raw}`)])),
  };
}

function countHashes(key: readonly ColumnSql[]): string {
  const complete = key.map(({ raw }) => `${raw} IS NOT NULL`).join(' AND ');
  return `count(DISTINCT CASE WHEN ${complete} THEN hash(${key.map(({ raw }) => raw).join(', ')}) END)`;
}

/** Of the integers of one column, modulo a power of two. */
function countRemainders([column]: readonly ColumnSql[], bits: number): string {
  const remainder = `CAST(${plainName(column?.raw ?? '')} & ${bits - 1} AS INTEGER)`;
  return `bit_count(bitstring_agg(${remainder}, 0, ${bits - 1}))`;
}
