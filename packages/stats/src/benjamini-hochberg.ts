import { requireShare } from './require.ts';

/**
 * How many of the p-values the step-up procedure rejects when `levels[i]` is the false-discovery rate of member i:
 * the largest k of which k members have p ≤ k/m · level. Method: Y. Benjamini & Y. Hochberg, "Controlling the false
 * discovery rate", J. R. Statist. Soc. B 57, 1995.
 */
export function countDiscoveries(pValues: readonly number[], levels: readonly number[]): number {
  for (const p of [...pValues, ...levels]) requireShare(p);
  const ratios = pValues.map((p, i) => p / (levels[i] ?? 0)).sort((a, b) => a - b);
  return ratios.findLastIndex((ratio, rank) => ratio <= (rank + 1) / ratios.length) + 1;
}
