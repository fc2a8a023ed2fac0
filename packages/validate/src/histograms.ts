import type { Rule } from '@proofmark/contract';
import type { Histogram } from '@proofmark/documents';
import type { Engine, Row } from '@proofmark/engine';
import { type ColumnSql, readSql } from './column-sql.ts';
import { type Range, rangeOf } from './histogram-range.ts';
import { isSensitive } from './mask.ts';
import type { Outcome } from './outcome.ts';

/** Pictures of more columns help nobody. */
const COLUMN_LIMIT = 20;

/** The number columns that break a rule; those whose values are masked are not shown by their shape either. */
export function drawableColumns(
  present: readonly ColumnSql[],
  rules: readonly Rule[],
  outcomes: ReadonlyMap<string, Outcome>,
): ColumnSql[] {
  return present.filter((column) => {
    const found = rules.flatMap((rule) => {
      const outcome = rule.column === column.column.name ? outcomes.get(rule.id) : undefined;
      return outcome?.status === 'counted' && outcome.failing > 0 ? [outcome] : [];
    });
    const isMasked =
      isSensitive(column.column.classification) || found.some(({ evidence }) => evidence?.masked);
    return found.length > 0 && !isMasked && isDrawable(column);
  });
}

/** Whether a column holds numbers that a histogram can be drawn of. */
function isDrawable({ valueFamily, source }: ColumnSql): boolean {
  const isNumber = valueFamily === 'integer' || valueFamily === 'decimal' || valueFamily === 'float';
  return isNumber && source !== undefined;
}

/**
 * Histograms of the number columns given, in two scans: one for where the numbers lie, one to count them.
 * Columns without a finite number are left out.
 */
export async function countHistograms(
  engine: Engine,
  data: string,
  columns: readonly ColumnSql[],
): Promise<Histogram[]> {
  const drawn = columns.slice(0, COLUMN_LIMIT);
  if (drawn.length === 0) return [];
  const numbers = drawn.map(({ dialect, raw, value }, i) => {
    const double = `TRY_CAST(${value} AS DOUBLE)`;
    return `${raw} AS r${i}, CASE WHEN ${dialect.isFinite(double)} THEN ${double} END AS v${i}`;
  });
  const from = `(SELECT ${numbers.join(', ')} FROM (${readSql(drawn, data)}))`;
  const places = drawn.map(({ dialect }, i) => {
    const ends = dialect.quantiles(`v${i}`, [0.01, 0.99]);
    return (
      `count(r${i}) AS r${i}, count(v${i}) AS v${i}, min(v${i}) AS low${i}, max(v${i}) AS high${i}, ` +
      `${ends}[1] AS first${i}, ${ends}[2] AS last${i}`
    );
  });
  const [seen = {}] = await engine.query(`SELECT count(*) AS n, ${places.join(', ')} FROM ${from}`);
  const ranges = drawn.map(({ column, valueFamily }, i) => {
    if (Number(seen[`v${i}`]) === 0) return undefined;
    const [low, high, first, last] = ['low', 'high', 'first', 'last'].map((name) =>
      Number(seen[`${name}${i}`]),
    );
    return rangeOf(
      { low: low ?? 0, high: high ?? 0, first: first ?? 0, last: last ?? 0 },
      { column, isInteger: valueFamily === 'integer' },
    );
  });
  const binned = ranges.flatMap((range, i) =>
    range ? [{ name: `b${i}`, sql: binSql(range, `v${i}`) }] : [],
  );
  if (binned.length === 0) return [];
  const names = binned.map(({ name }) => name);
  const found = await engine.query(`SELECT ${names.join(', ')}, count(*) AS n
    FROM (SELECT ${binned.map(({ name, sql }) => `${sql} AS ${name}`).join(', ')} FROM ${from})
    GROUP BY GROUPING SETS (${names.map((name) => `(${name})`).join(', ')})`);
  return drawn.flatMap(({ column }, i) => {
    const range = ranges[i];
    // In the rows of another column's bins this one is null, as it is for rows without a number.
    const own = found.filter((row) => row[`b${i}`] !== null);
    const bins = new Map(own.map((row) => [Number(row[`b${i}`]), Number(row.n)]));
    return range ? [toHistogram(column.name, range, { seen, i, bins })] : [];
  });
}

/** The number of the bin, from 0; −1 and the number of bins are what lies beyond the edges. A bound counts on its allowed side. */
function binSql({ edges, width, minimum, maximum }: Range, value: string): string {
  const [start = 0] = edges;
  // Only a bound at an edge: elsewhere its bin is the same on both sides.
  const before = [
    minimum?.exclusive ? minimum : undefined,
    maximum?.exclusive === false ? maximum : undefined,
  ];
  const cases = before.flatMap((bound) => {
    const index = ((bound?.value ?? Number.NaN) - start) / width;
    return bound && Math.abs(index - Math.round(index)) < 1e-9
      ? [`WHEN ${value} = ${double(bound.value)} THEN ${Math.round(index) - 1}`]
      : [];
  });
  const even = `floor((${value} - ${double(start)}) / ${double(width)})`;
  const bin = cases.length ? `CASE ${cases.join(' ')} ELSE ${even} END` : even;
  const bins = edges.length - 1;
  return `CASE WHEN ${bin} < 0 THEN -1 WHEN ${bin} >= ${bins} THEN ${bins} ELSE ${bin} END`;
}

function double(value: number): string {
  return `CAST('${value}' AS DOUBLE)`;
}

function toHistogram(
  column: string,
  range: Range,
  { seen, i, bins }: { seen: Row; i: number; bins: ReadonlyMap<number, number> },
): Histogram {
  const { edges, minimum, maximum } = range;
  const rows = Number(seen.n);
  const present = Number(seen[`r${i}`]);
  const inBin = (bin: number) => bins.get(bin) ?? 0;
  return {
    column,
    rows,
    nulls: rows - present,
    unreadable: present - Number(seen[`v${i}`]),
    ...(minimum ? { minimum } : {}),
    ...(maximum ? { maximum } : {}),
    edges,
    counts: Array.from({ length: edges.length - 1 }, (_, j) => inBin(j)),
    below: inBin(-1),
    above: inBin(edges.length - 1),
  };
}
