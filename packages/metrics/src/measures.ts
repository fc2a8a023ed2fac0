import type { Measure } from '@proofmark/documents';
import { clusteredQuantileRanks, predictNext, quantileRanks, waldInterval } from '@proofmark/stats';
import type { Measured, Undefined } from './measured.ts';

/** With values of fewer clusters on one side of a quantile, their spread is not known (by simulation). */
const FEWEST_CLUSTERS = 10;

/**
 * The value of a measure: a quantile with the interval of order statistics; any other scalar is known as it is. Where
 * the document holds not every order statistic, the next one outwards is taken.
 */
export function estimateMeasure(measure: Measure, level: number): Measured {
  const { value, quantile, rows, clusters, order = [] } = measure;
  if (quantile === undefined || rows === undefined) {
    const interval = { lower: value, upper: value, level, method: 'as measured' };
    return { value, standardError: 0, degreesOfFreedom: 0, interval };
  }
  const ranks = ranksOf({ rows, quantile, clusters }, level);
  const lower = ranks && order.findLast(({ rank }) => rank <= ranks.lower);
  const upper = ranks && order.find(({ rank }) => rank >= ranks.upper);
  const shared = { value, standardError: null, degreesOfFreedom: 0 };
  if (!lower || !upper) {
    const few = clusters ? `${rows} rows in ${clusters.units} clusters` : `${rows} rows`;
    const reason = `${few} are too few for an interval of the ${quantile} quantile`;
    return { ...shared, interval: null, reason };
  }
  const method = clusters ? 'order statistics by cluster (Woodruff)' : 'order statistics';
  const interval = { lower: lower.value, upper: upper.value, level, method };
  return { ...shared, interval };
}

function ranksOf(
  { rows, quantile, clusters }: { rows: number; quantile: number; clusters: Measure['clusters'] },
  level: number,
) {
  if (clusters === undefined) return quantileRanks(rows, quantile, level);
  if (clusters.rarest < FEWEST_CLUSTERS) return undefined;
  return clusteredQuantileRanks(rows, clusters, quantile, level);
}

/** How far the value is from what past runs let expect: t prediction interval. */
export function compareWithHistory({ value, history = [] }: Measure, level: number): Measured | Undefined {
  const [only, ...others] = history;
  if (only === undefined) return { value: null, reason: 'no past runs' };
  if (others.length === 0) {
    const reason = 'a single past run shows no spread';
    return { value: value - only, standardError: null, degreesOfFreedom: 0, interval: null, reason };
  }
  const { mean, deviation, degreesOfFreedom } = predictNext(history);
  const change = value - mean;
  if (deviation === 0) return compareWithConstant(change, history.length, level);
  const method = `t prediction interval over ${history.length} past runs`;
  return {
    value: change,
    standardError: deviation,
    degreesOfFreedom,
    interval: { ...waldInterval(change, deviation, level, degreesOfFreedom), level, method },
  };
}

/**
 * Past runs that were all equal show no spread, which in few of them is no proof of none. Of n exchangeable past values
 * and a next one, that is beyond all others on a given side with probability 1/(n + 1) (W. J. Conover, Practical
 * Nonparametric Statistics, 3.3).
 */
function compareWithConstant(change: number, runs: number, level: number): Measured {
  const shared = { value: change, degreesOfFreedom: runs - 1 };
  if ((1 - level) / 2 >= 1 / (runs + 1) - 1e-12) {
    const interval = { lower: change, upper: change, level, method: `${runs} equal past runs` };
    return { ...shared, standardError: 0, interval };
  }
  const reason = `${runs} past runs that are all equal show no spread; more runs, or max in place of max-rise, would decide`;
  return { ...shared, standardError: null, interval: null, reason };
}

/** The mean of past runs. */
export function baselineOfHistory({ history = [] }: Measure): Measured | Undefined {
  if (history.length === 0) return { value: null, reason: 'no past runs' };
  const value = history.reduce((sum, past) => sum + past, 0) / history.length;
  return { value, standardError: null, degreesOfFreedom: 0, interval: null, reason: 'a mean of past runs' };
}
