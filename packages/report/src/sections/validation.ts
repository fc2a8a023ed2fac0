import type { Check, FailingRow, Validation } from '@proofmark/documents';
import { formatCount, formatPercent, formatPlural } from '@proofmark/metrics';
import { cell, inline, prose } from '../escape.ts';
import type { Section } from '../section.ts';
import { limitedTable } from '../table.ts';
import { validationMark } from '../words.ts';
import { blamesContract } from './contract-diff.ts';

const EVIDENCE_LIMIT = 3;
const NOTE_LIMIT = 10;

const severityMark: Readonly<Record<Check['severity'], string>> = { error: '❌', warning: '⚠️', info: 'ℹ️' };

/** The data check of one contract: what was enforced, what failed and where, what was not enforced and why. */
export function validationSection(validation: Validation, rowLimit: number): Section {
  const failing = failingChecks(validation);
  const unenforced = validation.checks.filter(({ status }) => status === 'unsupported');
  const { contract, data } = validation;
  const body = [
    `Contract ${inline(contract.name ?? contract.id)} ${inline(contract.version)} (${inline(contract.file.path)}) on ${formatPlural(data.rows, 'row')} of ${data.stored ? `the ${data.stored.engine} table ${inline(data.stored.table)}` : formatPlural(data.files.length, 'file')}. ${coverageLine(validation)}`,
    failing.length ? failingTable(failing, rowLimit) : '',
    unenforced.length
      ? `Not enforced:\n\n${unenforced.slice(0, rowLimit).map(unenforcedLine).join('\n')}`
      : '',
    validation.notes.length
      ? `Notes:\n\n${validation.notes.slice(0, NOTE_LIMIT).map(noteLine).join('\n')}`
      : '',
  ];
  return {
    title: `Data validation: ${titleOf(validation, failing)}`,
    body: body.filter((part) => part !== '').join('\n\n'),
    open: validation.status === 'fail' && !blamesContract(validation),
    charts: [],
  };
}

/** What the status says, in words: "Data valid, with warnings". */
export function validationWord(validation: Validation): string {
  if (blamesContract(validation)) return 'Data valid, contract changed more than its version says';
  return { pass: 'Data valid', warn: 'Data valid, with warnings', fail: 'Data not valid' }[validation.status];
}

/** "21 of 24 declared rules enforced, 2 not applicable, 1 not supported." */
export function coverageLine({ coverage }: Pick<Validation, 'coverage'>): string {
  const rest = [
    coverage.notApplicable ? `${formatCount(coverage.notApplicable)} not applicable` : '',
    coverage.unsupported ? `**${formatCount(coverage.unsupported)} not supported**` : '',
  ].filter((part) => part !== '');
  const all = `${formatCount(coverage.enforced)} of ${formatPlural(coverage.declared, 'declared rule')} enforced`;
  return `${[all, ...rest].join(', ')}.`;
}

/** Errors before warnings before remarks. */
export function failingChecks(validation: Validation): Check[] {
  const rank = { error: 0, warning: 1, info: 2 };
  return validation.checks
    .filter(({ status }) => status === 'fail')
    .toSorted((a, b) => rank[a.severity] - rank[b.severity]);
}

/** `row 1,234: -1116` */
export function showFailingRow(row: FailingRow): string {
  const place = row.line ? `line ${formatCount(row.line)}` : row.row ? `row ${formatCount(row.row)}` : '';
  const value = row.value === null ? 'null' : inlineValue(row.value);
  return place ? `${place}: ${value}` : value;
}

function inlineValue(value: string): string {
  return value === '' ? '`""`' : cell(value);
}

function titleOf(validation: Validation, failing: readonly Check[]): string {
  const mark = validationMark[validation.status];
  const count = (severity: Check['severity']) =>
    failing.filter((check) => check.severity === severity).length;
  const found = [
    count('error') ? formatPlural(count('error'), 'failing rule') : '',
    count('warning') ? formatPlural(count('warning'), 'warning') : '',
  ].filter((part) => part !== '');
  if (found.length > 0) return `${mark} ${found.join(', ')}`;
  if (blamesContract(validation)) return `${validationMark.pass} all rules hold`;
  if (validation.data.rows === 0) return `${mark} not one row to check`;
  return validation.status === 'pass' ? `${mark} all rules hold` : `${mark} not every rule was enforced`;
}

function failingTable(failing: readonly Check[], rowLimit: number): string {
  return limitedTable(
    [{ title: 'Rule' }, { title: 'Failing', align: 'right' }, { title: 'Examples' }, { title: 'Contract' }],
    failing,
    checkRow,
    {
      rows: rowLimit,
      rest: (left) =>
        `_${formatPlural(left, 'more failing rule')} in the job summary and in the validation document._`,
    },
  );
}

function checkRow(check: Check): string[] {
  const failing = formatCount(check.failing);
  const share = `${formatPercent(check.failing / check.checked)} of ${formatCount(check.checked)}`;
  return [
    `${severityMark[check.severity]}\u00a0${prose(check.description)}<br><sub>${check.severity}</sub>`,
    check.checked > 0 ? `${failing}<br><sub>${share}</sub>` : failing,
    examples(check),
    `${cell(check.location.file)}<br><sub>line ${formatCount(check.location.line)}</sub>`,
  ];
}

function examples(check: Check): string {
  const rows = check.evidence?.rows ?? [];
  if (check.evidence?.masked) return 'values are masked by the contract';
  if (rows.length > 0) return rows.slice(0, EVIDENCE_LIMIT).map(showFailingRow).join('<br>');
  return check.received === undefined
    ? `expected ${prose(check.expected)}`
    : `expected ${prose(check.expected)}, received ${cell(check.received)}`;
}

function noteLine(note: string): string {
  return `- ${prose(note)}`;
}

function unenforcedLine(check: Check): string {
  return `- ${prose(check.description)}${check.reason ? `: ${prose(check.reason)}` : ''} (${inline(check.location.file)} line ${formatCount(check.location.line)})`;
}
