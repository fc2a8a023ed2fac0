import type { GateResult, Verdict } from '@proofmark/documents';
import { cell, inline, prose } from '../escape.ts';
import {
  choosePrecision,
  formatAbout,
  formatChange,
  formatCount,
  formatExact,
  formatInterval,
  formatPercent,
  formatValue,
  type Precision,
} from '../format.ts';
import { type Column, limitedTable } from '../table.ts';
import { directionMark, gateWord, judgesChange, signedThreshold, sliceValue, statusMark } from '../words.ts';

const NONE = '–';
const NO_BREAK = '\u00a0';
const ROW_LIMIT = 40;
const REASON_LIMIT = 8;

const columns: readonly Column[] = [
  { title: 'Verdict' },
  { title: 'Gate' },
  { title: 'Baseline', align: 'right' },
  { title: 'Candidate', align: 'right' },
  { title: 'Change', align: 'right' },
  { title: 'Required', align: 'right' },
];

/** The gate table: what failed first, then what the data cannot tell, then what passed, slices that passed folded. */
export function showGates(verdict: Verdict): string {
  const groups = groupPassing(sortGates(verdict.gates));
  const gates = limitedTable(
    columns,
    groups.map((group) => (group.length > 1 ? passingRow(group) : gateRow(first(group)))),
    ROW_LIMIT,
    (left) => `_${formatCount(left)} more gates are in the job summary and in the verdict document._`,
  );
  return [gates, legend(verdict.gates), reasons(verdict.gates)].filter((part) => part !== '').join('\n\n');
}

/** Every gate on its own row, for places that have room. */
export function showEveryGate(verdict: Verdict, limit: number): string {
  return limitedTable(
    columns,
    sortGates(verdict.gates).map(gateRow),
    limit,
    (left) => `_${formatCount(left)} more gates are in the verdict document._`,
  );
}

/** Failures first, then inconclusive ones, binding before not binding; else in the order of the policy. */
export function sortGates(gates: readonly GateResult[]): GateResult[] {
  const rank = { fail: 0, inconclusive: 2, pass: 4 };
  const order = (gate: GateResult) => rank[gate.status] + (gate.binding ? 0 : 1);
  return gates.toSorted((a, b) => order(a) - order(b));
}

/** How many decimals the numbers of a gate need, so that the limit never seems to be on the wrong side. */
export function gatePrecision(gate: GateResult): Precision {
  const measured = judgesChange(gate.kind) ? gate.change : gate.candidate;
  return choosePrecision(
    measured?.interval ?? gate.candidate?.interval,
    measured?.value ?? gate.candidate?.value,
    gate.limit ? [gate.limit.value, signedThreshold(gate)] : undefined,
  );
}

/** `> −0.005` on a change, `≥ 0.7` on a value. */
export function showRequirement(gate: GateResult): string {
  const bound = signedThreshold(gate);
  const size = judgesChange(gate.kind) && bound > 0 ? `+${formatExact(bound)}` : formatExact(bound);
  switch (gate.kind) {
    case 'minimum':
      return `≥${NO_BREAK}${size}`;
    case 'maximum':
      return `≤${NO_BREAK}${size}`;
    case 'non-inferiority':
    case 'superiority':
      return `${gate.direction === 'higher' ? '&gt;' : '&lt;'}${NO_BREAK}${size}`;
  }
}

function gateRow(gate: GateResult): string[] {
  const precision = gatePrecision(gate);
  const onValue = !judgesChange(gate.kind);
  const { candidate, baseline, change } = gate;
  return [
    verdictCell(gate),
    gate.slice.length
      ? `${metricCell(gate)}<br><sub>${gate.slice.map(({ column, value }) => cell(`${column}=${value}`)).join(' ')}</sub>`
      : metricCell(gate),
    baseline ? formatValue(baseline.value, precision) : NONE,
    candidate
      ? withRange(formatValue(candidate.value, precision), onValue && candidate.interval, precision)
      : NONE,
    change
      ? withRange(`**${formatChange(change.value, precision)}**`, change.interval, precision, formatChange)
      : NONE,
    `${showRequirement(gate)}<br><sub>${gateWord[gate.kind]}</sub>`,
  ];
}

