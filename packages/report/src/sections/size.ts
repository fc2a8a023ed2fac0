import type { Evaluation, Measure } from '@proofmark/documents';
import {
  baselineOfHistory,
  choosePrecision,
  compareWithHistory,
  estimateMeasure,
  formatChange,
  formatCount,
  formatInterval,
  formatNumber,
  formatPercent,
  formatPlural,
} from '@proofmark/metrics';
import { cell } from '../escape.ts';
import { formatBytes } from '../format.ts';
import { readableUnit } from '../measure-units.ts';
import type { Section } from '../section.ts';
import { type Column, NONE, onOneLine, table } from '../table.ts';
import { directionMark } from '../words.ts';

const LEVEL = 0.95;

const columns: readonly Column[] = [
  { title: 'What' },
  { title: 'Baseline', align: 'right', optional: true },
  { title: 'Candidate', align: 'right' },
  { title: 'Change', align: 'right', optional: true },
];

/**
 * What needs no labels: latency, cost and size, against past runs where these are known; and what the model weighs,
 * where the files are models, for predictions weigh nothing that matters.
 */
export function sizeSection(evaluation: Evaluation): Section | undefined {
  const { measures = [] } = evaluation;
  const rows = [...measures.map(measureRow), ...fileRow(evaluation)];
  if (rows.length === 0) return undefined;
  const notes = [
    measures.some(({ history = [] }) => history.length > 0) ? 'The baseline is the mean of past runs.' : '',
    measures.some(({ quantile }) => quantile !== undefined)
      ? 'Ranges are 95\u00a0% intervals by order statistics.'
      : '',
  ].filter((note) => note !== '');
  return {
    title: measures.length > 0 ? `Latency and size: ${titleOf(evaluation)}` : `Size: ${titleOf(evaluation)}`,
    body: [table(columns, rows), ...(notes.length > 0 ? [`<sub>${notes.join(' ')}</sub>`] : [])].join('\n\n'),
    open: false,
    charts: [],
  };
}

/** Counted, not named: a title is no place for names of others. */
function titleOf({ measures = [], candidate, baseline }: Evaluation): string {
  const [own, other] = [candidate, baseline].map((model) =>
    model?.kind === 'model' ? model.file.bytes : undefined,
  );
  const parts = [
    measures.length > 0 ? formatPlural(measures.length, 'measure') : '',
    own === undefined ? '' : formatBytes(own),
    own === undefined || other === undefined ? '' : showGrowth(own, other),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function measureRow(measure: Measure): string[] {
  const { name, unit, direction, rows } = measure;
  const { value, interval } = estimateMeasure(measure, LEVEL);
  const past = baselineOfHistory(measure);
  const change = compareWithHistory(measure, LEVEL);
  const { by, suffix } = readableUnit(unit, [value, past.value ?? 0]);
  const own = measure.quantile === undefined ? null : interval;
  const precision = choosePrecision(own && divide(own, by), value / by);
  const show = (number: number, between: typeof interval, format = formatNumber) => {
    const text = `${format(number / by, precision)}${suffix}`;
    return between ? `${text}<br><sub>${formatInterval(divide(between, by), precision, format)}</sub>` : text;
  };
  const notes = [
    by === 1 ? '' : exactBytes(value),
    rows === undefined ? '' : `of ${formatCount(rows)} values`,
  ].filter((note) => note !== '');
  return [
    `${cell(name)}\u00a0${directionMark[direction]}${notes.length > 0 ? `<br><sub>${notes.join(', ')}</sub>` : ''}`,
    ...onOneLine([
      past.value === null ? NONE : show(past.value, null),
      show(value, own),
      change.value === null ? NONE : show(change.value, change.interval, formatChange),
    ]),
  ];
}

function divide({ lower, upper }: { lower: number; upper: number }, by: number) {
  return { lower: lower / by, upper: upper / by };
}

function exactBytes(bytes: number): string {
  return formatPlural(bytes, 'byte');
}

function fileRow({ candidate, baseline }: Evaluation): string[][] {
  if (candidate.kind !== 'model') return [];
  const own = candidate.file.bytes;
  const other = baseline?.kind === 'model' ? baseline.file.bytes : undefined;
  return [
    [
      `Model file\u00a0↓<br><sub>${exactBytes(own)}</sub>`,
      other === undefined ? NONE : formatBytes(other),
      formatBytes(own),
      other === undefined ? NONE : showGrowth(own, other),
    ],
  ];
}

function showGrowth(own: number, other: number): string {
  if (other === 0) return NONE;
  return own >= 2 * other
    ? `×\u00a0${formatNumber(own / other, { decimals: 1 })}`
    : `${own < other ? '−' : '+'}${formatPercent(Math.abs(own - other) / other)}`;
}
