import { moverInterval } from '@proofmark/stats';
import { aloneOf, type Measured, type Undefined } from './measured.ts';

/**
 * candidate − baseline of two estimates whose rows cannot be paired, from the intervals of each at one level (MOVER
 * without correlation). It holds for independent test sets. Two models that were measured on one test set mostly err
 * on the same rows; the interval is then wider than needed, never too narrow.
 */
export function compareUnpaired(
  candidate: Measured | Undefined,
  baseline: Measured | Undefined,
  level: number,
): Measured | Undefined {
  if (candidate.value === null) return { value: null, reason: `candidate: ${candidate.reason}` };
  if (baseline.value === null) return { value: null, reason: `baseline: ${baseline.reason}` };
  const value = candidate.value - baseline.value;
  const degreesOfFreedom = Math.min(candidate.degreesOfFreedom, baseline.degreesOfFreedom);
  const [own, other] = [aloneOf(candidate), aloneOf(baseline)];
  if (own === undefined || other === undefined) {
    const reason =
      own === undefined ? `candidate: ${candidate.reason}` : `baseline: ${baseline.reason ?? 'no interval'}`;
    return { value, standardError: null, degreesOfFreedom, interval: null, reason };
  }
  const standardError = Math.hypot(own.standardError, other.standardError);
  const limits = moverInterval(own, other, standardError);
  return {
    value,
    standardError,
    degreesOfFreedom,
    interval: { ...limits, level, method: 'MOVER, unpaired' },
  };
}
