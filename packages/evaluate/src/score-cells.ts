import { exactScale, powerOfTwoAbove } from './moments.ts';
import type { OrderedRows } from './score-order.ts';

/** The thresholds 0, 0.01 … 1 that users name. */
export const STEPS = 100;

/** Rows (or weights) of an interval of scores that no step and no multiple of 2^−10 divides. */
export type ScoreCell = {
  /** The lowest score among the rows. */
  low: number;
  /** The last step that all scores reach. */
  step: number;
  rows: number;
  positives: number;
  negatives: number;
  /** Of scores, or of weight × score. */
  total: number;
};

/** Scores that are as close to 0 or to 1 as `within` are told apart in units of 2^−bits. */
const GRIDS = [
  { within: 2 ** -19, bits: 30 },
  { within: 2 ** -14, bits: 25 },
  { within: 2 ** -9, bits: 20 },
  { within: 2 ** -4, bits: 15 },
] as const;
const COARSEST_BITS = 10;

/** The width of the cells about a score; every edge of a coarser grid is one of the finer grids too. */
export function cellWidth(score: number): number {
  const grid = GRIDS.find(({ within }) => score < within || score >= 1 - within);
  return 2 ** -(grid?.bits ?? COARSEST_BITS);
}

/**
 * The scores of one side in ascending intervals: a few thousand cells that curves, histograms and calibration are
 * made of. Scores are multiplied by powers of two only, so that every boundary is exact.
 * @param largest no weight is larger
 */
export function scoreCells(rows: OrderedRows, largest: number): ScoreCell[] {
  const { scores } = rows;
  const scale = exactScale(scores.length) / powerOfTwoAbove(largest);
  const cells: ScoreCell[] = [];
  for (let start = 0; start < scores.length; start += cells.at(-1)?.rows ?? 1) {
    cells.push(cellFrom(rows, start, scale));
  }
  return cells;
}

/** The cell that a row is the lowest one of. */
function cellFrom({ scores, positive, weight }: OrderedRows, start: number, scale: number): ScoreCell {
  const low = scores[start] ?? 0;
  const step = stepOf(low);
  const end = endOfCell(low, step);
  let [i, positives, negatives, total] = [start, 0, 0, 0];
  for (; i < scores.length; i++) {
    const score = scores[i] ?? 0;
    if (score >= end) break;
    const own = weight ? (weight[i] ?? 0) : 1;
    // Without a branch, which the processor could not foresee.
    const ofPositive = own * (positive[i] ?? 0);
    positives += ofPositive;
    negatives += own - ofPositive;
    total += Math.round(score * own * scale);
  }
  return { low, step, rows: i - start, positives, negatives, total: total / scale };
}

/** The last threshold that a score reaches; the product may be a unit in the last place off. */
function stepOf(score: number): number {
  const near = Math.round(score * STEPS);
  return score < near / STEPS ? near - 1 : near;
}

/** The lowest score that is in another cell for its size or its step. */
function endOfCell(score: number, step: number): number {
  const width = cellWidth(score);
  return Math.min((Math.floor(score / width) + 1) * width, (step + 1) / STEPS);
}
