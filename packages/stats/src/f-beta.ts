import type { Limits } from './proportion.ts';
import { criticalValue } from './proportion.ts';
import { requireCount, requireNumber, requirePositive } from './require.ts';
import { findRoot } from './root.ts';

/** What was found, missed, and flagged wrongly; counts need not be whole, and are not all 0. */
export type Finds = { hits: number; misses: number; falseAlarms: number };

/**
 * Score interval of F-beta: all values f at which (1 + β²)(1 − f)·hits − f(β²·misses + falseAlarms), whose mean is 0 if
 * f is true, is within the standard error that it then has. Hits, misses and false alarms are a multinomial sample; of
 * all that are not hits, misses have the observed share (with ½ added to each kind). With β = 1 it is Wilson's
 * interval of Jaccard's ratio, carried to F1. Coverage: bench/calibration.
 */
export function fBetaInterval({ hits, misses, falseAlarms }: Finds, beta: number, level: number): Limits {
  for (const count of [hits, misses, falseAlarms]) requireCount(count, 'a count');
  requireNumber(beta, 'a beta');
  const trials = hits + misses + falseAlarms;
  requirePositive(trials, 'a number of trials');
  const z = criticalValue(level);
  const weight = beta * beta;
  const missed = (misses + 0.5) / (misses + falseAlarms + 1);
  const cost = weight * missed + 1 - missed;
  const excess = (f: number) => {
    const [gain, loss] = [(1 + weight) * (1 - f), f];
    const distance = gain * hits - loss * (weight * misses + falseAlarms);
    const share = (loss * cost) / (gain + loss * cost);
    const spread = share * gain ** 2 + (1 - share) * loss ** 2 * (missed * weight ** 2 + 1 - missed);
    return distance ** 2 - z * z * trials * spread;
  };
  const value = ((1 + weight) * hits) / ((1 + weight) * hits + weight * misses + falseAlarms);
  // A value of 0 or 1 is itself a root, not the end that is sought.
  return {
    lower: value <= 0 ? 0 : findRoot(excess, 0, Math.min(value, 1 - Number.EPSILON)),
    upper: value >= 1 ? 1 : findRoot(excess, Math.max(value, Number.EPSILON), 1),
  };
}
