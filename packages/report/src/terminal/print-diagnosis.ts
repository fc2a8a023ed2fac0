import type { Diagnosis } from '@proofmark/documents';
import { formatPlural } from '@proofmark/metrics';
import { plain } from '../escape.ts';
import { joinLines, painter, type TerminalOptions } from './layout.ts';

/** A diagnosis for a terminal, lines without the last line end: each finding with its place, reason and remedy. */
export function printDiagnosis({ findings, workflows }: Diagnosis, options: TerminalOptions): string {
  const paint = painter(options);
  const errors = findings.filter(({ level }) => level === 'error').length;
  const read = formatPlural(workflows.length, 'workflow');
  const found =
    findings.length === 0
      ? paint('green', 'nothing found')
      : `${formatPlural(errors, 'error')}, ${formatPlural(findings.length - errors, 'warning')}`;
  return joinLines([
    ...findings.flatMap(({ location, level, rule, message, why, remedy }) => [
      `${plain(location.file, 200)}:${location.line}:${location.column}: ${paint(level === 'error' ? 'red' : 'yellow', level)} ${plain(message)} ${paint('dim', `[${rule}]`)}`,
      `  why: ${why}`,
      `  remedy: ${remedy}`,
    ]),
    findings.length === 0 ? undefined : '',
    `${read} read: ${found}`,
  ]);
}
