import { binomialCdf } from './binomial.ts';
import { requireInside, requireLevel, requirePositive } from './require.ts';
import { studentQuantile } from './student.ts';

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

/**
 * The same of values in clusters: the places that as many independent values would have, stretched over all of them.
 * `effective` is that number, from the variance of the share of values up to the quantile by sums of clusters (R. S.
 * Woodruff, JASA 47, 1952), reduced by the squared ratio of Student's t of all values to that of the clusters, since few
 * clusters tell little of it (E. L. Korn & B. I. Graubard, Survey Methodology 24, 1998).
 */
export function clusteredQuantileRanks(
  values: number,
  { units, effective }: { units: number; effective: number },
  p: number,
  level: number,
): Ranks | undefined {
  requirePositive(effective, 'an effective number of values');
  if (units < 2) return undefined;
  const t = (degreesOfFreedom: number) => studentQuantile((1 + level) / 2, degreesOfFreedom);
  const reduced = level === 0 ? effective : effective * (t(values - 1) / t(units - 1)) ** 2;
  const independent = Math.max(1, Math.min(values, Math.floor(reduced)));
  const ranks = quantileRanks(independent, p, level);
  const stretch = values / independent;
  return (
    ranks && {
      lower: 1 + Math.floor((ranks.lower - 1) * stretch),
      upper: Math.min(values, Math.ceil(ranks.upper * stretch)),
    }
  );
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
