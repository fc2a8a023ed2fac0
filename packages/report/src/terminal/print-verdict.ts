import { type GateResult, judgesChange, type Status, showSlice, type Verdict } from '@proofmark/documents';
import { formatChange, formatCount, formatNumber } from '@proofmark/metrics';
import { plain } from '../escape.ts';
import { groupGates, isSkipped } from '../group-gates.ts';
import { describePower } from '../joint-power.ts';
import { gatePrecision, showRequirement } from '../sections/gates.ts';
import { withoutStatus } from '../words.ts';
import {
  align,
  type Color,
  cutMiddle,
  joinLines,
  painter,
  TERMINAL_ROWS,
  type TerminalOptions,
} from './layout.ts';

const statusColor: Readonly<Record<Status, Color>> = { pass: 'green', fail: 'red', inconclusive: 'yellow' };

/** The verdict for a terminal, lines without the last line end: its headline, a short table, and the reason of each gate that did not pass. */
export function printVerdict(verdict: Verdict, options: TerminalOptions): string {
  const paint = painter(options);
  const groups = groupGates(verdict.gates);
  const rows = groups.slice(0, TERMINAL_ROWS).map(({ shown, size, ofRule }) => {
    const precision = gatePrecision(shown);
    const where =
      size > 1
        ? `${size} of ${ofRule} ${shown.slice.map(({ column }) => column).join(' x ')}`
        : shown.slice.length
          ? showSlice(shown.slice)
          : '';
    return [
      isSkipped(shown) ? 'skipped' : shown.waived ? `${shown.status} (overridden)` : shown.status,
      cutMiddle(plain(shown.metric), 40),
      cutMiddle(plain(where), 32),
      shown.baseline ? formatNumber(shown.baseline.value, precision) : '-',
      shown.candidate ? formatNumber(shown.candidate.value, precision) : '-',
      shown.change ? formatChange(shown.change.value, precision) : '-',
      `${judgesChange(shown) ? 'change ' : ''}${showRequirement(shown)}`,
    ];
  });
  const open = groups.filter(({ shown }) => shown.status !== 'pass' && !isSkipped(shown));
  return joinLines([
    `${paint(statusColor[verdict.status], verdict.status.toUpperCase())} ${paint('bold', plain(verdict.model, 60))}: ${plain(withoutStatus(verdict.headline))}`,
    '',
    ...align(
      ['', 'metric', 'slice', 'baseline', 'candidate', 'change', 'required'],
      rows,
      [3, 4, 5],
      (row, text) => (row[0] === 'pass' ? text : paint(cellColor(row[0]?.split(' ')[0] ?? ''), text)),
    ),
    groups.length > TERMINAL_ROWS
      ? `... and ${formatCount(groups.length - TERMINAL_ROWS)} more rows`
      : undefined,
    open.length ? '' : undefined,
    ...open.slice(0, TERMINAL_ROWS).map(({ shown }) => gateReason(shown)),
    verdict.power && paint('dim', describePower(verdict.power, plain)),
    ...verdict.warnings.map((warning) => `${paint('yellow', 'warning')} ${plain(warning)}`),
  ]);
}

function cellColor(status: string): Color {
  return status === 'fail' ? 'red' : status === 'inconclusive' ? 'yellow' : 'dim';
}

function gateReason(gate: GateResult): string {
  const where = gate.slice.length ? ` on ${plain(showSlice(gate.slice), 60)}` : '';
  return `- ${plain(gate.metric, 60)}${where}: ${plain(gate.reason)}`;
}
