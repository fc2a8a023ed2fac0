import type { OrderedRows } from './score-order.ts';
import type { ClassSizes, ScoreRank, SliceNumbers } from './score-ranks.ts';

/** How far the walk up the scores has come in each slice. */
export type Levels = {
  /** The columns below of slice s, from entry s · `WIDTH`. */
  numbers: Float64Array;
  /** The slices that have rows of one score, while these are counted. */
  touched: Int32Array;
};

const WIDTH = 16;
// The weights of the classes; those below the score; sums over the scores up to it, as `ScoreRank` has them.
const POSITIVES = 0;
const NEGATIVES = 1;
const BELOW = 2;
const POSITIVES_BELOW = 3;
const G1 = 4;
const G2 = 5;
// The rows of the score and their weights, while these are counted.
const ROWS = 6;
const TIED = 7;
const TIED_POSITIVES = 8;
// The ranks of the rows of the score.
const PLACEMENT_OF_POSITIVE = 9;
const PLACEMENT_OF_NEGATIVE = 10;
const PRECISION_OF_POSITIVE = 11;
const PRECISION_OF_NEGATIVE = 12;
const ABOVE = 13;
const POSITIVES_ABOVE = 14;

/** The ranks of the rows of one block. */
export type RankBlock = Partial<Record<ScoreRank, Float64Array>>;

export function startLevels(sizes: readonly ClassSizes[]): Levels {
  const numbers = new Float64Array(sizes.length * WIDTH);
  for (const [s, { positives, negatives }] of sizes.entries()) {
    numbers[s * WIDTH + POSITIVES] = positives;
    numbers[s * WIDTH + NEGATIVES] = negatives;
  }
  return { numbers, touched: new Int32Array(sizes.length) };
}

/**
 * Walks up the scores of the rows from `start` to `end`, which all rows of these scores are among.
 * @param own the number of the slice of each row, in the order of the scores; without, all are in slice 0
 * @param block takes their ranks, from its first row
 */
export function climbBlock(
  rows: OrderedRows,
  own: SliceNumbers | undefined,
  start: number,
  end: number,
  levels: Levels,
  block: RankBlock,
): void {
  const { scores, positive, weight } = rows;
  const { numbers } = levels;
  let to = start;
  for (let from = start; from < end; from = to) {
    to = from + 1;
    if (to < end && scores[to] === scores[from]) {
      while (to < end && scores[to] === scores[from]) to++;
      climbTied(rows, own, from, to, levels);
      for (let i = from; i < to; i++) {
        readRanks(numbers, own ? (own[i] ?? -1) : 0, positive[i] === 1, block, i - start);
      }
    } else {
      const s = own ? (own[from] ?? -1) : 0;
      const isPositive = positive[from] === 1;
      const weighs = weight ? (weight[from] ?? 0) : 1;
      if (s >= 0) climb(numbers, s * WIDTH, weighs, isPositive ? weighs : 0, isPositive, !isPositive);
      readRanks(numbers, s, isPositive, block, from - start);
    }
  }
}

/** The ranks of a row of the score where the walk stands become entry `i` of the block. */
function readRanks(
  numbers: Float64Array,
  s: number,
  isPositive: boolean,
  { placement, precision, above, positivesAbove }: RankBlock,
  i: number,
): void {
  const at = s * WIDTH;
  const placementColumn = isPositive ? PLACEMENT_OF_POSITIVE : PLACEMENT_OF_NEGATIVE;
  const precisionColumn = isPositive ? PRECISION_OF_POSITIVE : PRECISION_OF_NEGATIVE;
  if (placement) placement[i] = s < 0 ? 0 : (numbers[at + placementColumn] ?? 0);
  if (precision) precision[i] = s < 0 ? 0 : (numbers[at + precisionColumn] ?? 0);
  if (above) above[i] = s < 0 ? 0 : (numbers[at + ABOVE] ?? 0);
  if (positivesAbove) positivesAbove[i] = s < 0 ? 0 : (numbers[at + POSITIVES_ABOVE] ?? 0);
}

/** Takes the step of several rows of one score, in each slice that has some. */
function climbTied(
  { positive, weight }: OrderedRows,
  own: SliceNumbers | undefined,
  from: number,
  to: number,
  { numbers, touched }: Levels,
): void {
  let count = 0;
  for (let i = from; i < to; i++) {
    const s = own ? (own[i] ?? -1) : 0;
    if (s < 0) continue;
    const at = s * WIDTH;
    const weighs = weight ? (weight[i] ?? 0) : 1;
    if (numbers[at + ROWS] === 0) touched[count++] = s;
    numbers[at + ROWS] = (numbers[at + ROWS] ?? 0) + 1;
    numbers[at + TIED] = (numbers[at + TIED] ?? 0) + weighs;
    if (positive[i] === 1) numbers[at + TIED_POSITIVES] = (numbers[at + TIED_POSITIVES] ?? 0) + weighs;
  }
  for (let t = 0; t < count; t++) {
    const at = (touched[t] ?? 0) * WIDTH;
    climb(numbers, at, numbers[at + TIED] ?? 0, numbers[at + TIED_POSITIVES] ?? 0, true, true);
    numbers[at + ROWS] = 0;
    numbers[at + TIED] = 0;
    numbers[at + TIED_POSITIVES] = 0;
  }
}

/** Finds the ranks of the rows of one score in one slice, of the classes that have some, and steps above it. */
function climb(
  numbers: Float64Array,
  at: number,
  tied: number,
  tiedPositives: number,
  hasPositives: boolean,
  hasNegatives: boolean,
): void {
  const positives = numbers[at + POSITIVES] ?? 0;
  const negatives = numbers[at + NEGATIVES] ?? 0;
  const below = numbers[at + BELOW] ?? 0;
  const positivesBelow = numbers[at + POSITIVES_BELOW] ?? 0;
  const n = positives + negatives - below;
  const a = positives - positivesBelow;
  if (hasPositives) {
    // Where nothing from here on has a weight there is no precision.
    const hits = n > 0 ? a / n : 0;
    const g1 = (numbers[at + G1] ?? 0) + (n > 0 ? tiedPositives / n : 0);
    const g2 = (numbers[at + G2] ?? 0) + (n > 0 ? (tiedPositives * hits) / n : 0);
    const negativesBelow = below - positivesBelow + (tied - tiedPositives) / 2;
    numbers[at + G1] = g1;
    numbers[at + G2] = g2;
    numbers[at + PLACEMENT_OF_POSITIVE] = negatives > 0 ? negativesBelow / negatives : 0;
    numbers[at + PRECISION_OF_POSITIVE] = hits + g1 - g2;
  }
  if (hasNegatives) {
    numbers[at + PLACEMENT_OF_NEGATIVE] =
      positives > 0 ? 1 - (positivesBelow + tiedPositives / 2) / positives : 0;
    numbers[at + PRECISION_OF_NEGATIVE] = 0 - (numbers[at + G2] ?? 0);
  }
  numbers[at + ABOVE] = n;
  numbers[at + POSITIVES_ABOVE] = a;
  numbers[at + BELOW] = below + tied;
  numbers[at + POSITIVES_BELOW] = positivesBelow + tiedPositives;
}
