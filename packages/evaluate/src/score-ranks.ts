/** Rows to rank, column by column: the entries i are of row i. */
export type RankedRows = {
  /** Is the row of the positive class: 0 or 1. */
  positive: Uint8Array;
  /** The number of its slice, below 0 of rows that are in none; without, all rows are of slice 0. */
  slice: Int32Array | undefined;
  /** Without, all weigh 1. */
  weight: Float64Array | undefined;
};

/** Scores, and the rows from the lowest one up. */
export type OrderedScores = { scores: Float64Array; order: Uint32Array };

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

/**
 * Ranks rows by one walk up the scores of each slice. It is a loop over rows, where all else is SQL: the windows of an
 * engine take five times as long, and sort anew for every column of slices.
 * @param sizes by the number of the slice
 */
export function rankScores(
  { scores, order }: OrderedScores,
  rows: RankedRows,
  sizes: readonly ClassSizes[],
  asked: readonly ScoreRank[],
): ScoreRanks {
  const ranks: ScoreRanks = Object.fromEntries(asked.map((name) => [name, new Float64Array(scores.length)]));
  const slices = splitBySlice(order, rows.slice, sizes.length);
  for (const [s, size] of sizes.entries()) {
    const own = slices[s] ?? new Uint32Array();
    walkUp(own, gather(own, scores, rows), size, ranks);
  }
  return ranks;
}

/** The rows of each slice, in the same order. */
function splitBySlice(order: Uint32Array, slice: Int32Array | undefined, slices: number): Uint32Array[] {
  if (!slice) return [order];
  const starts = new Uint32Array(slices + 1);
  for (let row = 0; row < slice.length; row++) {
    const s = slice[row] ?? -1;
    if (s >= 0) starts[s + 1] = (starts[s + 1] ?? 0) + 1;
  }
  for (let s = 0; s < slices; s++) starts[s + 1] = (starts[s + 1] ?? 0) + (starts[s] ?? 0);
  const next = starts.slice();
  const split = new Uint32Array(starts[slices] ?? 0);
  for (let i = 0; i < order.length; i++) {
    const row = order[i] ?? 0;
    const s = slice[row] ?? -1;
    if (s < 0) continue;
    const place = next[s] ?? 0;
    next[s] = place + 1;
    split[place] = row;
  }
  return Array.from({ length: slices }, (_, s) => split.subarray(starts[s], starts[s + 1]));
}

type Ascending = { scores: Float64Array; positive: Uint8Array; weight: Float64Array | undefined };

/** What the walk reads of the rows, side by side in memory. */
function gather(order: Uint32Array, scores: Float64Array, { positive, weight }: RankedRows): Ascending {
  const ascending = new Float64Array(order.length);
  const classes = new Uint8Array(order.length);
  for (let i = 0; i < order.length; i++) {
    const row = order[i] ?? 0;
    ascending[i] = scores[row] ?? 0;
    classes[i] = positive[row] ?? 0;
  }
  return {
    scores: ascending,
    positive: classes,
    weight: weight && Float64Array.from(order, (row) => weight[row] ?? 0),
  };
}

/** Fills in the ranks of the rows of one slice. */
function walkUp(
  order: Uint32Array,
  { scores, positive, weight }: Ascending,
  { positives, negatives }: ClassSizes,
  { placement, precision, above, positivesAbove }: ScoreRanks,
): void {
  let below = 0;
  let positivesBelow = 0;
  let g1 = 0;
  let g2 = 0;
  for (let start = 0, end = 0; start < order.length; start = end) {
    const score = scores[start];
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
    for (let i = start; i < end; i++) {
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
}
