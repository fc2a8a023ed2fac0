import { sortAscending, takeAt } from '@proofmark/stats';

/** Rows from the lowest score up: the entries i are of the row in place i. */
export type OrderedRows = {
  /** The numbers of the rows. */
  order: Uint32Array;
  scores: Float64Array;
  /** Is the row of the positive class: 0 or 1. */
  positive: Uint8Array;
  /** Without, all rows weigh 1. */
  weight: Float64Array | undefined;
};

/** @param scores finite; entry i is of row i, as of the other columns */
export function orderRows(
  scores: Float64Array,
  positive: Uint8Array,
  weight: Float64Array | undefined,
): OrderedRows {
  const { order, values } = sortAscending(scores);
  return {
    order,
    scores: values,
    positive: takeAt(positive, order),
    weight: weight && takeAt(weight, order),
  };
}

/** The weights of the two classes in a slice. */
export type ClassSizes = { positives: number; negatives: number };

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
export type ScoreRanks = Partial<Record<ScoreRank, Float64Array>>;

/** Rows of one walk; the runtime compiles a loop that is entered often into better code than one entered once. */
const BLOCK_ROWS = 4096;

/**
 * Ranks rows by one walk up the scores of each slice. It is a loop over rows, where all else is SQL: the windows of an
 * engine take five times as long, and sort anew for every column of slices.
 * @param slice the number of the slice of each row, below 0 where it is in none; without, all are in slice 0
 * @param sizes by the number of the slice
 * @returns one entry a row, by its number
 */
export function rankScores(
  ordered: OrderedRows,
  slice: Int32Array | undefined,
  sizes: readonly ClassSizes[],
  asked: readonly ScoreRank[],
): ScoreRanks {
  const all: ScoreRanks = {};
  for (const name of asked) all[name] = new Float64Array(ordered.order.length);
  const slices = slice ? splitBySlice(ordered, slice, sizes.length) : [ordered];
  for (const [s, own] of slices.entries()) {
    const ranks = rankSlice(own, sizes[s] ?? { positives: 0, negatives: 0 }, asked);
    for (const name of asked) {
      const [values, rows] = [ranks[name], all[name]];
      if (values && rows) putAt(values, own.order, rows);
    }
  }
  return all;
}

/** Puts values, which are in this order, at the places of their rows. */
function putAt(values: Float64Array, order: Uint32Array, rows: Float64Array): void {
  for (let i = 0; i < order.length; i++) rows[order[i] ?? 0] = values[i] ?? 0;
}

/** The rows of each slice, in the same order. */
function splitBySlice(
  { order, scores, positive, weight }: OrderedRows,
  slice: Int32Array,
  slices: number,
): OrderedRows[] {
  // Gathered first: a loop that also looks up where the row belongs takes five times as long.
  const own = takeAt(slice, order);
  const starts = new Uint32Array(slices + 1);
  for (let i = 0; i < own.length; i++) {
    const s = own[i] ?? -1;
    if (s >= 0) starts[s + 1] = (starts[s + 1] ?? 0) + 1;
  }
  for (let s = 0; s < slices; s++) starts[s + 1] = (starts[s + 1] ?? 0) + (starts[s] ?? 0);
  const next = starts.slice();
  const places = new Uint32Array(starts[slices] ?? 0);
  for (let i = 0; i < own.length; i++) {
    const s = own[i] ?? -1;
    if (s < 0) continue;
    const place = next[s] ?? 0;
    next[s] = place + 1;
    places[place] = i;
  }
  return Array.from({ length: slices }, (_, s) => {
    const part = places.subarray(starts[s], starts[s + 1]);
    return {
      order: takeAt(order, part),
      scores: takeAt(scores, part),
      positive: takeAt(positive, part),
      weight: weight && takeAt(weight, part),
    };
  });
}

/** The ranks of the rows of one slice, in their order. */
function rankSlice(rows: OrderedRows, size: ClassSizes, asked: readonly ScoreRank[]): ScoreRanks {
  const { length } = rows.order;
  const ranks: ScoreRanks = {};
  for (const name of asked) ranks[name] = new Float64Array(length);
  const level = { ...size, below: 0, positivesBelow: 0, g1: 0, g2: 0 };
  for (let start = 0; start < length; ) {
    start = walkUp(rows, start, Math.min(start + BLOCK_ROWS, length), level, ranks);
  }
  return ranks;
}

/** How far the walk up one slice has come: what weight is below, and sums over the scores so far. */
type Level = ClassSizes & { below: number; positivesBelow: number; g1: number; g2: number };

/** Fills in the ranks of the rows from `start` to `stop`, and of those that tie with the last; returns where it came. */
function walkUp(
  { scores, positive, weight }: OrderedRows,
  start: number,
  stop: number,
  level: Level,
  { placement, precision, above, positivesAbove }: ScoreRanks,
): number {
  const { positives, negatives } = level;
  let { below, positivesBelow, g1, g2 } = level;
  let end = start;
  for (let from = start; from < stop; from = end) {
    const score = scores[from];
    let tied = 0;
    let tiedPositives = 0;
    for (; end < scores.length && scores[end] === score; end++) {
      const own = weight ? (weight[end] ?? 0) : 1;
      tied += own;
      if (positive[end] === 1) tiedPositives += own;
    }
    const n = positives + negatives - below;
    const a = positives - positivesBelow;
    // Where nothing from here on has a weight there is no precision.
    const hits = n > 0 ? a / n : 0;
    g1 += n > 0 ? tiedPositives / n : 0;
    g2 += n > 0 ? (tiedPositives * hits) / n : 0;
    const negativesBelow = below - positivesBelow + (tied - tiedPositives) / 2;
    const ofPositive = negatives > 0 ? negativesBelow / negatives : 0;
    const ofNegative = positives > 0 ? 1 - (positivesBelow + tiedPositives / 2) / positives : 0;
    for (let i = from; i < end; i++) {
      const isPositive = positive[i] === 1;
      if (placement) placement[i] = isPositive ? ofPositive : ofNegative;
      if (precision) precision[i] = (isPositive ? hits + g1 : 0) - g2;
      if (above) above[i] = n;
      if (positivesAbove) positivesAbove[i] = a;
    }
    below += tied;
    positivesBelow += tiedPositives;
  }
  Object.assign(level, { below, positivesBelow, g1, g2 });
  return end;
}
