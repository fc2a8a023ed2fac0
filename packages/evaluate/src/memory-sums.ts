import type { Row } from '@proofmark/engine';
import { type Feature, pairsOf } from './moments.ts';

/** Features as columns in memory, by the SQL that a table would give them, of rows in slices and of two classes. */
export type MemorySource = {
  columns: ReadonlyMap<string, Float64Array>;
  positive: Uint8Array;
  /** Below 0: in no slice. */
  slice: Int32Array | undefined;
  slices: number;
};

/** What the query of `momentSums` would give: a row for each slice `s` and class `y` that has rows. */
export function sumInMemory(
  { columns, positive, slice, slices }: MemorySource,
  features: readonly Feature[],
  scale: number,
  first: number,
): Row[] {
  const group = groupRows(positive, slice);
  const counts = new Float64Array(2 * slices);
  for (let row = 0; row < group.length; row++) {
    const g = group[row] ?? -1;
    if (g >= 0) counts[g] = (counts[g] ?? 0) + 1;
  }
  const none = new Float64Array();
  const values = features.map(({ sql }) => columns.get(sql) ?? none);
  const sums = new Map<string, Float64Array>();
  for (const [i, feature] of features.entries()) {
    const factor = scale / feature.bound;
    sums.set(`s${first + i}`, addUp(group, 2 * slices, factor, values[i] ?? none));
  }
  for (const pair of pairsOf(features)) {
    if (!pair) continue;
    const [i, j] = pair;
    const factor = scale / (features[i]?.bound ?? 1) / (features[j]?.bound ?? 1);
    sums.set(`p${first + i}_${first + j}`, addUp(group, 2 * slices, factor, values[i] ?? none, values[j]));
  }
  return [...counts.keys()].flatMap((g) => {
    const units = counts[g] ?? 0;
    if (units === 0) return [];
    const own = [...sums].map(([name, totals]) => [name, totals[g] ?? 0] as const);
    return [{ s: Math.floor(g / 2), y: g % 2 === 1, units, ...Object.fromEntries(own) }];
  });
}

/** Slice and class in one number; below 0 where a row is in no slice. */
function groupRows(positive: Uint8Array, slice: Int32Array | undefined): Int32Array {
  const group = new Int32Array(positive.length);
  for (let row = 0; row < group.length; row++) {
    group[row] = 2 * (slice ? (slice[row] ?? -1) : 0) + (positive[row] ?? 0);
  }
  return group;
}

/** By group the sum of the values, or of their products with `others`, as whole numbers, which add up exactly. */
function addUp(
  group: Int32Array,
  groups: number,
  factor: number,
  values: Float64Array,
  others?: Float64Array,
): Float64Array {
  const totals = new Float64Array(groups);
  for (let row = 0; row < group.length; row++) {
    const g = group[row] ?? -1;
    if (g < 0) continue;
    const other = others ? (others[row] ?? 0) : 1;
    totals[g] = (totals[g] ?? 0) + Math.round((values[row] ?? 0) * factor * other);
  }
  return totals;
}
