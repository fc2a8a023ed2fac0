import type { Side } from '@proofmark/documents';
import type { Engine } from '@proofmark/engine';
import { double, exactScale, powerOfTwoAbove } from './moments.ts';
import { type SumsPlan, weightSql } from './sums.ts';

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

/** Scores closer to 0 or to 1 than `within` are told apart in units of 2^−bits. */
const GRIDS = [
  { within: 2 ** -19, bits: 30 },
  { within: 2 ** -14, bits: 25 },
  { within: 2 ** -9, bits: 20 },
  { within: 2 ** -4, bits: 15 },
] as const;
const COARSEST_BITS = 10;

/** The width of the cells about a score. */
export function cellWidth(score: number): number {
  const grid = GRIDS.find(({ within }) => Math.min(score, 1 - score) < within);
  return 2 ** -(grid?.bits ?? COARSEST_BITS);
}

/**
 * The scores of one side in ascending intervals: a few thousand cells that curves, histograms and calibration are
 * made of, from one scan. Scores are multiplied by powers of two only, so that every boundary is exact.
 */
export async function readScoreCells(engine: Engine, plan: SumsPlan, side: Side): Promise<ScoreCell[]> {
  const score = `${side}::DOUBLE`;
  // The coarsest grid is that of most rows, so it is asked for first.
  const bits = [COARSEST_BITS, ...GRIDS.map((grid) => grid.bits).toReversed()];
  const edge = `least(${score}, 1 - ${score})`;
  const grids = GRIDS.toReversed().map(
    ({ within }, i) => `WHEN ${edge} >= ${double(within)} THEN ${double(2 ** (bits[i] ?? COARSEST_BITS))}`,
  );
  const weight = plan.weights ? weightSql(plan.weights) : double(1);
  const largest = plan.weights ? powerOfTwoAbove(plan.weights.largest) : 1;
  const [count = {}] = await engine.query('SELECT count(*) AS n FROM rows');
  const scale = exactScale(Number(count.n)) / largest;
  const rows = await engine.query(`SELECT min(score) AS low, step, count(*) AS n,
      sum(CASE WHEN y THEN w ELSE 0 END)::DOUBLE AS positives, sum(CASE WHEN y THEN 0 ELSE w END)::DOUBLE AS negatives,
      sum(round(score * w * ${double(scale)}))::DOUBLE AS total
    FROM (SELECT *, floor(score * grid) AS cell FROM (
      SELECT ${plan.labelSql} AS y, ${score} AS score, ${weight} AS w, ${stepSql(side)} AS step,
        CASE ${grids.join(' ')} ELSE ${double(2 ** (bits.at(-1) ?? COARSEST_BITS))} END AS grid FROM rows))
    GROUP BY grid, cell, step ORDER BY low`);
  return rows.map((row) => ({
    low: Number(row.low),
    step: Number(row.step),
    rows: Number(row.n),
    positives: Number(row.positives),
    negatives: Number(row.negatives),
    total: Number(row.total) / scale,
  }));
}

/** The last threshold that a score reaches; the product may be a unit in the last place off. */
function stepSql(side: Side): string {
  const score = `${side}::DOUBLE`;
  const near = `round(${score} * ${STEPS})`;
  return `(${near} - (${score} < ${near} / ${double(STEPS)})::INTEGER)::INTEGER`;
}
