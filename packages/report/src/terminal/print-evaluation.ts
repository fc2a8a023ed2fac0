import { countedUnit, describeOmission, type Evaluation, type Measure } from '@proofmark/documents';
import {
  choosePrecision,
  directionOf,
  estimateMeasure,
  formatChange,
  formatInterval,
  formatNumber,
  formatPlural,
} from '@proofmark/metrics';
import { plain } from '../escape.ts';
import { readChange, readingMark } from '../words.ts';
import { printSlices } from './evaluation-slices.ts';
import { align, joinLines, TERMINAL_ROWS } from './layout.ts';

/** An evaluation for a terminal: each metric on the whole test set with its 95 % interval, then slices and measures. */
export function printEvaluation(evaluation: Evaluation): string {
  const { model, baseline, estimates, omitted } = evaluation;
  const overall = estimates.filter(({ slice }) => slice.length === 0).slice(0, TERMINAL_ROWS);
  const rows = overall.map(({ metric, candidate, baseline: base, change, reason }) => {
    const precision = choosePrecision(change?.interval ?? candidate?.interval, candidate?.value);
    const reading = readChange(change, directionOf(metric));
    return [
      plain(metric, 44),
      base ? formatNumber(base.value, precision) : '-',
      candidate ? formatNumber(candidate.value, precision) : '-',
      candidate?.interval ? formatInterval(candidate.interval, precision) : '',
      change ? formatChange(change.value, precision) : '-',
      change?.interval ? formatInterval(change.interval, precision, formatChange) : '',
      reading ? readingMark[reading] : plain(reason ?? '', 160),
    ];
  });
  const against = baseline ? ` against ${plain(baseline.name, 60)}` : ', no baseline';
  return joinLines([
    `Evaluated ${plain(model, 60)}${against} ${showScope(evaluation)}`,
    '',
    ...align(
      ['metric', 'baseline', 'candidate', '95 % interval', 'change', '95 % interval', ''],
      rows,
      [1, 2, 4],
      (_row, text) => text,
    ),
    ...printSlices(evaluation),
    ...(evaluation.measures ?? []).map(measureLine),
    ...omitted.map((omission) => `left out: ${plain(describeOmission(omission, evaluation.task))}`),
  ]);
}

/** `on 60 queries and 3 slices`; of results that another tool computed the rows are unknown. */
function showScope(evaluation: Evaluation): string {
  const { task, testSet, estimates, aggregates = [] } = evaluation;
  if (task === 'aggregates') return `by ${formatPlural(aggregates.length, 'imported result')}`;
  const slices = new Set(
    estimates.filter(({ slice }) => slice.length > 0).map(({ slice }) => JSON.stringify(slice)),
  );
  return `on ${formatPlural(testSet.rows, ...countedUnit(task))} and ${formatPlural(slices.size, 'slice')}`;
}

/** A budget without labels: `latency_p95: 41.2 ms (39.0 to 44.1)`. */
function measureLine(measure: Measure): string {
  const { interval } = estimateMeasure(measure, 0.95);
  const hasRange = interval !== null && interval.lower < interval.upper;
  const precision = choosePrecision(hasRange ? interval : null, measure.value);
  const unit = measure.unit === undefined ? '' : ` ${plain(measure.unit, 20)}`;
  const range = hasRange ? ` (${formatInterval(interval, precision)})` : '';
  const runs = measure.history === undefined ? '' : `, ${formatPlural(measure.history.length, 'past run')}`;
  return `${plain(measure.name, 60)}: ${formatNumber(measure.value, precision)}${unit}${range}${runs}`;
}
