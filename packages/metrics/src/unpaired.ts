import type { Measured, Undefined } from './estimate.ts';

/**
 * candidate − baseline of two estimates whose rows cannot be paired, from the intervals of each at one level. Method:
 * MOVER, G. Y. Zou & A. Donner, Stat. Med. 27, 2008; of two Wilson intervals it is method 10 of R. G. Newcombe, Stat.
 * Med. 17, 1998. It holds for independent test sets. Two models that were measured on one test set mostly err on the
 * same rows; the interval is then wider than needed, never too narrow.
 */
export function compareUnpaired(
  candidate: Measured | Undefined,
  baseline: Measured | Undefined,
  level: number,
): Measured | Undefined {
  if (candidate.value === null) return { value: null, reason: `candidate: ${candidate.reason}` };
  if (baseline.value === null) return { value: null, reason: `baseline: ${baseline.reason}` };
  const value = candidate.value - baseline.value;
  const errors = [candidate.standardError, baseline.standardError];
  const standardError = errors.every((error) => error !== null) ? Math.hypot(...errors.map(Number)) : null;
  const [own, other] = [candidate.interval, baseline.interval];
  if (own === null || other === null) {
    const reason =
      own === null ? `candidate: ${candidate.reason}` : `baseline: ${baseline.reason ?? 'no interval'}`;
    return { value, standardError: null, degreesOfFreedom: Number.POSITIVE_INFINITY, interval: null, reason };
  }
  return {
    value,
    standardError,
    degreesOfFreedom: Number.POSITIVE_INFINITY,
    interval: {
      lower: value - Math.hypot(candidate.value - own.lower, other.upper - baseline.value),
      upper: value + Math.hypot(own.upper - candidate.value, baseline.value - other.lower),
      level,
      method: 'MOVER, unpaired',
    },
  };
}
