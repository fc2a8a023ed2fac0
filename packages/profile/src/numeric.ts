import type { NumericColumn } from '@proofmark/documents';
import type { Engine } from '@proofmark/engine';
import { type CollectedColumn, type Collection, doubleSql, finiteOrNull, onlyRow } from './collect.ts';

/** Squares of larger numbers leave the range of a double. */
const LARGE = 1e150;
/** Parallel sums differ in their last bits from run to run; so many digits do not. */
const DIGITS = 9;

export type Binned = { column: CollectedColumn; edges: readonly number[] };

/** Counts the rows of numeric columns in bins `(edge before, edge]`, all columns in one query. */
export async function profileNumbers(
  engine: Engine,
  { table, rows }: Collection,
  wanted: readonly Binned[],
): Promise<NumericColumn[]> {
  if (wanted.length === 0) return [];
  const facts = wanted.flatMap(({ column, edges }) => {
    const x = `${column.sql} / ${doubleSql(scaleOf(column))}`;
    return [
      `map_values(histogram(${column.sql}, [${edges.map(doubleSql).join(', ')}]::DOUBLE[])) AS bins_${column.sql}`,
      `avg(${x}) AS mean_${column.sql}`,
      `stddev_samp(${x}) AS deviation_${column.sql}`,
      `avg(${x}) FILTER (${column.sql} <= ${doubleSql(edges[0] ?? 0)}) AS low_${column.sql}`,
      `avg(${x}) FILTER (${column.sql} > ${doubleSql(edges.at(-1) ?? 0)}) AS high_${column.sql}`,
    ];
  });
  const row = onlyRow(await engine.query(`SELECT ${facts.join(', ')} FROM ${table}`));
  return wanted.map(({ column, edges }) => {
    const { name, sql, present, range } = column;
    const moment = (key: string) => rescale(finiteOrNull(row[`${key}_${sql}`]), scaleOf(column));
    // The engine leaves out the bin above the last edge when it is empty, and everything when there is no value.
    const inner = (JSON.parse(String(row[`bins_${sql}`] ?? '[]')) as number[]).slice(0, edges.length);
    const counts = edges.map((_, i) => inner[i] ?? 0);
    return {
      kind: 'numeric',
      name,
      rows,
      nulls: rows - present,
      mean: moment('mean'),
      standardDeviation: moment('deviation'),
      minimum: range?.minimum ?? null,
      maximum: range?.maximum ?? null,
      edges: [...edges],
      counts: [...counts, present - counts.reduce((a, b) => a + b, 0)],
      // One bin without edges reaches from the minimum to the maximum.
      ...(edges.length > 0 ? { outerMeans: [moment('low'), moment('high')] } : {}),
    };
  });
}

function scaleOf({ range }: CollectedColumn): number {
  const largest = range ? Math.max(Math.abs(range.minimum), Math.abs(range.maximum)) : 0;
  return largest > LARGE ? largest : 1;
}

function rescale(value: number | null, scale: number): number | null {
  return value === null ? null : finiteOrNull(Number((value * scale).toPrecision(DIGITS)));
}
