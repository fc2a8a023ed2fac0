import { type Estimate, type Evaluation, nameSlices, type Verdict } from '@proofmark/documents';
import { classEstimates } from '../class-estimates.ts';
import { chooseSliceMetrics, gain } from '../slice-metrics.ts';
import { sliceValue } from '../words.ts';
import { drawIntervals, ROW_LIMIT } from './draw-intervals.ts';

const COLUMN_LIMIT = 4;

export type Intervals = { name: string; svg: string };

/** For each column that was sliced by, the metric that gates look at first, in each slice. */
export function drawSlices(evaluation: Evaluation, verdict: Verdict | undefined): Intervals[] {
  const sliced = evaluation.estimates.filter(({ slice }) => slice.length > 0);
  const [metric] = chooseSliceMetrics(sliced, verdict);
  const byColumn = Map.groupBy(
    sliced.filter((estimate) => estimate.metric === metric),
    ({ slice }) => nameSlices(slice),
  );
  return [...byColumn].slice(0, COLUMN_LIMIT).flatMap(([column, estimates]) => {
    const worst = estimates.toSorted((a, b) => gain(a) - gain(b)).slice(0, ROW_LIMIT);
    const rows = inOrder(worst).map((estimate) => ({ name: sliceValue(estimate.slice), estimate }));
    const svg = drawIntervals(`${metric} by ${column}`, rows, { of: estimates.length, which: 'the worst' });
    return svg ? [{ name: `slices-${column}`, svg }] : [];
  });
}

/** Numbers (a horizon, an hour) and bins of them as they count, everything else by the change, the worst first. */
function inOrder(estimates: readonly Estimate[]): Estimate[] {
  const start = ({ slice }: Estimate) => Number.parseFloat(slice[0]?.value.replace(/^[^\d-]+/, '') ?? '');
  const isNumeric = estimates.every(
    (one) => one.slice.length === 1 && /^\W*-?\d/.test(sliceValue(one.slice)),
  );
  if (isNumeric) return estimates.toSorted((a, b) => start(a) - start(b));
  return estimates.toSorted((a, b) => gain(a) - gain(b));
}

/** F1 of each class, the largest class first. */
export function drawClasses(evaluation: Evaluation): Intervals[] {
  const rows = classEstimates(evaluation).flatMap(({ label, estimates: [, , f1] }) =>
    f1 ? [{ name: label, estimate: f1 }] : [],
  );
  const largest = rows.slice(0, ROW_LIMIT);
  const svg = drawIntervals('F1 by class', largest, { of: rows.length, which: 'the largest' });
  return svg ? [{ name: 'classes-f1', svg }] : [];
}

/** Ranking: the metrics beside each other, since all of them lie between 0 and 1. */
export function drawDepths({ task, estimates }: Evaluation): Intervals[] {
  if (task !== 'ranking') return [];
  const overall = estimates.filter(({ slice }) => slice.length === 0);
  const rows = overall.map((estimate) => ({ name: estimate.metric, estimate }));
  const svg = drawIntervals('Metrics of the ranking', rows);
  return svg ? [{ name: 'ranking', svg }] : [];
}
