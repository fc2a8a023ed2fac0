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
import { type Column, limitedTable, onOneLine } from '../table.ts';
import { directionMark, sliceValue, statusMark } from '../words.ts';
import { showLegend, showReasons, showWarnings } from './gate-notes.ts';

const NONE = '–';
const NO_BREAK = '\u00a0';
const ROW_LIMIT = 40;

type Numbers = Record<'change' | 'required' | 'baseline' | 'candidate', string>;

/** What changed and what was required stand left, so that a phone shows them without scrolling. */
const numberColumns: readonly (Column & { key: keyof Numbers })[] = [
  { key: 'change', title: 'Change', align: 'right' },
  { key: 'required', title: 'Required', align: 'right' },
  { key: 'baseline', title: 'Baseline', align: 'right' },
  { key: 'candidate', title: 'Candidate', align: 'right' },
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
  const groups = groupGates(verdict.gates);
  const gates = gateTable(groups, meaningOf(evaluation), {
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
  const alone = sortGates(verdict.gates).map((shown) => ({ shown, size: 1, ofRule: 1 }));
  return gateTable(alone, meaningOf(evaluation), {
    rows: limit,
    rest: (left) => `_${formatPlural(left, 'more gate')} in the verdict document._`,
  });
}

/** Without the columns of a baseline where no gate has one. */
function gateTable(
  groups: readonly GateGroup[],
  meaning: Meaning,
  limits: Parameters<typeof limitedTable>[3],
): string {
  const used = numberColumns.filter(
    ({ key }) => (key !== 'change' && key !== 'baseline') || groups.some(({ shown }) => shown[key] !== null),
  );
  const show = (group: GateGroup) => {
    const numbers = showNumbers(group, meaning);
    return [gateCell(group, meaning), ...onOneLine(used.map(({ key }) => numbers[key]))];
  };
  return limitedTable([{ title: 'Gate' }, ...used], groups, show, limits);
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

function showNumbers(group: GateGroup, { units }: Meaning): Numbers {
  const { gate, suffix } = inReadableUnit(group.shown, units.get(group.shown.metric));
  const { candidate, baseline, change } = gate;
  const precision = gatePrecision(gate);
  const onChange = judgesChange(gate);
  const judged = (text: string, isJudged: boolean) => (isJudged ? `**${text}**` : text);
  const required = showRequirement(gate).replace('>', '&gt;').replace('<', '&lt;');
  return {
    change: change
      ? withRange(
          judged(`${formatChange(change.value, precision)}${suffix}`, onChange),
          change.interval,
          precision,
          formatChange,
        )
      : NONE,
    required:
      gate.kind === 'condition'
        ? required
        : `${required}${suffix}<br><sub>on${NO_BREAK}${onChange ? 'change' : 'value'}</sub>`,
    baseline: baseline ? `${formatNumber(baseline.value, precision)}${suffix}` : NONE,
    candidate:
      candidate && !(gate.missing && group.size > 1)
        ? withRange(
            judged(`${formatNumber(candidate.value, precision)}${suffix}`, !onChange),
            onChange ? null : candidate.interval,
            precision,
          )
        : NONE,
  };
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
