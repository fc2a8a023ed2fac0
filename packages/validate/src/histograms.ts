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
  const places = drawn.map(
    ({ dialect }, i) =>
      `count(r${i}) AS r${i}, count(v${i}) AS v${i}, min(v${i}) AS low${i}, max(v${i}) AS high${i}, ` +
      `${dialect.quantile(`v${i}`, 0.01)} AS first${i}, ${dialect.quantile(`v${i}`, 0.99)} AS last${i}`,
  );
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
  const counts = ranges.flatMap((range, i) => (range ? [countSql(range, i)] : []));
  if (counts.length === 0) return [];
  const binned = ranges.flatMap((range, i) => (range ? [`${binSql(range, `v${i}`)} AS b${i}`] : []));
  const [found = {}] = await engine.query(
    `SELECT ${counts.join(', ')} FROM (SELECT ${binned.join(', ')} FROM ${from})`,
  );
  return drawn.flatMap(({ column }, i) => {
    const range = ranges[i];
    return range ? [toHistogram(column.name, range, i, seen, found)] : [];
  });
}

/** The number of the bin, from 0; below 0 and from k on lie beyond the edges. A bound counts on its allowed side. */
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
  const bin = `floor((${value} - ${double(start)}) / ${double(width)})`;
  return cases.length ? `CASE ${cases.join(' ')} ELSE ${bin} END` : bin;
}

function double(value: number): string {
  return `CAST('${value}' AS DOUBLE)`;
}

function countSql({ edges }: Range, i: number): string {
  const bins = edges.length - 1;
  const each = Array.from({ length: bins }, (_, j) => `count_if(b${i} = ${j}) AS c${i}_${j}`);
  return [...each, `count_if(b${i} < 0) AS below${i}`, `count_if(b${i} >= ${bins}) AS above${i}`].join(', ');
}

function toHistogram(column: string, range: Range, i: number, seen: Row, found: Row): Histogram {
  const { edges, minimum, maximum } = range;
  const rows = Number(seen.n);
  const present = Number(seen[`r${i}`]);
  return {
    column,
    rows,
    nulls: rows - present,
    unreadable: present - Number(seen[`v${i}`]),
    ...(minimum ? { minimum } : {}),
    ...(maximum ? { maximum } : {}),
    edges,
    counts: Array.from({ length: edges.length - 1 }, (_, j) => Number(found[`c${i}_${j}`])),
    below: Number(found[`below${i}`]),
    above: Number(found[`above${i}`]),
  };
}
