import { climbBlock, type RankBlock, startLevels } from './rank-levels.ts';
import type { OrderedRows } from './score-order.ts';

/** The weights of the two classes in a slice. */
export type ClassSizes = { positives: number; negatives: number };

/** The number of the slice of each row, below 0 where it is in none. */
export type SliceNumbers = Int8Array | Int32Array;

/** Which rows are ranked among each other: those of a slice, whose sizes are by its number; without `slice`, all are of slice 0. */
export type RankedSlices = { slice: SliceNumbers | undefined; sizes: readonly ClassSizes[] };

/**
 * What the order of the scores tells of each row, within its slice:
 * - `placement`: the share of the other class that the row is ranked on the right side of: of a positive row the share
 *   of the negatives below it, of a negative row that of the positives above it, ties counting half; 0 without the
 *   other class. Means of placements are the area under the ROC curve, their covariances its variance (DeLong et al.
 *   1988, by the ranks of Sun & Xu 2014).
 * - `precision`: the precision at the threshold of each positive row, and how a row moves the precision at the
 *   thresholds up to its own score. Their sum is the influence function of AP = E[y A(S)/N(S)]/P(y), with A and N the
 *   (positive) rows that score at least S, by the chain rule: (1/P) [y (A/N − AP + G1) − G2],
 *   G1(s) = E[y 1(S ≤ s)/N(S)], G2(s) = E[y 1(S ≤ s) A(S)/N(S)²]. The mean of y G1 − G2 is 0.
 * - `above`, `positivesAbove`: N and A.
 */
export type ScoreRank = 'placement' | 'precision' | 'above' | 'positivesAbove';

/** A rank of each row: of row i, entry i · `width` + `at`. Ranks of a row stand side by side, so that one access reaches all. */
export type RankColumn = { values: Float64Array; width: number; at: number };

/** So many rows are ranked before they are put in place, which the nearest caches have room for. */
const BLOCK_ROWS = 512;

/**
 * Ranks rows by one walk up the scores, of all slices at once. It is a loop over rows, where all else is SQL: the
 * windows of an engine take five times as long, and sort anew for every column of slices.
 * @param into takes the ranks asked for, of each row side by side, by its number; 0 where a row is in no slice
 */
export function rankScores(
  ordered: OrderedRows,
  { slice, sizes }: RankedSlices,
  asked: readonly ScoreRank[],
  into: Float64Array,
): void {
  const { order, scores } = ordered;
  // Gathered first: between writes to all places of memory it would take five times as long.
  const own = slice && takeSlices(slice, order);
  const levels = startLevels(sizes);
  const ends = blockEnds(scores);
  const longest = ends.reduce((most, end, i) => Math.max(most, end - (ends[i - 1] ?? 0)), 0);
  const block: RankBlock = {};
  for (const name of asked) block[name] = new Float64Array(longest);
  for (const [i, end] of ends.entries()) {
    const start = ends[i - 1] ?? 0;
    climbBlock(ordered, own, start, end, levels, block);
    for (const [at, name] of asked.entries()) {
      const values = block[name];
      if (values) putAt(values, order, start, end, { values: into, width: asked.length, at });
    }
  }
}

/** Where blocks end: equal scores are not divided. */
function blockEnds(scores: Float64Array): number[] {
  const ends: number[] = [];
  for (let end = 0; end < scores.length; ) {
    end = Math.min(end + BLOCK_ROWS, scores.length);
    while (end < scores.length && scores[end] === scores[end - 1]) end++;
    ends.push(end);
  }
  return ends;
}

function takeSlices(slice: SliceNumbers, order: Uint32Array): SliceNumbers {
  const taken = slice.slice();
  for (let i = 0; i < order.length; i++) taken[i] = slice[order[i] ?? 0] ?? -1;
  return taken;
}

/** Puts values of the rows from `start` to `end` at the places of their rows. */
function putAt(
  values: Float64Array,
  order: Uint32Array,
  start: number,
  end: number,
  { values: rows, width, at }: RankColumn,
): void {
  for (let i = start; i < end; i++) rows[(order[i] ?? 0) * width + at] = values[i - start] ?? 0;
}
