import type { Check, FailingRow, Validation } from '@proofmark/documents';
import { formatCount, formatPercent, formatPlural } from '@proofmark/metrics';
import {
  groupNotApplicable,
  nameRule,
  rowsText,
  rowsToShow,
  showRow,
  unenforcedParts,
} from '../check-words.ts';
import { cell, inline, prose } from '../escape.ts';
import { showHidden } from '../hidden.ts';
import type { Section } from '../section.ts';
import { limitedTable } from '../table.ts';
import { validationMark } from '../words.ts';
import { blamesContract } from './contract-diff.ts';

const NOTE_LIMIT = 10;
const SHOWN_IDS = 5;

/** How much of the evidence and of what does not apply a place has room for. */
export type Room = { first: number; drawn: number; notApplicable: number };
export const COMMENT_ROOM: Room = { first: 3, drawn: 0, notApplicable: 0 };
export const SUMMARY_ROOM: Room = { first: 3, drawn: 3, notApplicable: 20 };
export const PAGE_ROOM: Room = { first: 10, drawn: 10, notApplicable: 200 };

const severityMark: Readonly<Record<Check['severity'], string>> = { error: '❌', warning: '⚠️', info: 'ℹ️' };

/** The data check of one contract: what was enforced, what failed and where, what was not enforced and why. */
export function validationSection(
  validation: Validation,
  rowLimit: number,
  room: Room = COMMENT_ROOM,
): Section {
  const failing = failingChecks(validation);
  const notApplicable = groupNotApplicable(validation).slice(0, room.notApplicable);
  const unenforced = validation.checks.filter(({ status }) => status === 'unsupported');
  const { contract, data } = validation;
  const body = [
    `Contract ${inline(contract.name ?? contract.id)} ${inline(contract.version)} (${inline(contract.file.path)}) on ${rowsText(validation)} of ${data.stored ? `the ${data.stored.engine} table ${inline(data.stored.table)}` : formatPlural(data.files.length, 'file')}. ${coverageLine(validation)}`,
    failing.length ? failingTable(validation, failing, rowLimit, room) : '',
    unenforced.length
      ? `Not enforced:\n\n${unenforced.slice(0, rowLimit).map(unenforcedLine).join('\n')}`
      : '',
    notApplicable.length ? `Not applicable:\n\n${notApplicable.map(notApplicableLine).join('\n')}` : '',
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
  if (validation.data.rows === 0 && validation.status === 'warn') return 'No row of data to check';
  return { pass: 'Data valid', warn: 'Data valid, with warnings', fail: 'Data not valid' }[validation.status];
}

/** "21 of 24 declared rules enforced, 2 not applicable, 1 not supported." */
export function coverageLine(validation: Pick<Validation, 'coverage'>): string {
  const { enforced, declared } = validation.coverage;
  const rest = unenforcedParts(validation).map(({ text, isProblem }) => (isProblem ? `**${text}**` : text));
  const all = `${formatCount(enforced)} of ${formatPlural(declared, 'declared rule')} enforced`;
  return `${[all, ...rest].join(', ')}.`;
}

/** Errors before warnings before remarks. */
export function failingChecks(validation: Validation): Check[] {
  const rank = { error: 0, warning: 1, info: 2 };
  return validation.checks
    .filter(({ status }) => status === 'fail')
    .toSorted((a, b) => rank[a.severity] - rank[b.severity]);
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

function failingTable(
  validation: Validation,
  failing: readonly Check[],
  rowLimit: number,
  room: Room,
): string {
  return limitedTable(
    [{ title: 'Rule' }, { title: 'Failing', align: 'right' }, { title: 'Examples' }, { title: 'Contract' }],
    failing,
    (check) => checkRow(check, validation, room),
    {
      rows: rowLimit,
      rest: (left) =>
        `_${formatPlural(left, 'more failing rule')} in the job summary and in the validation document._`,
    },
  );
}

function checkRow(check: Check, validation: Validation, room: Room): string[] {
  const failing = formatCount(check.failing);
  const share = `${formatPercent(check.failing / check.checked)} of ${formatCount(check.checked)}`;
  return [
    `${severityMark[check.severity]}\u00a0${prose(nameRule(check))}<br><sub>${check.severity}</sub>`,
    check.checked > 0 ? `${failing}<br><sub>${share}</sub>` : failing,
    examples(check, validation, room),
    `${cell(check.location.file)}<br><sub>line ${formatCount(check.location.line)}</sub>`,
  ];
}

/** The rows, each masked already where it has to be, and what was found beside what was expected. */
function examples(check: Check, validation: Validation, room: Room): string {
  const { first, drawn } = rowsToShow(check, room);
  const show = (row: FailingRow) => showExample(row, validation);
  const others = drawn.length ? [`drawn from the rest:<br>${drawn.map(show).join('<br>')}`] : [];
  const received = check.reason ?? check.received;
  const found =
    received === undefined
      ? first.length
        ? []
        : [`expected ${prose(check.expected)}`]
      : [`expected ${prose(check.expected)}, received ${cell(received)}`];
  return [...first.map(show), ...others, ...found].join('<br>');
}

/** `row 1,234: -1116` */
function showExample(row: FailingRow, validation: Validation): string {
  const { place, repeats } = showRow(row, validation);
  const value = row.value === null ? 'null' : row.value === '' ? '`""`' : cell(showHidden(row.value));
  return `${place === '' ? '' : `${prose(place)}: `}${value}${repeats}`;
}

function notApplicableLine({ reason, ids }: { reason: string; ids: readonly string[] }): string {
  const shown = ids.slice(0, SHOWN_IDS).map(inline).join(', ');
  const more = ids.length > SHOWN_IDS ? ` and ${formatCount(ids.length - SHOWN_IDS)} more` : '';
  return `- ${shown}${more}: ${prose(reason)}`;
}

function noteLine(note: string): string {
  return `- ${prose(note)}`;
}

function unenforcedLine(check: Check): string {
  return `- ${prose(nameRule(check))}${check.reason ? `: ${prose(check.reason)}` : ''} (${inline(check.location.file)} line ${formatCount(check.location.line)})`;
}
