import { waldInterval } from './interval.ts';
import type { Limits } from './proportion.ts';

/** An increasing function onto the whole line, its inverse, and the slope at a point. */
type Scale = { to: (x: number) => number; from: (t: number) => number; slope: (x: number) => number };

/**
 * Interval of a number that lies in `range`, by the delta method on a scale where the range has no ends: logit between
 * two ends, logarithm of the distance from one. Near an end the sampling distribution is skewed, and the plain interval
 * misses on one side. For the AUC: M. S. Pepe, The Statistical Evaluation of Medical Tests, 2003, 5.2.4; G. Qin &
 * L. Hotilovac, Statist. Meth. Med. Res. 17, 2008. For correlations the logit of (1 + r)/2 is Fisher's z; for a mean of
 * losses it is the interval of lognormal theory. A number at an end has no place on the scale: then the plain interval.
 */
export function transformedInterval(
  estimate: number,
  standardError: number,
  level: number,
  degreesOfFreedom: number | null,
  range: readonly [number, number],
): Limits {
  const scale = scaleOf(range);
  const [from, to] = range;
  if (!scale || estimate <= from || estimate >= to || standardError === 0) {
    return waldInterval(estimate, standardError, level, degreesOfFreedom);
  }
  const error = standardError * scale.slope(estimate);
  const { lower, upper } = waldInterval(scale.to(estimate), error, level, degreesOfFreedom);
  return { lower: scale.from(lower), upper: scale.from(upper) };
}

function scaleOf([from, to]: readonly [number, number]): Scale | undefined {
  const [hasFrom, hasTo] = [Number.isFinite(from), Number.isFinite(to)];
  if (hasFrom && hasTo) {
    return {
      to: (x) => Math.log((x - from) / (to - x)),
      from: (t) => from + (to - from) / (1 + Math.exp(-t)),
      slope: (x) => (to - from) / ((x - from) * (to - x)),
    };
  }
  if (hasFrom) {
    return { to: (x) => Math.log(x - from), from: (t) => from + Math.exp(t), slope: (x) => 1 / (x - from) };
  }
  if (hasTo) {
    return { to: (x) => -Math.log(to - x), from: (t) => to - Math.exp(-t), slope: (x) => 1 / (to - x) };
  }
  return undefined;
}
