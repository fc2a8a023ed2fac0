import {
  type CountedUnit,
  countedUnit,
  type Evaluation,
  type GateResult,
  judgesChange,
  signedThreshold,
  type Verdict,
} from '@proofmark/documents';
import {
  choosePrecision,
  formatAbout,
  formatChange,
  formatCount,
  formatExact,
  formatInterval,
  formatNumber,
  formatPlural,
  type Precision,
} from '@proofmark/metrics';
import { cell, prose } from '../escape.ts';
import { type GateGroup, groupGates, isSkipped, sortGates } from '../group-gates.ts';
import { inReadableUnit, measureUnits, type Units } from '../measure-units.ts';
import { type Column, limitedTable, NONE, onOneLine } from '../table.ts';
import { directionMark, sliceValue, statusMark } from '../words.ts';
import { showLegend, showReasons, showWarnings } from './gate-notes.ts';

const NO_BREAK = '\u00a0';
const ROW_LIMIT = 40;

/** What changed and what was required stand left, so that a phone shows them without scrolling. */
const columns: readonly Column[] = [
  { title: 'Gate' },
  { title: 'Change', align: 'right', optional: true },
  { title: 'Required', align: 'right' },
  { title: 'Baseline', align: 'right', optional: true },
  { title: 'Candidate', align: 'right' },
];

/** What the evaluation knows of the numbers. */
type Meaning = { units: Units; counted: CountedUnit; measures: ReadonlySet<string> };

function meaningOf(evaluation: Evaluation | undefined): Meaning {
  return {
    units: measureUnits(evaluation),
    counted: countedUnit(evaluation?.task),
    measures: new Set(evaluation?.measures?.map(({ name }) => name)),
  };
}

/**
 * The gate table: what failed, then what the data cannot tell, then what passed; slices of one kind folded. Below it why
 * each failure failed, the open gates folded, and what the policy let go. The evaluation knows the units of measures.
 * @param elsewhere where a reader finds the rows that are too many
 */
export function showGates(verdict: Verdict, evaluation: Evaluation | undefined, elsewhere: string): string {
  const meaning = meaningOf(evaluation);
  const groups = groupGates(verdict.gates);
  const gates = limitedTable(columns, groups, (group) => groupRow(group, meaning), {
    rows: ROW_LIMIT,
    rest: (left) => `_${formatPlural(left, 'more row')} ${elsewhere}._`,
  });
  return [gates, showLegend(verdict), showReasons(groups), showWarnings(verdict)]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Whether `showGates` folds and leaves out nothing. */
export function showsEveryGate(verdict: Verdict): boolean {
  return verdict.gates.length <= ROW_LIMIT && groupGates(verdict.gates).length === verdict.gates.length;
}

/** Every gate on its own row, for places that have room. */
export function showEveryGate(verdict: Verdict, evaluation: Evaluation | undefined, limit: number): string {
  const meaning = meaningOf(evaluation);
  const show = (shown: GateResult) => groupRow({ shown, size: 1, ofRule: 1 }, meaning);
  return limitedTable(columns, sortGates(verdict.gates), show, {
    rows: limit,
    rest: (left) => `_${formatPlural(left, 'more gate')} in the verdict document._`,
  });
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
  const digits = Number.isInteger(bound) ? formatCount(bound) : formatExact(bound);
  const size = judgesChange(gate) && bound > 0 ? `+${digits}` : digits;
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

function groupRow(group: GateGroup, meaning: Meaning): string[] {
  const { gate, suffix } = inReadableUnit(group.shown, meaning.units.get(group.shown.metric));
  const { candidate, baseline, change } = gate;
  const precision = gatePrecision(gate);
  const onChange = judgesChange(gate);
  const judged = (text: string, isJudged: boolean) => (isJudged ? `**${text}**` : text);
  const required = showRequirement(gate).replace('>', '&gt;').replace('<', '&lt;');
  const numbers = [
    change
      ? withRange(
          judged(`${formatChange(change.value, precision)}${suffix}`, onChange),
          change.interval,
          precision,
          formatChange,
        )
      : NONE,
    gate.kind === 'condition'
      ? required
      : `${required}${suffix}<br><sub>on${NO_BREAK}${onChange ? 'change' : 'value'}</sub>`,
    baseline ? `${formatNumber(baseline.value, precision)}${suffix}` : NONE,
    candidate && !(gate.missing && group.size > 1)
      ? withRange(
          judged(`${formatNumber(candidate.value, precision)}${suffix}`, !onChange),
          onChange ? null : candidate.interval,
          precision,
        )
      : NONE,
  ];
  return [gateCell(group, meaning), ...onOneLine(numbers)];
}

/** Mark and metric; below them the verdict in a word, where, and what would decide. */
function gateCell(group: GateGroup, { counted, measures }: Meaning): string {
  const [one, many] = counted;
  const gate = group.shown;
  const isWhole = gate.kind === 'condition' || measures.has(gate.metric);
  const skipped = isSkipped(gate);
  const mark = skipped ? '➖' : statusMark[gate.status];
  const word = skipped ? 'not judged' : gate.status === 'pass' ? 'pass' : `**${gate.status}**`;
  const notes = [
    isWhole ? word : `${word} on ${showWhere(group, many)}`,
    gate.rowsNeeded
      ? `needs ${group.size > 1 ? 'up to ' : ''}about ${formatAbout(gate.rowsNeeded)} more ${gate.rowsNeeded === 1 ? one : many}`
      : '',
    gate.missing ? prose(gate.missing) : '',
    gate.waived ? `overridden by ${cell(gate.waived.by)}` : gate.binding || skipped ? '' : 'not binding',
  ].filter((note) => note !== '');
  return `${mark}${NO_BREAK}${cell(gate.metric)}${gate.kind === 'condition' ? '' : `${NO_BREAK}${directionMark[gate.direction]}`}<br><sub>${notes.join('<br>')}</sub>`;
}

function showWhere({ shown, size, ofRule }: GateGroup, counted: string): string {
  if (shown.slice.length === 0) return `all ${counted}`;
  if (size === 1) return shown.slice.map(({ column, value }) => cell(`${column}=${value}`)).join(' ');
  const column = shown.slice.map((part) => cell(part.column)).join(' × ');
  const which = size === ofRule ? `all ${size}` : `${size} of ${ofRule}`;
  if (shown.missing) return `${which} ${column}`;
  return `${which} ${column}; ${shown.status === 'pass' ? 'closest' : 'hardest'} ${cell(sliceValue(shown.slice))}`;
}

function withRange(
  text: string,
  interval: { lower: number; upper: number } | null,
  precision: Precision,
  show?: (value: number, precision: Precision) => string,
): string {
  return interval ? `${text}<br><sub>${formatInterval(interval, precision, show)}</sub>` : text;
}
