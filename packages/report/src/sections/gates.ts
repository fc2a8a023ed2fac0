import { type GateResult, judgesChange, signedThreshold, type Verdict } from '@proofmark/documents';
import {
  choosePrecision,
  formatAbout,
  formatChange,
  formatCount,
  formatExact,
  formatInterval,
  formatNumber,
  formatPercent,
  formatPlural,
  type Precision,
} from '@proofmark/metrics';
import { cell, inline, prose } from '../escape.ts';
import { type GateGroup, groupGates, isSkipped, sortGates } from '../group-gates.ts';
import { type Column, limitedTable } from '../table.ts';
import { directionMark, sliceValue, statusMark } from '../words.ts';

const NONE = '–';
const NO_BREAK = '\u00a0';
const ROW_LIMIT = 40;
const REASON_LIMIT = 6;

/** What changed and what was required stand left, so that a phone shows them without scrolling. */
const columns: readonly Column[] = [
  { title: 'Gate' },
  { title: 'Change', align: 'right' },
  { title: 'Required', align: 'right' },
  { title: 'Baseline', align: 'right' },
  { title: 'Candidate', align: 'right' },
];

/** The gate table: what failed, then what the data cannot tell, then what passed; slices of one kind folded. */
export function showGates(verdict: Verdict): string {
  const groups = groupGates(verdict.gates);
  const gates = limitedTable(columns, groups, groupRow, {
    rows: ROW_LIMIT,
    rest: (left) => `_${formatPlural(left, 'more row')} in the job summary and in the verdict document._`,
  });
  return [gates, legend(verdict), reasons(groups)].filter((part) => part !== '').join('\n\n');
}

/** Whether `showGates` folds and leaves out nothing. */
export function showsEveryGate(verdict: Verdict): boolean {
  return verdict.gates.length <= ROW_LIMIT && groupGates(verdict.gates).length === verdict.gates.length;
}

/** Every gate on its own row, for places that have room. */
export function showEveryGate(verdict: Verdict, limit: number): string {
  return limitedTable(
    columns,
    sortGates(verdict.gates),
    (gate) => groupRow({ shown: gate, size: 1, ofRule: 1 }),
    { rows: limit, rest: (left) => `_${formatPlural(left, 'more gate')} in the verdict document._` },
  );
}

/** How many decimals the numbers of a gate need, so that the limit never seems to be on the wrong side. */
export function gatePrecision(gate: GateResult): Precision {
  const measured = judgesChange(gate) ? gate.change : gate.candidate;
  return choosePrecision(
    measured?.interval ?? gate.candidate?.interval,
    gate.candidate?.value,
    gate.limit ? [gate.limit.value, signedThreshold(gate)] : undefined,
  );
}

/** `≥ −0.005` on a change, `≥ 0.7` on a value. */
export function showRequirement(gate: GateResult): string {
  const bound = signedThreshold(gate);
  const size = judgesChange(gate) && bound > 0 ? `+${formatExact(bound)}` : formatExact(bound);
  switch (gate.kind) {
    case 'minimum':
      return `≥${NO_BREAK}${size}`;
    case 'maximum':
      return `≤${NO_BREAK}${size}`;
    case 'non-inferiority':
      return `${gate.direction === 'higher' ? '≥' : '≤'}${NO_BREAK}${size}`;
    case 'superiority':
      return `${gate.direction === 'higher' ? '>' : '<'}${NO_BREAK}${size}`;
    case 'condition':
      return 'all clauses';
  }
}

function groupRow(group: GateGroup): string[] {
  const { candidate, baseline, change } = group.shown;
  const gate = group.shown;
  const precision = gatePrecision(gate);
  const onChange = judgesChange(gate);
  const judged = (text: string, isJudged: boolean) => (isJudged ? `**${text}**` : text);
  const required = showRequirement(gate).replace('>', '&gt;').replace('<', '&lt;');
  return [
    gateCell(group),
    change
      ? withRange(
          judged(formatChange(change.value, precision), onChange),
          change.interval,
          precision,
          formatChange,
        )
      : NONE,
    gate.kind === 'condition' ? required : `${required}<br><sub>${onChange ? 'change' : 'candidate'}</sub>`,
    baseline ? formatNumber(baseline.value, precision) : NONE,
    candidate && !(gate.missing && group.size > 1)
      ? withRange(
          judged(formatNumber(candidate.value, precision), !onChange),
          onChange ? null : candidate.interval,
          precision,
        )
      : NONE,
  ];
}