/** One row for the slices of one rule that all passed; it shows the one that came closest to its limit. */
function passingRow(group: readonly GateResult[]): string[] {
  const closest = first(group.toSorted((a, b) => headroom(a) - headroom(b)));
  const [, , , , change = NONE, required = NONE] = gateRow(closest);
  const column = closest.slice.map((part) => cell(part.column)).join(' × ');
  const value = cell(sliceValue(closest.slice));
  return [
    `${statusMark.pass}${NO_BREAK}pass`,
    `${metricCell(closest)}<br><sub>each of ${group.length} ${column}</sub>`,
    NONE,
    judgesChange(closest.kind) ? NONE : `${gateRow(closest)[3]}<br><sub>lowest margin: ${value}</sub>`,
    judgesChange(closest.kind) ? `${change}<br><sub>closest: ${value}</sub>` : change,
    required,
  ];
}

function metricCell(gate: GateResult): string {
  return `${cell(gate.metric)}${NO_BREAK}${directionMark[gate.direction]}`;
}

function verdictCell(gate: GateResult): string {
  const word = gate.status === 'pass' ? gate.status : `**${gate.status}**`;
  const notes = [
    gate.rowsNeeded ? `needs about ${formatAbout(gate.rowsNeeded)} more rows` : '',
    gate.missing ? prose(gate.missing) : '',
    gate.binding ? '' : 'not binding',
  ].filter((note) => note !== '');
  const below = notes.length ? `<br><sub>${notes.join('; ')}</sub>` : '';
  return `${statusMark[gate.status]}${NO_BREAK}${word}${below}`;
}

function withRange(
  text: string,
  interval: { lower: number; upper: number } | null | false,
  precision: Precision,
  show?: (value: number, precision: Precision) => string,
): string {
  return interval ? `${text}<br><sub>${formatInterval(interval, precision, show)}</sub>` : text;
}

/** How far the judged limit is on the good side of the threshold. */
function headroom(gate: GateResult): number {
  const distance = (gate.limit?.value ?? 0) - signedThreshold(gate);
  const wantsMore = gate.kind === 'minimum' || (judgesChange(gate.kind) && gate.direction === 'higher');
  return wantsMore ? distance : 0 - distance;
}

function groupPassing(gates: readonly GateResult[]): GateResult[][] {
  const groups = Map.groupBy(gates, (gate) =>
    gate.status === 'pass' && gate.binding && gate.slice.length && !gate.missing
      ? JSON.stringify([gate.metric, gate.kind, gate.threshold, gate.slice.map(({ column }) => column)])
      : gate.id,
  );
  return [...groups.values()];
}

function legend(gates: readonly GateResult[]): string {
  const levels = new Set(
    gates.flatMap(({ change, candidate }) => (change ?? candidate)?.interval?.level ?? []),
  );
  const range = [...levels].map(formatPercent).join(' or ');
  const directions = new Set(gates.map(({ direction }) => direction));
  const parts = [
    gates.some(({ change }) => change)
      ? `Change is candidate − baseline on the same rows${range ? `, with its ${range} interval; the worse end of it must meet the requirement` : ''}.`
      : '',
    [directions.has('higher') ? '↑ higher is better' : '', directions.has('lower') ? '↓ lower is better' : '']
      .filter((part) => part !== '')
      .join(', '),
    'Units are those of the metric: 0.01 of a proportion is one percentage point.',
  ];
  return `<sub>${parts
    .filter((part) => part !== '')
    .join(' ')
    .replace(/better (?=Units)/, 'better. ')}</sub>`;
}

function reasons(gates: readonly GateResult[]): string {
  const open = sortGates(gates).filter(({ status }) => status !== 'pass');
  const lines = open.slice(0, REASON_LIMIT).map((gate) => {
    const slice = gate.slice.length
      ? ` on ${inline(gate.slice.map(({ column, value }) => `${column}=${value}`).join(', '))}`
      : '';
    return `- ${statusMark[gate.status]} ${inline(gate.metric)}${slice}: ${prose(gate.reason)}`;
  });
  if (open.length > REASON_LIMIT)
    lines.push(`- and ${formatCount(open.length - REASON_LIMIT)} more, see the table`);
  return lines.join('\n');
}

function first<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new Error('a group is never empty');
  return item;
}
