import type { Row } from '@proofmark/engine';
import { type Feature, pairsOf } from './moments.ts';
import type { RankColumn, SliceNumbers } from './score-ranks.ts';

/** Features as columns in memory, by the SQL that a table would give them, of rows in slices and of two classes. */
export type MemorySource = {
  columns: ReadonlyMap<string, RankColumn>;
  positive: Uint8Array;
  slice: SliceNumbers | undefined;
  slices: number;
};

/** Added and taken off again, it leaves the whole number nearest to a number below 2^51, in a third of the time of `round`. */
const WHOLE = 1.5 * 2 ** 52;

/** Rows that are added up before the next features of them: their groups stay in the nearest cache. */
const BLOCK_ROWS = 2048;

/** What is added up of two features: each, the square of one, their product, the square of the other. */
const SUMS = 5;

/** Two features, or twice the same one, and their sums by group. */
type Pair = { i: number; j: number; a: Scaled; b: Scaled; totals: Float64Array };

/** `unit` scales a feature to [−1, 1]. */
type Scaled = RankColumn & { unit: number };

/** What the query of `momentSums` would give: a row for each slice `s` and class `y` that has rows. */
export function sumInMemory(
  source: MemorySource,
  features: readonly Feature[],
  scale: number,
  first: number,
): Row[] {
  const { positive, slices } = source;
  // Rows that are in no slice have a group of their own, the last one.
  const groups = 2 * slices + 1;
  const counts = new Float64Array(groups);
  const pairs = pairUp(source, features, groups);
  const group = new Int32Array(BLOCK_ROWS);
  for (let start = 0; start < positive.length; start += BLOCK_ROWS) {
    const end = Math.min(start + BLOCK_ROWS, positive.length);
    groupRows(source, start, end, group, counts);
    for (const pair of pairs) addUp(pair, scale, start, end, group);
  }
  const rows = Array.from({ length: 2 * slices }, (_, g): Row => {
    const sums = pairs.flatMap(({ i, j, totals }): [string, number][] => {
      const [one, other] = [first + i, first + j];
      const names = [`s${one}`, `s${other}`, `p${one}_${one}`, `p${one}_${other}`, `p${other}_${other}`];
      return names.map((name, k) => [name, totals[g * SUMS + k] ?? 0]);
    });
    return { s: Math.floor(g / 2), y: g % 2 === 1, units: counts[g] ?? 0, ...Object.fromEntries(sums) };
  });
  return rows.filter(({ units }) => units !== 0);
}

/** Features whose product is needed, and each one without such a partner with itself. */
function pairUp({ columns }: MemorySource, features: readonly Feature[], groups: number): Pair[] {
  const needed = pairsOf(features).flatMap((pair) => (pair && pair[0] !== pair[1] ? [pair] : []));
  const paired = new Set(needed.flat());
  const alone = [...features.keys()].filter((i) => !paired.has(i)).map((i) => [i, i] as const);
  const scaled = (i: number): Scaled => {
    const { sql, bound } = features[i] ?? { sql: '', bound: 1 };
    const column = columns.get(sql);
    if (!column) throw new Error(`${sql}: expected a column in memory`);
    return { ...column, unit: 1 / bound };
  };
  return [...needed, ...alone].map(([i, j]) => {
    return { i, j, a: scaled(i), b: scaled(j), totals: new Float64Array(groups * SUMS) };
  });
}

/** Slice and class of the rows of a block in one number, and how many rows have it. */
function groupRows(
  { positive, slice, slices }: MemorySource,
  start: number,
  end: number,
  group: Int32Array,
  counts: Float64Array,
): void {
  for (let row = start; row < end; row++) {
    const s = slice ? (slice[row] ?? -1) : 0;
    const g = 2 * (s < 0 ? slices : s) + (s < 0 ? 0 : (positive[row] ?? 0));
    group[row - start] = g;
    counts[g] = (counts[g] ?? 0) + 1;
  }
}

/** Adds the scaled values of a block, as whole numbers, which add up exactly. */
function addUp({ a, b, totals }: Pair, scale: number, start: number, end: number, group: Int32Array): void {
  const [values, others] = [a.values, b.values];
  for (let row = start; row < end; row++) {
    const at = (group[row - start] ?? 0) * SUMS;
    const one = (values[row * a.width + a.at] ?? 0) * a.unit;
    const other = (others[row * b.width + b.at] ?? 0) * b.unit;
    const [large, largeOther] = [one * scale, other * scale];
    totals[at] = (totals[at] ?? 0) + (large + WHOLE - WHOLE);
    totals[at + 1] = (totals[at + 1] ?? 0) + (largeOther + WHOLE - WHOLE);
    totals[at + 2] = (totals[at + 2] ?? 0) + (large * one + WHOLE - WHOLE);
    totals[at + 3] = (totals[at + 3] ?? 0) + (large * other + WHOLE - WHOLE);
    totals[at + 4] = (totals[at + 4] ?? 0) + (largeOther * other + WHOLE - WHOLE);
  }
}