/** Mark and metric; below them the verdict in a word, where, and what would decide. */
function gateCell(group: GateGroup): string {
  const gate = group.shown;
  const skipped = isSkipped(gate);
  const mark = skipped ? '➖' : statusMark[gate.status];
  const word = skipped ? 'not judged' : gate.status === 'pass' ? 'pass' : `**${gate.status}**`;
  const where = showWhere(group);
  const notes = [
    where ? `${word} on ${where}` : word,
    gate.rowsNeeded
      ? `needs ${group.size > 1 ? 'up to ' : ''}about ${formatAbout(gate.rowsNeeded)} more rows`
      : '',
    gate.missing ? prose(gate.missing) : '',
    gate.waived ? `overridden by ${cell(gate.waived.by)}` : gate.binding || skipped ? '' : 'not binding',
  ].filter((note) => note !== '');
  return `${mark}${NO_BREAK}${cell(gate.metric)}${gate.kind === 'condition' ? '' : `${NO_BREAK}${directionMark[gate.direction]}`}<br><sub>${notes.join('<br>')}</sub>`;
}

function showWhere({ shown, size, ofRule }: GateGroup): string {
  if (shown.slice.length === 0) return '';
  if (size === 1) return shown.slice.map(({ column, value }) => cell(`${column}=${value}`)).join(' ');
  const column = shown.slice.map((part) => cell(part.column)).join(' × ');
  const which = size === ofRule ? `all ${size}` : `${size} of ${ofRule}`;
  return shown.missing
    ? `${which} ${column}`
    : `${which} ${column}; closest ${cell(sliceValue(shown.slice))}`;
}

function withRange(
  text: string,
  interval: { lower: number; upper: number } | null,
  precision: Precision,
  show?: (value: number, precision: Precision) => string,
): string {
  return interval ? `${text}<br><sub>${formatInterval(interval, precision, show)}</sub>` : text;
}

function legend({ gates, power, budget }: Verdict): string {
  const levels = new Set(
    gates.flatMap(({ change, candidate }) => (change ?? candidate)?.interval?.level ?? []),
  );
  const range = [...levels].map(formatPercent).join(' or ');
  const directions = new Set(gates.map(({ direction }) => direction));
  const arrows = [
    directions.has('higher') ? '↑ higher is better' : '',
    directions.has('lower') ? '↓ lower is better' : '',
  ];
  const parts = [
    gates.some(({ change }) => change) ? 'Change is candidate − baseline on the same rows.' : '',
    range ? `Ranges are ${range} intervals; the worse end must meet the requirement.` : '',
    `${arrows.filter((arrow) => arrow !== '').join(', ')}.`,
    'Units are those of the metric: 0.01 of a proportion is one percentage point.',
    power
      ? `Were the candidate exactly as good as the baseline, ${power.gates === 1 ? 'the guardrail against a loss would pass' : `all ${power.gates} guardrails against a loss would pass`} with a probability of at least ${formatPercent(Math.floor(power.atLeast * 1000) / 1000)}.`
      : '',
    budget ? `Look ${budget.look} of ${budget.steps} at this test set.` : '',
  ];
  return `<sub>${parts.filter((part) => part !== '').join(' ')}</sub>`;
}

function reasons(groups: readonly GateGroup[]): string {
  const open = groups.filter(({ shown }) => shown.status !== 'pass' && !isSkipped(shown));
  const lines = open.slice(0, REASON_LIMIT).map(({ shown }) => {
    const slice = shown.slice.map(({ column, value }) => `${column}=${value}`).join(', ');
    const where = slice === '' ? '' : ` on ${inline(slice)}`;
    return `- ${statusMark[shown.status]} ${inline(shown.metric)}${where}: ${prose(shown.reason)}`;
  });
  if (open.length > REASON_LIMIT)
    lines.push(`- ${formatCount(open.length - REASON_LIMIT)} more in the table`);
  return lines.join('\n');
}
