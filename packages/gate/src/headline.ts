import {
  type CountedUnit,
  compareUrgency,
  countedUnit,
  type Evaluation,
  type GateResult,
  judgesChange,
  type Status,
  showSlice,
} from '@proofmark/documents';
import { choosePrecision, formatAbout, formatExact, formatNumber, formatPlural } from '@proofmark/metrics';
import type { Unjudged } from './unjudged.ts';

type HeadlineContext = {
  evaluation: Pick<Evaluation, 'task' | 'baseline'>;
  unjudged: readonly Unjudged[];
  /** Why the test set proves nothing any more, and the gates that would have passed. */
  spent: { why: string | undefined; gates: readonly string[] };
};

/** The verdict in one line of plain words. */
export function writeHeadline(
  status: Status,
  gates: readonly GateResult[],
  { evaluation: { task, baseline }, unjudged, spent }: HeadlineContext,
): string {
  const counted = countedUnit(task);
  const speaking = gates.filter((gate) => gate.binding && gate.status === status).toSorted(compareUrgency);
  const [first] = speaking;
  switch (status) {
    case 'fail':
      return first ? `Refused: ${describeLoss(first)}${andMore(speaking.length - 1)}` : 'Refused';
    case 'inconclusive':
      if (first && spent.why !== undefined && spent.gates.includes(first.id)) {
        return `Inconclusive: ${spent.why}, so that ${first.metric}${andMore(speaking.length - 1)} cannot pass; judge on a new one`;
      }
      return first ? `Inconclusive: ${describeDoubt(first, speaking.length - 1, counted)}` : 'Inconclusive';
    case 'pass': {
      const waived = gates.filter((gate) => gate.waived !== undefined);
      const [overridden] = waived;
      if (overridden?.waived) {
        return `Overridden by ${overridden.waived.by}: ${describeWaived(overridden, counted)}${andMore(waived.length - 1)}; ready to merge`;
      }
      return describePass(
        gates.filter(({ role }) => role !== 'exploratory'),
        baseline !== null,
        unjudged.flatMap(({ short }) => short ?? []),
      );
    }
  }
}

function describeWaived(gate: GateResult, counted: CountedUnit): string {
  return gate.status === 'inconclusive' && gate.missing === undefined
    ? describeDoubt(gate, 0, counted)
    : describeLoss(gate);
}

function andMore(others: number): string {
  return others === 0 ? '' : `, and ${formatPlural(others, 'more gate')}`;
}

function place({ metric, slice }: GateResult): { metric: string; at: string } {
  return { metric, at: slice.length === 0 ? '' : ` at ${showSlice(slice)}` };
}

function describeLoss(gate: GateResult): string {
  const { metric, at } = place(gate);
  if (gate.missing !== undefined) return `${metric} was not judged${at}: ${gate.missing}`;
  const { threshold, direction } = gate;
  const bound = formatExact(threshold);
  switch (gate.kind) {
    case 'non-inferiority':
      return `${metric} ${moved(gate)}${at} (${threshold === 0 ? 'none allowed' : `allowed ${bound}`})`;
    case 'superiority':
      return `${metric} ${moved(gate)}${at} (required a ${direction === 'higher' ? 'gain' : 'fall'}${threshold === 0 ? '' : ` of more than ${bound}`})`;
    case 'minimum':
      return `${metric} is ${value(gate)}${at} (required at least ${bound})`;
    case 'maximum':
      return `${metric} is ${value(gate)}${at} (allowed at most ${bound})`;
    case 'condition':
      return `${metric} does not hold`;
  }
}

function describeDoubt(gate: GateResult, others: number, [one, many]: CountedUnit): string {
  const needs = gate.rowsNeeded
    ? `; about ${formatAbout(gate.rowsNeeded)} more ${gate.rowsNeeded === 1 ? one : many} would probably decide`
    : '';
  const also = others === 0 ? '' : `, nor decide ${formatPlural(others, 'more gate')}`;
  return `the data cannot tell whether ${describeQuestion(gate)}${also}${needs}`;
}

