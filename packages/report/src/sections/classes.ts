import type { Cell, Estimate, Evaluation } from '@proofmark/documents';
import {
  choosePrecision,
  directionOf,
  formatChange,
  formatCount,
  formatNumber,
  formatPlural,
  summarise,
} from '@proofmark/metrics';
import { cell } from '../escape.ts';
import type { Section } from '../section.ts';
import { limitedTable, table } from '../table.ts';
import { readChange } from '../words.ts';

const FAMILIES = ['precision', 'recall', 'f1'] as const;
/** Each class costs a pass over the cells; a reader looks at few. */
const CLASS_LIMIT = 50;
const MATRIX_LIMIT = 10;

type ClassRow = { label: string; rows: number; estimates: readonly (Estimate | undefined)[] };

/**
 * Precision, recall and F1 of each class, the worst change first, and the confusion matrix where it is small.
 * Undefined where nothing is known of single classes.
 */
export function classesSection(evaluation: Evaluation, rowLimit: number): Section | undefined {
  const { classes, task } = evaluation;
  const overall = evaluation.sums.find(({ slice }) => slice.length === 0);
  if (overall === undefined || overall.cells.length === 0 || classes.length < 2) return undefined;
  const rows = task === 'multiclass' ? listClasses(evaluation, overall) : [];
  const matrix = classes.length <= MATRIX_LIMIT ? confusion(classes, overall.cells) : '';
  const body = [rows.length > 0 ? classTable(rows, rowLimit) : '', matrix].filter((part) => part !== '');
  if (body.length === 0) return undefined;
  const worse = rows.filter(({ estimates }) => estimates.some((one) => readingOf(one) === 'worse')).length;
  const found =
    rows.length === 0
      ? 'confusion matrix'
      : evaluation.baseline === null
        ? formatPlural(classes.length, 'class', 'classes')
        : `${formatPlural(classes.length, 'class', 'classes')}, ${worse} with a clear loss`;
  return { title: `Per class: ${found}`, body: body.join('\n\n'), open: false, charts: [] };
}

/** The metrics that gates did not ask for are computed from the counts of rows, where these are all there is to know. */
function listClasses(evaluation: Evaluation, overall: Evaluation['sums'][number]): ClassRow[] {
  const bySize = evaluation.classes
    .map((label) => ({
      label,
      rows: overall.cells.reduce((sum, one) => sum + (one.label === label ? one.rows : 0), 0),
    }))
    .toSorted((a, b) => b.rows - a.rows)
    .slice(0, CLASS_LIMIT);
  const isPlain = !overall.moments.features.includes('rows');
  const metrics = bySize.flatMap(({ label }) => FAMILIES.map((family) => nameOf(family, label)));
  const computed = isPlain ? summarise({ ...evaluation, metrics, sums: [overall] }) : [];
  const measured = evaluation.estimates.filter(({ slice }) => slice.length === 0);
  const byName = new Map([...computed, ...measured].map((estimate) => [estimate.metric, estimate]));
  const rows = bySize.map((one) => ({
    ...one,
    estimates: FAMILIES.map((family) => byName.get(nameOf(family, one.label))),
  }));
  return rows
    .filter(({ estimates }) => estimates.some((estimate) => estimate !== undefined))
    .toSorted((a, b) => worstChange(a) - worstChange(b));
}

function nameOf(family: (typeof FAMILIES)[number], label: string): string {
  return `${family}[class=${label}]`;
}

function worstChange({ estimates }: ClassRow): number {
  return Math.min(...estimates.map((one) => one?.change?.value ?? Number.POSITIVE_INFINITY));
}

function readingOf(estimate: Estimate | undefined) {
  return estimate && readChange(estimate.change, directionOf(estimate.metric));
}

function classTable(rows: readonly ClassRow[], rowLimit: number): string {
  return [
    limitedTable(
      [
        { title: 'Class' },
        { title: 'Rows', align: 'right' },
        ...['Precision ↑', 'Recall ↑', 'F1 ↑'].map((title) => ({ title, align: 'right' as const })),
      ],
      rows,
      ({ label, rows: count, estimates }) => [
        cell(label),
        formatCount(count),
        ...estimates.map(showEstimate),
      ],
      { rows: rowLimit, rest: (left) => `_${formatPlural(left, 'more class', 'more classes')} not shown._` },
    ),
    '<sub>Worst change first. ▼ worse and ▲ better where the 95\u00a0% interval of the change leaves out zero.</sub>',
  ].join('\n\n');
}

function showEstimate(estimate: Estimate | undefined): string {
  if (!estimate?.candidate) return '–';
  const { candidate, change } = estimate;
  const precision = choosePrecision(change?.interval ?? candidate.interval, candidate.value);
  const value = formatNumber(candidate.value, precision);
  if (!change) return value;
  const reading = readingOf(estimate);
  const mark = reading === 'better' ? '\u00a0▲' : reading === 'worse' ? '\u00a0▼' : '';
  return `${value}<br><sub>${formatChange(change.value, precision)}${mark}</sub>`;
}

/** Rows by label and prediction of the candidate, with the change against the baseline. */
function confusion(classes: readonly string[], cells: readonly Cell[]): string {
  const count = (side: 'candidate' | 'baseline', label: string, predicted: string) =>
    cells.reduce((sum, one) => sum + (one.label === label && one[side] === predicted ? one.rows : 0), 0);
  const paired = cells.some(({ baseline }) => baseline !== null);
  return [
    table(
      [
        { title: 'Label' },
        ...classes.map((label) => ({ title: `predicted ${cell(label)}`, align: 'right' as const })),
      ],
      classes.map((label) => [
        cell(label),
        ...classes.map((predicted) => {
          const own = count('candidate', label, predicted);
          const text = label === predicted ? `**${formatCount(own)}**` : formatCount(own);
          const change = own - count('baseline', label, predicted);
          return paired ? `${text}<br><sub>${formatChange(change, { decimals: 0 })}</sub>` : text;
        }),
      ]),
    ),
    `<sub>Rows by label and prediction of the candidate${paired ? ', with the change against the baseline' : ''}.</sub>`,
  ].join('\n\n');
}
