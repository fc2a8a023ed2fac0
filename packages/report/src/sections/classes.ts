import type { Cell, Estimate, Evaluation } from '@proofmark/documents';
import {
  choosePrecision,
  directionOf,
  formatChange,
  formatCount,
  formatNumber,
  formatPlural,
} from '@proofmark/metrics';
import { type ClassEstimates, classEstimates } from '../class-estimates.ts';
import { cell } from '../escape.ts';
import { foldSection, type Section } from '../section.ts';
import { limitedTable, table } from '../table.ts';
import { readChange } from '../words.ts';

const MATRIX_LIMIT = 10;

/**
 * Precision, recall and F1 of each class, the worst change first, and the confusion matrix where it is small, or
 * behind a fold for a page that draws it. Undefined where nothing is known of single classes.
 */
export function classesSection(
  evaluation: Evaluation,
  rowLimit: number,
  { foldsMatrix } = { foldsMatrix: false },
): Section | undefined {
  const { classes } = evaluation;
  const overall = evaluation.sums.find(({ slice }) => slice.length === 0);
  if (overall === undefined || classes.length < 2) return undefined;
  const rows = classEstimates(evaluation).toSorted((a, b) => worstChange(a) - worstChange(b));
  const hasMatrix = overall.cells.length > 0 && classes.length <= MATRIX_LIMIT;
  const matrix = hasMatrix ? confusion(classes, overall.cells) : '';
  const fold = { title: 'The confusion matrix as a table', body: matrix, open: false, charts: [] };
  const body = [
    rows.length > 0 ? classTable(rows, rowLimit) : '',
    hasMatrix && foldsMatrix ? foldSection(fold) : matrix,
  ].filter((part) => part !== '');
  if (body.length === 0) return undefined;
  const readings = rows.flatMap(({ estimates }) => [estimates.map(readingOf)]);
  const isJudged = readings.some((all) => all.some((one) => one !== undefined));
  const worse = readings.filter((all) => all.includes('worse')).length;
  const count = formatPlural(classes.length, 'class', 'classes');
  const found =
    rows.length === 0 ? 'confusion matrix' : isJudged ? `${count}, ${worse} with a clear loss` : count;
  return { title: `Per class: ${found}`, body: body.join('\n\n'), open: false, charts: [] };
}

function worstChange({ estimates }: ClassEstimates): number {
  return Math.min(...estimates.map((one) => one?.change?.value ?? Number.POSITIVE_INFINITY));
}

function readingOf(estimate: Estimate | undefined) {
  return estimate && readChange(estimate.change, directionOf(estimate.metric));
}

function classTable(rows: readonly ClassEstimates[], rowLimit: number): string {
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
    rows.some(({ estimates }) => estimates.some((one) => one?.change && !one.change.interval))
      ? '<sub>Worst change first. Counts alone have no interval: measure `f1[class=…]`, or name it in a gate, for one.</sub>'
      : '<sub>Worst change first. ▼ worse and ▲ better where the 95\u00a0% interval of the change leaves out zero.</sub>',
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
