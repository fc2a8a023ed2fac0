import { styleText } from 'node:util';
import type { Check, Drift, GateResult, Status, Validation, Verdict } from '@proofmark/documents';
import { showSlice } from '@proofmark/documents';
import { plain } from './escape.ts';
import { formatAbout, formatChange, formatCount, formatExact, formatPlural, formatValue } from './format.ts';
import { groupGates, isSkipped } from './group-gates.ts';
import { sortDrift } from './sections/drift.ts';
import { gatePrecision, showRequirement } from './sections/gates.ts';
import { failingChecks } from './sections/validation.ts';
import { judgesChange } from './words.ts';

export type TerminalOptions = { color: boolean };

type Color = 'green' | 'red' | 'yellow' | 'dim' | 'bold';
const ROW_LIMIT = 40;

/** The verdict for a terminal: its headline, a short table, and the reason of each gate that did not pass. */
export function printVerdict(verdict: Verdict, options: TerminalOptions): string {
  const paint = painter(options);
  const groups = groupGates(verdict.gates);
  const rows = groups.slice(0, ROW_LIMIT).map(({ shown, size, ofRule }) => {
    const precision = gatePrecision(shown);
    const where =
      size > 1
        ? `${size} of ${ofRule} ${shown.slice.map(({ column }) => column).join(' x ')}`
        : shown.slice.length
          ? showSlice(shown.slice)
          : '';
    return [
      isSkipped(shown) ? 'skipped' : shown.status,
      plain(shown.metric, 24),
      plain(where, 32),
      shown.baseline ? formatValue(shown.baseline.value, precision) : '-',
      shown.candidate ? formatValue(shown.candidate.value, precision) : '-',
      shown.change ? formatChange(shown.change.value, precision) : '-',
      `${judgesChange(shown.kind) ? 'change ' : ''}${showRequirement(shown)}`,
    ];
  });
  const open = groups.filter(({ shown }) => shown.status !== 'pass' && !isSkipped(shown));
  return lines([
    `${paint(statusColor[verdict.status], verdict.status.toUpperCase())} ${paint('bold', plain(verdict.model, 60))}: ${plain(verdict.headline)}`,
    '',
    ...align(
      ['', 'metric', 'slice', 'baseline', 'candidate', 'change', 'required'],
      rows,
      [3, 4, 5],
      (row, text) => (row[0] === 'pass' ? text : paint(cellColor(row[0] ?? ''), text)),
    ),
    groups.length > ROW_LIMIT ? `... and ${formatCount(groups.length - ROW_LIMIT)} more rows` : undefined,
    open.length ? '' : undefined,
    ...open.slice(0, ROW_LIMIT).map(({ shown }) => gateReason(shown)),
    ...verdict.warnings.map((warning) => `${paint('yellow', 'warning')} ${plain(warning)}`),
  ]);
}

/** A data check for a terminal: the coverage, then each failing rule with its place in the contract. */
export function printValidation(validation: Validation, options: TerminalOptions): string {
  const paint = painter(options);
  const { coverage, contract, data, status } = validation;
  const failing = failingChecks(validation);
  const word = { pass: 'PASS', warn: 'PASS WITH WARNINGS', fail: 'FAIL' }[status];
  const color = { pass: 'green', warn: 'yellow', fail: 'red' } as const;
  return lines([
    `${paint(color[status], word)} ${paint('bold', plain(contract.id, 60))} ${plain(contract.version, 20)}: ${formatPlural(data.rows, 'row')}, ${formatCount(coverage.enforced)} of ${formatPlural(coverage.declared, 'declared rule')} enforced`,
    failing.length ? '' : undefined,
    ...failing.slice(0, ROW_LIMIT).flatMap((check) => checkLines(check, paint)),
    failing.length > ROW_LIMIT ? `... and ${formatCount(failing.length - ROW_LIMIT)} more` : undefined,
    ...validation.checks
      .filter((check) => check.status === 'unsupported')
      .slice(0, ROW_LIMIT)
      .map(
        ({ description, reason }) =>
          `${paint('yellow', 'not enforced')} ${plain(description)}${reason ? `: ${plain(reason)}` : ''}`,
      ),
    ...validation.notes.slice(0, ROW_LIMIT).map((note) => `${paint('dim', 'note')} ${plain(note)}`),
  ]);
}

