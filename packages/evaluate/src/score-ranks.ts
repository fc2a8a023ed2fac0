import { ascendingOrder } from '@proofmark/stats';

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
  const order = ascendingOrder(scores);
  return {
    order,
    scores: take(scores, order),
    positive: take(positive, order),
    weight: weight && take(weight, order),
  };
}

function take<Entries extends Float64Array | Uint8Array | Uint32Array>(
  values: Entries,
  places: Uint32Array,
): Entries {
  const taken = new (values.constructor as new (length: number) => Entries)(places.length);
  for (let i = 0; i < places.length; i++) taken[i] = values[places[i] ?? 0] ?? 0;
  return taken;
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
  rows: OrderedRows,
  slice: Int32Array | undefined,
  sizes: readonly ClassSizes[],
  asked: readonly ScoreRank[],
): ScoreRanks {
  const ranks: ScoreRanks = Object.fromEntries(
    asked.map((name) => [name, new Float64Array(rows.order.length)]),
  );
  const slices = slice ? splitBySlice(rows, slice, sizes.length) : [rows];
  for (const [s, own] of slices.entries()) {
    const level = {
      ...(sizes[s] ?? { positives: 0, negatives: 0 }),
      below: 0,
      positivesBelow: 0,
      g1: 0,
      g2: 0,
    };
    for (let start = 0; start < own.order.length; ) {
      start = walkUp(own, start, Math.min(start + BLOCK_ROWS, own.order.length), level, ranks);
    }
  }
  return ranks;
}

/** The rows of each slice, in the same order. */
function splitBySlice(
  { order, scores, positive, weight }: OrderedRows,
  slice: Int32Array,
  slices: number,
): OrderedRows[] {
  const starts = new Uint32Array(slices + 1);
  for (let row = 0; row < slice.length; row++) {
    const s = slice[row] ?? -1;
    if (s >= 0) starts[s + 1] = (starts[s + 1] ?? 0) + 1;
  }
  for (let s = 0; s < slices; s++) starts[s + 1] = (starts[s + 1] ?? 0) + (starts[s] ?? 0);
  const next = starts.slice();
  const places = new Uint32Array(starts[slices] ?? 0);
  for (let i = 0; i < order.length; i++) {
    const s = slice[order[i] ?? 0] ?? -1;
    if (s < 0) continue;
    const place = next[s] ?? 0;
    next[s] = place + 1;
    places[place] = i;
  }
  return Array.from({ length: slices }, (_, s) => {
    const own = places.subarray(starts[s], starts[s + 1]);
    return {
      order: take(order, own),
      scores: take(scores, own),
      positive: take(positive, own),
      weight: weight && take(weight, own),
    };
  });
}

/** How far the walk up one slice has come: what weight is below, and sums over the scores so far. */
type Level = ClassSizes & { below: number; positivesBelow: number; g1: number; g2: number };

/** Fills in the ranks of the rows from `start` to `stop`, and of those that tie with the last; returns where it came. */
function walkUp(
  { order, scores, positive, weight }: OrderedRows,
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
    for (; end < order.length && scores[end] === score; end++) {
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
      const row = order[i] ?? 0;
      const isPositive = positive[i] === 1;
      if (placement) placement[row] = isPositive ? ofPositive : ofNegative;
      if (precision) precision[row] = (isPositive ? hits + g1 : 0) - g2;
      if (above) above[row] = n;
      if (positivesAbove) positivesAbove[row] = a;
    }
    below += tied;
    positivesBelow += tiedPositives;
  }
  Object.assign(level, { below, positivesBelow, g1, g2 });
  return end;
}
