import { requireShare } from './require.ts';

/**
 * Holm's step-down adjusted p-values, in the order given; reject where they are ≤ α and the family-wise error is α.
 * Method: S. Holm, "A simple sequentially rejective multiple test procedure", Scand. J. Statist. 6, 1979.
 */
export function holmAdjust(pValues: readonly number[]): number[] {
  for (const p of pValues) requireShare(p);
  const order = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p || a.index - b.index);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let running = 0;
  order.forEach(({ p, index }, rank) => {
    running = Math.max(running, Math.min(1, (pValues.length - rank) * p));
    adjusted[index] = running;
  });
  return adjusted;
}