/** A monitoring run for a terminal. */
export function printDrift(drift: Drift, options: TerminalOptions): string {
  const paint = painter(options);
  const precision = { decimals: 4 };
  const drifted = drift.status === 'drifted';
  const rows = sortDrift(drift.checks)
    .slice(0, ROW_LIMIT)
    .map((check) => [
      check.status,
      plain(check.column, 32),
      `${check.distance} ${formatValue(check.value, precision)}`,
      formatExact(check.threshold),
      plain(check.reason, 60),
    ]);
  return lines([
    `${paint(drifted ? 'yellow' : 'green', drift.status.toUpperCase())} ${paint('bold', plain(drift.model, 60))}: ${formatPlural(drift.rows, 'row')} against ${formatPlural(drift.reference.rows, 'row')} of ${plain(drift.reference.release ?? 'the profile', 60)}`,
    '',
    ...align(['', 'column', 'distance', 'threshold', 'what moved'], rows, [2, 3], (row, text) =>
      row[0] === 'drifted' ? paint('yellow', text) : text,
    ),
  ]);
}

const statusColor: Readonly<Record<Status, Color>> = { pass: 'green', fail: 'red', inconclusive: 'yellow' };

function cellColor(status: string): Color {
  return status === 'fail' ? 'red' : status === 'inconclusive' ? 'yellow' : 'dim';
}

function painter({ color }: TerminalOptions): (style: Color, text: string) => string {
  return (style, text) => (color ? styleText(style, text, { validateStream: false }) : text);
}

function gateReason(gate: GateResult): string {
  const where = gate.slice.length ? ` on ${plain(showSlice(gate.slice), 60)}` : '';
  const more = gate.rowsNeeded ? ` It needs about ${formatAbout(gate.rowsNeeded)} more rows.` : '';
  return `- ${plain(gate.metric, 60)}${where}: ${plain(gate.reason)}${more}`;
}

function checkLines(check: Check, paint: (style: Color, text: string) => string): string[] {
  const color = check.severity === 'error' ? 'red' : 'yellow';
  const { file, line } = check.location;
  const rows = (check.evidence?.rows ?? []).slice(0, 3).map((row) => {
    const place = row.line ? `line ${row.line}` : row.row ? `row ${formatCount(row.row)}` : 'value';
    return `    ${place}: ${row.value === null ? 'null' : `"${plain(row.value, 60)}"`}`;
  });
  return [
    `${paint(color, check.severity)} ${plain(check.description)}: ${formatCount(check.failing)} of ${formatCount(check.checked)} failed (${plain(file, 120)}:${line})`,
    ...rows,
  ];
}

/** Columns padded to their widest cell; `right` ones to the right. `paint` colours a whole line. */
function align(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[],
  paint: (row: readonly string[], text: string) => string,
): string[] {
  const widths = titles.map((title, i) =>
    Math.max(title.length, ...rows.map((row) => [...(row[i] ?? '')].length)),
  );
  const show = (row: readonly string[]) =>
    widths
      .map((width, i) => {
        const text = row[i] ?? '';
        const space = ' '.repeat(width - [...text].length);
        return right.includes(i) ? space + text : text + space;
      })
      .join('  ')
      .trimEnd();
  return [show(titles), ...rows.map((row) => paint(row, show(row)))];
}

function lines(parts: readonly (string | undefined)[]): string {
  return `${parts.filter((part) => part !== undefined).join('\n')}\n`;
}
