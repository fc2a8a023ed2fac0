import type { Measured } from '@proofmark/metrics';
import { holmDivisors } from '@proofmark/stats';
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

/** The confidence at which each member of a family is judged so that the family-wise error rate holds: Holm's method. */
export function holmConfidences(members: readonly { pValue: number; confidence: number }[]): number[] {
  const divisors = holmDivisors(
    members.map(({ pValue }) => pValue),
    members.map(({ confidence }) => 1 - confidence),
  );
  return members.map(({ confidence }, i) => {
    const divisor = divisors[i] ?? 1;
    // What is not divided keeps its digits.
    return divisor === 1 ? confidence : 1 - (1 - confidence) / divisor;
  });
}
