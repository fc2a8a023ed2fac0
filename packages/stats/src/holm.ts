import { requireShare } from './require.ts';

/**
 * By what the step-down procedure divides the error rate of each member, in the order given: member i, of error rate
 * `levels[i]`, is rejected where its p-value is ≤ levels[i] / divisor. The most significant is judged at m, each next
 * one at one less until one is not rejected, and the rest as that one. Equal levels are then the family-wise error
 * rate. Method: S. Holm, "A simple sequentially rejective multiple test procedure", Scand. J. Statist. 6, 1979.
 */
export function holmDivisors(pValues: readonly number[], levels: readonly number[]): number[] {
  for (const p of [...pValues, ...levels]) requireShare(p);
  const order = pValues.map((p, index) => ({ ratio: p / (levels[index] ?? 0), index }));
  order.sort((a, b) => a.ratio - b.ratio || a.index - b.index);
  const divisors = new Array<number>(order.length).fill(1);
  let divisor = order.length;
  let rejecting = true;
  for (const { ratio, index } of order) {
    divisors[index] = divisor;
    rejecting &&= ratio <= 1 / divisor;
    if (rejecting) divisor--;
  }
  return divisors;
}
