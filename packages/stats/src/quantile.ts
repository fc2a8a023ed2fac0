import { binomialCdf } from './binomial.ts';
import { requireInside, requireLevel, requirePositive } from './require.ts';

/** Places among the sorted values, from 1. */
export type Ranks = { lower: number; upper: number };

/** The place of the p-quantile among n sorted values: the smallest value with a share of at least p at or below it. */
export function quantileRank(units: number, p: number): number {
  requirePositive(units, 'a number of values');
  requireInside(p);
  return Math.min(units, Math.max(1, Math.ceil(units * p - 1e-9)));
}

/**
 * The places of the two values that enclose the p-quantile of the distribution with at least this level, whatever the
 * distribution; undefined when so few values cannot. Method: W. R. Thompson, Ann. Math. Statist. 7, 1936; W. J.
 * Conover, Practical Nonparametric Statistics, 3.2: by the binomial distribution.
 */
export function quantileRanks(units: number, p: number, level: number): Ranks | undefined {
  requirePositive(units, 'a number of values');
  requireInside(p);
  requireLevel(level);
  const tail = (1 - level) / 2;
  // P(the k-th value lies above the quantile) = P(B ≤ k − 1), which rises with k.
  const lower = lastRank(units, (k) => binomialCdf(k - 1, units, p) <= tail);
  const upper = 1 + lastRank(units, (k) => binomialCdf(k - 1, units, p) < 1 - tail);
  return lower < 1 || upper > units ? undefined : { lower, upper };
}

/** The largest k in 1…n for which the condition holds, which holds up to it; 0 for none. */
function lastRank(units: number, holds: (k: number) => boolean): number {
  let [low, high] = [0, units];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
