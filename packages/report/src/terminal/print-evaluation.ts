import { describeOmission, type Evaluation } from '@proofmark/documents';
import {
  choosePrecision,
  directionOf,
  formatChange,
  formatInterval,
  formatNumber,
  formatPlural,
} from '@proofmark/metrics';
import { plain } from '../escape.ts';
import { readChange, readingMark } from '../words.ts';
import { align, joinLines, TERMINAL_ROWS } from './layout.ts';

/** An evaluation for a terminal: each metric on the whole test set with its 95 % interval. */
export function printEvaluation(evaluation: Evaluation): string {
  const { model, baseline, testSet, estimates, omitted } = evaluation;
  const overall = estimates.filter(({ slice }) => slice.length === 0).slice(0, TERMINAL_ROWS);
  const slices = new Set(
    estimates.filter(({ slice }) => slice.length > 0).map(({ slice }) => JSON.stringify(slice)),
  );
  const rows = overall.map(({ metric, candidate, baseline: base, change, reason }) => {
    const precision = choosePrecision(change?.interval ?? candidate?.interval, candidate?.value);
    const reading = readChange(change, directionOf(metric));
    return [
      plain(metric, 24),
      base ? formatNumber(base.value, precision) : '-',
      candidate ? formatNumber(candidate.value, precision) : '-',
      candidate?.interval ? formatInterval(candidate.interval, precision) : '',
      change ? formatChange(change.value, precision) : '-',
      change?.interval ? formatInterval(change.interval, precision, formatChange) : '',
      reading ? readingMark[reading] : plain(reason ?? '', 60),
    ];
  });
  const against = baseline ? ` against ${plain(baseline.name, 60)}` : ', no baseline';
  return joinLines([
    `Evaluated ${plain(model, 60)}${against} on ${formatPlural(testSet.rows, 'row')} and ${formatPlural(slices.size, 'slice')}`,
    '',
    ...align(
      ['metric', 'baseline', 'candidate', '95 % interval', 'change', '95 % interval', ''],
      rows,
      [1, 2, 4],
      (_row, text) => text,
    ),
    ...omitted.map((omission) => `left out: ${plain(describeOmission(omission))}`),
  ]);
}
