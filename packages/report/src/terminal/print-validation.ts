import type { Check, Validation } from '@proofmark/documents';
import { formatCount, formatPlural } from '@proofmark/metrics';
import { plain } from '../escape.ts';
import { failingChecks } from '../sections/validation.ts';
import { joinLines, type Paint, painter, TERMINAL_ROWS, type TerminalOptions } from './layout.ts';

/** A data check for a terminal: the coverage, then each failing rule with its place in the contract. */
export function printValidation(validation: Validation, options: TerminalOptions): string {
  const paint = painter(options);
  const { coverage, contract, data, status } = validation;
  const failing = failingChecks(validation);
  const word = { pass: 'PASS', warn: 'PASS WITH WARNINGS', fail: 'FAIL' }[status];
  const color = { pass: 'green', warn: 'yellow', fail: 'red' } as const;
  return joinLines([
    `${paint(color[status], word)} ${paint('bold', plain(contract.id, 60))} ${plain(contract.version, 20)}: ${formatPlural(data.rows, 'row')}, ${formatCount(coverage.enforced)} of ${formatPlural(coverage.declared, 'declared rule')} enforced`,
    failing.length ? '' : undefined,
    ...failing.slice(0, TERMINAL_ROWS).flatMap((check) => checkLines(check, paint)),
    failing.length > TERMINAL_ROWS
      ? `... and ${formatCount(failing.length - TERMINAL_ROWS)} more`
      : undefined,
    ...validation.checks
      .filter((check) => check.status === 'unsupported')
      .slice(0, TERMINAL_ROWS)
      .map(
        ({ description, reason }) =>
          `${paint('yellow', 'not enforced')} ${plain(description)}${reason ? `: ${plain(reason)}` : ''}`,
      ),
    ...validation.notes.slice(0, TERMINAL_ROWS).map((note) => `${paint('dim', 'note')} ${plain(note)}`),
  ]);
}

function checkLines(check: Check, paint: Paint): string[] {
  const color = check.severity === 'error' ? 'red' : 'yellow';
  const { file, line } = check.location;
  const rows = (check.evidence?.rows ?? []).slice(0, 3).map((row) => {
    const place = row.line ? `line ${row.line}` : row.row ? `row ${formatCount(row.row)}` : 'value';
    return `    ${place}: ${row.value === null ? 'null' : `"${plain(row.value, 60)}"`}`;
  });
  // A rule about the table as a whole has no rows that fail; what was found instead says why.
  const found =
    check.checked === 1 && check.received !== undefined
      ? `failed, ${plain(check.received, 300)}`
      : `${formatCount(check.failing)} of ${formatCount(check.checked)} failed`;
  return [
    `${paint(color, check.severity)} ${plain(check.description)}: ${found} (${plain(file, 120)}:${line})`,
    ...rows,
  ];
}
