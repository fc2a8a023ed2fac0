import type { Estimate, Evaluation, HistoryEntry } from '@proofmark/documents';
import {
  choosePrecision,
  directionOf,
  formatChange,
  formatInterval,
  formatNumber,
  formatPercent,
  formatPlural,
  unitOf,
} from '@proofmark/metrics';
import { cell, prose } from '../escape.ts';
import { listMoves, type Moves } from '../metric-moves.ts';
import type { Section } from '../section.ts';
import { type Column, limitedTable, NONE } from '../table.ts';
import { directionMark, readChange, readingMark, showTestSet } from '../words.ts';

const ROW_LIMIT = 60;

const columns: readonly Column[] = [
  { title: 'Metric' },
  { title: 'Baseline', align: 'right', optional: true },
  { title: 'Candidate', align: 'right' },
  { title: 'Change', align: 'right', optional: true },
  { title: 'Reading', optional: true },
];

/**
 * Every metric on the whole test set, whether a gate speaks about it or not. With the history of the default branch
 * also what is measured no longer, what is new, and what has another name.
 */
export function metricsSection(evaluation: Evaluation, history: readonly HistoryEntry[] = []): Section {
  const overall = evaluation.estimates.filter(({ slice }) => slice.length === 0);
  const level = overall.map(({ change, candidate }) => (change ?? candidate)?.interval?.level).find(Number);
  const compared = overall.some(({ change }) => change);
  const moves = listMoves(overall, history.at(-1));
  const body = [
    limitedTable(
      columns,
      [...overall.map((estimate) => metricRow(estimate, moves)), ...removedRows(moves)],
      (row) => row,
      {
        rows: ROW_LIMIT,
        rest: (left) => `_${formatPlural(left, 'more metric')} in the evaluation document._`,
      },
    ),
    level === undefined
      ? ''
      : `<sub>Ranges are ${formatPercent(level)} intervals.${compared ? ' A reading of better or worse means that the interval of the change leaves out zero.' : ''}</sub>`,
  ];
  return {
    title: `All metrics: ${formatPlural(overall.length, 'metric')} on ${showTestSet(evaluation)}`,
    body: body.filter((part) => part !== '').join('\n\n'),
    open: false,
    charts: [],
  };
}

function metricRow(estimate: Estimate, { added, renamed }: Moves): string[] {
  const { metric, candidate, baseline, change, reason } = estimate;
  const direction = directionOf(metric);
  const precision = choosePrecision(change?.interval ?? candidate?.interval, candidate?.value);
  const reading = readChange(change, direction);
  const range = (text: string, interval: Parameters<typeof formatInterval>[0] | null, show = formatNumber) =>
    interval ? `${text}<br><sub>${formatInterval(interval, precision, show)}</sub>` : text;
  const former = renamed.get(metric);
  const unit = unitOf(metric);
  const notes = [
    unit ?? '',
    former === undefined ? '' : `was ${cell(former)}`,
    added.has(metric) ? '➕ new' : '',
  ].filter((note) => note !== '');
  const name = direction ? `${cell(metric)}\u00a0${directionMark[direction]}` : cell(metric);
  return [
    notes.length > 0 ? `${name}<br><sub>${notes.join(', ')}</sub>` : name,
    baseline ? range(formatNumber(baseline.value, precision), baseline.interval) : NONE,
    candidate ? range(formatNumber(candidate.value, precision), candidate.interval) : NONE,
    change ? range(formatChange(change.value, precision), change.interval, formatChange) : NONE,
    reading ? readingMark[reading] : reason ? prose(reason) : NONE,
  ];
}

/** What the default branch measured and this run does not: nothing disappears silently. */
function removedRows({ removed }: Moves): string[][] {
  return [...removed].map(([metric, value]) => [
    `${cell(metric)}<br><sub>➖ removed</sub>`,
    formatNumber(value),
    NONE,
    NONE,
    'measured on the default branch, not here',
  ]);
}
