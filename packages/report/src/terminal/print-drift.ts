import type { Drift } from '@proofmark/documents';
import { formatExact, formatNumber, formatPlural } from '@proofmark/metrics';
import { plain } from '../escape.ts';
import { sortDrift } from '../sections/drift.ts';
import { align, joinLines, painter, TERMINAL_ROWS, type TerminalOptions } from './layout.ts';

/** A monitoring run for a terminal. */
export function printDrift(drift: Drift, options: TerminalOptions): string {
  const paint = painter(options);
  const precision = { decimals: 4 };
  const drifted = drift.status === 'drifted';
  const rows = sortDrift(drift.checks)
    .slice(0, TERMINAL_ROWS)
    .map((check) => [
      check.status,
      plain(check.column, 32),
      `${check.distance} ${formatNumber(check.value, precision)}`,
      formatExact(check.threshold),
      plain(check.reason, 60),
    ]);
  return joinLines([
    `${paint(drifted ? 'yellow' : 'green', drift.status.toUpperCase())} ${paint('bold', plain(drift.model, 60))}: ${formatPlural(drift.rows, 'row')} against ${formatPlural(drift.reference.rows, 'row')} of ${plain(drift.reference.release ?? 'the profile', 60)}`,
    '',
    ...align(['', 'column', 'distance', 'threshold', 'what moved'], rows, [2, 3], (row, text) =>
      row[0] === 'drifted' ? paint('yellow', text) : text,
    ),
  ]);
}
