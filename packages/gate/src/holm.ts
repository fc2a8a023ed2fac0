import type { Measured } from '@proofmark/metrics';
import { judge, type Requirement } from './judge.ts';

const SMALLEST = 1e-12;

/** One-sided p-value by inverting the interval: the smallest error rate at which the check is still `decision`. */
export function pValueOf(
  requirement: Requirement,
  limitsAt: (confidence: number) => Measured['interval'],
  decision: 'pass' | 'fail' = 'pass',
): number {
  const passes = (errorRate: number) => {
    const interval = limitsAt(1 - errorRate);
    return interval !== null && judge(interval, requirement) === decision;
  };
  if (passes(SMALLEST)) return SMALLEST;
  let [low, high] = [Math.log(SMALLEST), Math.log(0.499)];
  if (!passes(Math.exp(high))) return 1;
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (passes(Math.exp(middle))) high = middle;
    else low = middle;
  }
  return Math.exp(high);
}

/**
 * The confidence at which each member of a family of m hypotheses is judged so that the family-wise error rate
 * holds: the smallest p-value at 1 − α/m, the next at 1 − α/(m − 1), … until one is not rejected; the rest at its
 * level. Method: S. Holm, Scand. J. Statist. 6, 1979.
 */
export function holmConfidences(members: readonly { pValue: number; confidence: number }[]): number[] {
  const order = members.map((member, index) => ({ ...member, index }));
  order.sort((a, b) => a.pValue - b.pValue || a.index - b.index);
  const confidences = members.map(({ confidence }) => confidence);
  let divisor = members.length;
  let rejecting = true;
  for (const { pValue, confidence, index } of order) {
    const errorRate = (1 - confidence) / divisor;
    if (divisor > 1) confidences[index] = 1 - errorRate;
    rejecting &&= pValue <= errorRate;
    if (rejecting) divisor--;
  }
  return confidences;
}