function describeQuestion(gate: GateResult): string {
  const { metric, at } = place(gate);
  const bound = formatExact(gate.threshold);
  const by = gate.threshold === 0 ? '' : ` by more than ${bound}`;
  const fall = gate.direction === 'higher' ? 'fell' : 'rose';
  switch (gate.kind) {
    case 'non-inferiority':
      return `${metric} ${fall}${by}${at}`;
    case 'superiority':
      return `${metric} ${fall === 'fell' ? 'rose' : 'fell'}${by}${at}`;
    case 'minimum':
      return `${metric} is at least ${bound}${at}`;
    case 'maximum':
      return `${metric} is at most ${bound}${at}`;
    case 'condition':
      return `${metric} holds`;
  }
}

function moved({ change, candidate }: GateResult): string {
  if (!change) return 'has no change';
  const precision = choosePrecision(change.interval, candidate?.value ?? change.value);
  if (change.value === 0) return 'did not change';
  return `${change.value < 0 ? 'fell' : 'rose'} by ${formatNumber(Math.abs(change.value), precision)}`;
}

function value({ candidate }: GateResult): string {
  return candidate
    ? formatNumber(candidate.value, choosePrecision(candidate.interval, candidate.value))
    : 'unknown';
}

function describePass(gates: readonly GateResult[], hasBaseline: boolean, unseen: readonly string[]): string {
  const passed = gates.filter((gate) => gate.status === 'pass');
  const open = gates.length - passed.length;
  const first = hasBaseline ? '' : 'No baseline yet: ';
  const notJudged = unseen.length === 0 ? '' : `; ${unseen.join(', ')} not judged`;
  if (passed.length === 0) {
    const doubtful = gates.filter((gate) => gate.missing === undefined).length;
    const why =
      doubtful === 0
        ? `none of ${formatPlural(gates.length, 'gate')} could be judged`
        : `the data cannot tell of ${doubtful} of ${formatPlural(gates.length, 'gate')}`;
    return `${first}nothing was decided, ${why}${notJudged}`;
  }
  const undecided = open === 0 ? '' : `, ${formatPlural(open, 'gate')} not decided`;
  const comparisons =
    describeComparisons(gates) ?? `${first}${passed.length} of ${formatPlural(gates.length, 'gate')} passed`;
  return `${comparisons}${undecided}${notJudged}; ready to merge`;
}

/** Counts changes, not rules: two rules on one metric and slice judge the same change. */
function describeComparisons(gates: readonly GateResult[]): string | undefined {
  const compared = gates.filter((gate) => judgesChange(gate) && gate.change?.interval);
  const changes = [...Map.groupBy(compared, changeOf).values()].flatMap(([gate]) => gate ?? []);
  const sure = new Set(compared.filter(({ status }) => status === 'pass').map(changeOf)).size;
  if (sure === 0) return undefined;
  const all = formatPlural(changes.length, 'comparison');
  const better = changes.filter((gate) => improvement(gate) === 'better').length;
  const worse = changes.filter((gate) => improvement(gate) === 'worse').length;
  const within = `worse within the margin on ${worse}`;
  if (better > 0) return `Better on ${better} of ${all}, ${worse === 0 ? 'no loss' : within}`;
  return `No loss beyond the margins on ${sure === changes.length ? all : `${sure} of ${all}`}${worse === 0 ? '' : `, ${within}`}`;
}

function changeOf({ metric, slice }: GateResult): string {
  return JSON.stringify([metric, slice]);
}

/** Whether the change differs from none, by its whole interval. */
function improvement({ change, direction }: GateResult): 'better' | 'worse' | 'open' {
  if (!change?.interval) return 'open';
  const { lower, upper } = change.interval;
  if (lower > 0) return direction === 'higher' ? 'better' : 'worse';
  if (upper < 0) return direction === 'higher' ? 'worse' : 'better';
  return 'open';
}
