import { placeOf } from './class-totals.ts';
import type { Dual } from './dual.ts';
import type { Metric } from './metric.ts';

/** Weights of rows by class: that have it, that are predicted to, and both. */
export type ClassTotals = {
  rows: number;
  support: readonly number[];
  predicted: readonly number[];
  hits: readonly number[];
};

/**
 * A metric of class totals as a mean over rows: a row's term is `each`, and for each class k what it has of `support`,
 * `predicted` and `hits`. The mean of the terms is the metric; their deviations are the influences of the rows
 * (Taylor linearisation; J.-C. Deville, Survey Methodology 25, 1999), so that sums of terms by cluster or with
 * weights give the sandwich variance.
 */
export type Linearised = ClassTotals & { each: number };

export function linearise(metric: Metric, totals: ClassTotals): Linearised | { undefined: string } {
  const size = totals.support.length;
  const axes = new Map<string, { index: number; value: number }>([
    ['rows', { index: 0, value: totals.rows }],
  ]);
  for (let k = 0; k < size; k++) {
    const place = placeOf(k);
    axes.set(place.support, { index: 1 + k, value: totals.support[k] ?? 0 });
    axes.set(place.predicted, { index: 1 + size + k, value: totals.predicted[k] ?? 0 });
    axes.set(place.hits, { index: 1 + 2 * size + k, value: totals.hits[k] ?? 0 });
  }
  const reason =
    totals.rows === 0 ? 'no rows' : metric.undefinedWhen?.((feature) => axes.get(feature)?.value ?? 0);
  if (reason !== undefined) return { undefined: reason };
  const result = metric.value((feature): Dual => {
    const axis = axes.get(feature);
    if (axis === undefined) throw new RangeError(`${metric.name} is no metric of class totals`);
    const gradient = new Array<number>(1 + 3 * size).fill(0);
    gradient[axis.index] = 1;
    return { value: axis.value, gradient };
  });
  const slope = (from: number) =>
    Array.from({ length: size }, (_, k) => totals.rows * (result.gradient[from + k] ?? 0));
  return {
    rows: totals.rows,
    each: result.value + totals.rows * (result.gradient[0] ?? 0),
    support: slope(1),
    predicted: slope(1 + size),
    hits: slope(1 + 2 * size),
  };
}
