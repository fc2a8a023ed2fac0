import type { Check, Validation } from '@proofmark/documents';
import { formatCount, formatPlural } from '@proofmark/metrics';
import {
  describeFailure,
  groupNotApplicable,
  nameRule,
  rowLines,
  rowsText,
  unenforcedParts,
} from '../check-words.ts';
import { plain } from '../escape.ts';
import { failingChecks } from '../sections/validation.ts';
import { joinLines, type Paint, painter, TERMINAL_ROWS, type TerminalOptions } from './layout.ts';

const SHOWN_ROWS = { first: 3, drawn: 3 };
const SHOWN_IDS = 5;

/** A data check for a terminal: the coverage, then each failing rule with its place in the contract. */
export function printValidation(validation: Validation, options: TerminalOptions): string {
  const paint = painter(options);
  const { coverage, contract, status } = validation;
  const failing = failingChecks(validation);
  const word = { pass: 'PASS', warn: 'PASS WITH WARNINGS', fail: 'FAIL' }[status];
  const color = { pass: 'green', warn: 'yellow', fail: 'red' } as const;
  return joinLines([
    `${paint(color[status], word)} ${paint('bold', plain(contract.id, 60))} ${plain(contract.version, 20)}: ${rowsText(validation)}, ${formatCount(coverage.enforced)} of ${formatPlural(coverage.declared, 'declared rule')} enforced${unenforcedParts(
      validation,
    )
      .map(({ text }) => `, ${text}`)
      .join('')}`,
    failing.length ? '' : undefined,
    ...failing.slice(0, TERMINAL_ROWS).flatMap((check) => checkLines(check, validation, paint)),
    failing.length > TERMINAL_ROWS
      ? `... and ${formatCount(failing.length - TERMINAL_ROWS)} more`
      : undefined,
    ...validation.checks
      .filter((check) => check.status === 'unsupported')
      .slice(0, TERMINAL_ROWS)
      .map(
        (check) =>
          `${paint('yellow', 'not enforced')} ${nameRule(check)}${check.reason ? `: ${plain(check.reason)}` : ''}`,
      ),
    ...groupNotApplicable(validation)
      .slice(0, TERMINAL_ROWS)
      .map(({ reason, ids }) => `${paint('dim', 'not applicable')} ${listIds(ids)}: ${plain(reason)}`),
    ...validation.notes.slice(0, TERMINAL_ROWS).map((note) => `${paint('dim', 'note')} ${plain(note)}`),
  ]);
}

function checkLines(check: Check, validation: Validation, paint: Paint): string[] {
  const color = check.severity === 'error' ? 'red' : 'yellow';
  const { file, line } = check.location;
  return [
    `${paint(color, check.severity)} ${describeFailure(check)} at ${plain(file, 120)}:${line}`,
    ...rowLines(check, validation, SHOWN_ROWS).map((row) => `    ${row}`),
  ];
}

function listIds(ids: readonly string[]): string {
  const shown = ids.slice(0, SHOWN_IDS).map((id) => plain(id, 80));
  return ids.length > SHOWN_IDS
    ? `${shown.join(', ')} and ${formatCount(ids.length - SHOWN_IDS)} more`
    : shown.join(', ');
}
