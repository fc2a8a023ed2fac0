import type { CalibrationBin, CurvePoint, ScoreCurves, Side, SweepPoint } from '@proofmark/documents';
import { cellWidth, type ScoreCell, STEPS } from './score-cells.ts';

const POINT_LIMIT = 200;
const CALIBRATION_BINS = 20;
const HISTOGRAM_BINS = 40;

type ScoreRange = { lowest: number; highest: number };

/** The curves of each side, their histograms over the same bins. */
export function makeCurves(sides: readonly { side: Side; cells: readonly ScoreCell[] }[]): ScoreCurves[] {
  const range = {
    lowest: Math.min(...sides.map(({ cells }) => cells[0]?.low ?? 0)),
    highest: Math.max(...sides.map(({ cells }) => cells.at(-1)?.low ?? 0)),
  };
  return sides.map(({ side, cells }) => makeScoreCurves(side, cells, range));
}

/** What the curves of one side are drawn from; `cells` ascend. */
function makeScoreCurves(side: Side, cells: readonly ScoreCell[], range: ScoreRange): ScoreCurves {
  return {
    side,
    points: thinPoints(curvePoints(cells)),
    calibration: calibrationBins(cells),
    histogram: histogramOf(cells, range),
  };
}

/** The confusion matrix at the thresholds 0, 0.01 … 1. */
export function sweepThresholds(side: Side, cells: readonly ScoreCell[]): SweepPoint[] {
  return Array.from({ length: STEPS + 1 }, (_, step) => {
    const [above, below] = [
      cells.filter((cell) => cell.step >= step),
      cells.filter((cell) => cell.step < step),
    ];
    return {
      side,
      threshold: step / STEPS,
      truePositives: sum(above, 'positives'),
      falsePositives: sum(above, 'negatives'),
      falseNegatives: sum(below, 'positives'),
      trueNegatives: sum(below, 'negatives'),
    };
  });
}

/** One point a cell, from the highest scores down. */
function curvePoints(cells: readonly ScoreCell[]): CurvePoint[] {
  let [truePositives, falsePositives] = [0, 0];
  return cells.toReversed().map(({ low, positives, negatives }) => {
    truePositives += positives;
    falsePositives += negatives;
    return { threshold: low, truePositives, falsePositives };
  });
}

/** Points at about equal distances along the ROC curve; the last one, all rows, stays. */
function thinPoints(points: readonly CurvePoint[]): CurvePoint[] {
  const last = points.at(-1);
  if (!last || points.length <= POINT_LIMIT) return [...points];
  // A class without rows would divide by zero.
  const [positives, negatives] = [
    Math.max(last.truePositives, 1e-300),
    Math.max(last.falsePositives, 1e-300),
  ];
  const length = (point: CurvePoint) => point.truePositives / positives + point.falsePositives / negatives;
  const step = length(last) / (POINT_LIMIT - 1);
  let next = 0;
  return points.filter((point) => {
    const kept = point === last || length(point) >= next + step;
    if (kept) next = Math.floor(length(point) / step) * step;
    return kept;
  });
}

function calibrationBins(cells: readonly ScoreCell[]): CalibrationBin[] {
  const rows = sum(cells, 'rows');
  const bins = Map.groupBy(withRowsBefore(cells), ({ before, cell }) =>
    // The middle of a cell decides, so that a tie of many rows stays together.
    Math.floor(((before + cell.rows / 2) / rows) * CALIBRATION_BINS),
  );
  return [...bins.values()].flatMap((members) => {
    const own = members.map(({ cell }) => cell);
    const weight = sum(own, 'positives') + sum(own, 'negatives');
    if (weight === 0) return [];
    return [
      {
        rows: sum(own, 'rows'),
        meanScore: sum(own, 'total') / weight,
        positiveRate: sum(own, 'positives') / weight,
      },
    ];
  });
}

function withRowsBefore(cells: readonly ScoreCell[]): { before: number; cell: ScoreCell }[] {
  let before = 0;
  return cells.map((cell) => {
    const placed = { before, cell };
    before += cell.rows;
    return placed;
  });
}

/** Bins as wide as a power of two, at most 40 of them, over the range of the scores; a score of 1 is in the last. */
function histogramOf(cells: readonly ScoreCell[], { lowest, highest }: ScoreRange): ScoreCurves['histogram'] {
  // Bins narrower than a cell would have edges inside of one.
  const widest = Math.max((highest - lowest) / (HISTOGRAM_BINS - 1), cellWidth(lowest), cellWidth(highest));
  const width = 2 ** Math.ceil(Math.log2(widest));
  const binOf = (score: number) => Math.min(Math.floor(score / width), 1 / width - 1);
  const first = binOf(lowest);
  const count = binOf(highest) - first + 1;
  const edges = Array.from({ length: count + 1 }, (_, i) => (first + i) * width);
  const binned = Map.groupBy(cells, ({ low }) => binOf(low) - first);
  const heights = (name: 'positives' | 'negatives') =>
    Array.from({ length: count }, (_, i) => sum(binned.get(i) ?? [], name));
  return { edges, positives: heights('positives'), negatives: heights('negatives') };
}

/** Sums of weights are rounded off where doubles, added up in another order, would differ. */
function sum(cells: readonly ScoreCell[], name: 'rows' | 'positives' | 'negatives' | 'total'): number {
  return Number(cells.reduce((total, cell) => total + cell[name], 0).toPrecision(12));
}
