import { countedUnit, type Estimate, type Evaluation, showSlice } from '@proofmark/documents';
import {
  choosePrecision,
  directionOf,
  formatChange,
  formatCount,
  formatInterval,
  formatNumber,
  formatPlural,
} from '@proofmark/metrics';
import { plain } from '../escape.ts';
import { readChange, readingMark } from '../words.ts';
import { align } from './layout.ts';

const SHOWN = 10;

/**
 * The slices for a terminal, those first that look worst by the width of the interval: of the change to the baseline,
 * else of the candidate's distance from the whole test set. What stands out by chance is not told apart.
 */
export function printSlices(evaluation: Evaluation): string[] {
  const whole = new Map(
    evaluation.estimates.filter(({ slice }) => slice.length === 0).map((found) => [found.metric, found]),
  );
  const sliced = evaluation.estimates
    .filter(({ slice }) => slice.length > 0)
    .map((found) => ({ found, worse: howMuchWorse(found, whole.get(found.metric)) }))
    .sort((a, b) => b.worse - a.worse);
  if (sliced.length === 0) return [];
  const rest = sliced.length - SHOWN;
  return [
    '',
    'Slices, the worst first',
    ...align(
      [
        'slice',
        'metric',
        countedUnit(evaluation.task)[1],
        'candidate',
        '95 % interval',
        'change',
        '95 % interval',
        '',
      ],
      sliced.slice(0, SHOWN).map(({ found }) => rowOf(found)),
      [2, 3, 5],
      (_row, text) => text,
    ),
    ...(rest > 0 ? [`and ${formatPlural(rest, 'more number')} by slice in the document`] : []),
  ];
}

function rowOf({ slice, metric, rows, candidate, change, reason }: Estimate): string[] {
  const precision = choosePrecision(change?.interval ?? candidate?.interval, candidate?.value);
  const reading = readChange(change, directionOf(metric));
  return [
    plain(showSlice(slice), 40),
    plain(metric, 44),
    formatCount(rows),
    candidate ? formatNumber(candidate.value, precision) : '-',
    candidate?.interval ? formatInterval(candidate.interval, precision) : '',
    change ? formatChange(change.value, precision) : '-',
    change?.interval ? formatInterval(change.interval, precision, formatChange) : '',
    reading ? readingMark[reading] : plain(reason ?? '', 160),
  ];
}

/** In half-widths of the interval; the least where nothing can be told. */
function howMuchWorse({ metric, candidate, change }: Estimate, whole: Estimate | undefined): number {
  const direction = directionOf(metric);
  const [value, interval] = change
    ? [change.value, change.interval]
    : [(candidate?.value ?? 0) - (whole?.candidate?.value ?? 0), candidate?.interval ?? null];
  if (interval === null || direction === undefined) return Number.NEGATIVE_INFINITY;
  const width = (interval.upper - interval.lower) / 2;
  const loss = direction === 'higher' ? -value : value;
  return width > 0 ? loss / width : Math.sign(loss);
}
