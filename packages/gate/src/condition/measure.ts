import type { SliceSums } from '@proofmark/documents';
import { type Limits, tangoInterval, waldInterval, wilsonInterval } from '@proofmark/stats';
import { type Bounds, boundOf, isDifference, type PlannedClause } from './estimate.ts';
import type { Variable } from './parse.ts';

/** How many rows the sums hold of each kind: who is right, and whether the predictions differ. */
type Counts = { rows: number; both: number; first: number; second: number; neither: number; differ: number };

export type MeasuredClause = { value: number; lower: number; upper: number };

export function countCells({ cells }: Pick<SliceSums, 'cells'>): Counts {
  const counts: Counts = { rows: 0, both: 0, first: 0, second: 0, neither: 0, differ: 0 };
  for (const { label, candidate, baseline, rows } of cells) {
    const right = candidate === label;
    const wasRight = baseline === label;
    counts[right ? (wasRight ? 'both' : 'first') : wasRight ? 'second' : 'neither'] += rows;
    if (candidate !== baseline) counts.differ += rows;
    counts.rows += rows;
  }
  return counts;
}

/**
 * The value of a clause and where its true value lies, to either side with probability 1 − δ. `interval`: Wilson's for
 * one variable, Tango's for n − o, else Wald's; `hoeffding` and `bennett`: value ± tolerance, wider below the planned
 * number of rows.
 */
export function measureClause(clause: PlannedClause, counts: Counts, bounds: Bounds): MeasuredClause {
  const { rows, both, first, second, differ } = counts;
  const means: Record<Variable, number> = {
    n: (both + first) / rows,
    o: (both + second) / rows,
    d: differ / rows,
  };
  const terms = Object.entries(clause.coefficients) as [Variable, number][];
  const value = terms.reduce((total, [name, factor]) => total + factor * means[name], 0);
  if (bounds !== 'interval') {
    const half = boundOf(clause, rows);
    return { value, lower: value - half, upper: value + half };
  }
  const level = 1 - 2 * Math.exp(-clause.logInverse);
  const [only, ...others] = terms;
  if (only && others.length === 0) {
    const [name, factor] = only;
    return { value, ...scale(wilsonInterval(means[name] * rows, rows, level), factor) };
  }
  if (isDifference(clause))
    return { value, ...scale(tangoInterval(counts, level), clause.coefficients.n ?? 1) };
  return { value, ...waldInterval(value, standardErrorOf(clause, counts), level, null) };
}

function scale({ lower, upper }: Limits, factor: number): Limits {
  return factor > 0
    ? { lower: factor * lower, upper: factor * upper }
    : { lower: factor * upper, upper: factor * lower };
}

/** From the six kinds of rows; where both are wrong, their predictions may still differ. */
export function standardErrorOf(
  { coefficients }: Pick<PlannedClause, 'coefficients'>,
  counts: Counts,
): number {
  const { n = 0, o = 0, d = 0 } = coefficients;
  const { rows, both, first, second, neither, differ } = counts;
  const bothWrongApart = differ - first - second;
  const kinds: [rows: number, value: number][] = [
    [both, n + o],
    [first, n + d],
    [second, o + d],
    [bothWrongApart, d],
    [neither - bothWrongApart, 0],
  ];
  const mean = kinds.reduce((total, [count, x]) => total + count * x, 0) / rows;
  const variance = kinds.reduce((total, [count, x]) => total + count * (x - mean) ** 2, 0) / rows;
  return Math.sqrt(variance / rows);
}
