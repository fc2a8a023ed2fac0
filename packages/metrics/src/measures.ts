import type { Measure } from '@proofmark/documents';
import { predictNext, quantileRanks, waldInterval } from '@proofmark/stats';
import type { Measured, Undefined } from './measured.ts';

/**
 * The value of a measure: a quantile with the interval of order statistics; any other scalar is known as it is. Where
 * the document holds not every order statistic, the next one outwards is taken.
 */
export function estimateMeasure(measure: Measure, level: number): Measured {
  const { value, quantile, rows, order = [] } = measure;
  if (quantile === undefined || rows === undefined) {
    const interval = { lower: value, upper: value, level, method: 'as measured' };
    return { value, standardError: 0, degreesOfFreedom: 0, interval };
  }
  const ranks = quantileRanks(rows, quantile, level);
  const lower = ranks && order.findLast(({ rank }) => rank <= ranks.lower);
  const upper = ranks && order.find(({ rank }) => rank >= ranks.upper);
  const shared = { value, standardError: null, degreesOfFreedom: 0 };
  if (!lower || !upper) {
    const reason = `${rows} rows are too few for an interval of the ${quantile} quantile`;
    return { ...shared, interval: null, reason };
  }
  const interval = { lower: lower.value, upper: upper.value, level, method: 'order statistics' };
  return { ...shared, interval };
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
  const method = `t prediction interval over ${history.length} past runs`;
  return {
    value: change,
    standardError: deviation,
    degreesOfFreedom,
    interval: { ...waldInterval(change, deviation, level, degreesOfFreedom), level, method },
  };
}

/** The mean of past runs. */
export function baselineOfHistory({ history = [] }: Measure): Measured | Undefined {
  if (history.length === 0) return { value: null, reason: 'no past runs' };
  const value = history.reduce((sum, past) => sum + past, 0) / history.length;
  return { value, standardError: null, degreesOfFreedom: 0, interval: null, reason: 'a mean of past runs' };
}
