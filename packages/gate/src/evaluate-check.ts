import {
  type BudgetState,
  countedUnit,
  describeOmission,
  type GateResult,
  judgesChange,
  type Omission,
  type PolicyOptions,
  type Task,
} from '@proofmark/documents';
import {
  type Incomparable,
  isGroupGap,
  type Measured,
  type Source,
  type Undefined,
} from '@proofmark/metrics';
import { decisiveEnds, judge, meets, requirementOf } from './judge.ts';
import { climb } from './ladder.ts';
import { measure } from './measure.ts';
import { type Absence, absent, decided, type Outcome, passed, undecided } from './outcome.ts';
import type { Check } from './plan-checks.ts';
import {
  explainBelowBest,
  explainDecision,
  explainDoubt,
  explainNewBest,
  explainPoint,
  type Numbers,
  percent,
} from './reason.ts';
import { rowsNeeded } from './rows-needed.ts';

export type Context = {
  task: Task;
  metrics: readonly string[];
  omitted: readonly Omission[];
  classes: readonly string[];
  hasBaseline: boolean;
  /** Why the baseline cannot be compared with. */
  incomparable: Incomparable | undefined;
  options: PolicyOptions;
  budget: BudgetState | undefined;
};

/** Measures one check and decides it. */
export function evaluateCheck(check: Check, context: Context): Outcome {
  const found = lookUp(check, context);
  if ('gap' in found) {
    return absent(
      { ...describe(check), rows: check.rows, ...found.shown, limit: null },
      found,
      context.options,
    );
  }
  const { judged, candidate, baseline, change } = found;
  const ofMeasure = check.source?.kind === 'measure';
  const hasBaseline = ofMeasure || (context.hasBaseline && context.incomparable === undefined);
  const shown = {
    ...describe(check),
    rows: check.rows,
    candidate: show(candidate),
    baseline: hasBaseline ? show(baseline) : null,
    change: hasBaseline ? show(change) : null,
  };
  const numbers = {
    check,
    requirement: requirementOf(check),
    judged,
    scale: candidate.value ?? undefined,
    counted: countedUnit(context.task),
  };
  const { 'on-inconclusive': leniency } = context.options;
  if (check.onPoint) return judgePoint(shown, numbers, context);
  const rung = climb(check, judged, candidate.value, context.budget);
  if (rung?.kind === 'new-best') {
    const limit = { value: judged.value, name: 'change, less one standard error' };
    // The Ladder tells only this much of a gain, so the test set is not spent by it.
    return decided({ ...shown, limit, newBest: rung.newBest, reason: explainNewBest(numbers) }, 'pass');
  }
  const status = judged.interval === null ? 'inconclusive' : judge(judged.interval, numbers.requirement);
  const limit = limitOf(check, judged, status === 'fail');
  if (rung?.kind === 'below-best' && status === 'pass') {
    const reason = explainBelowBest(numbers, candidate.value ?? judged.value, rung);
    return undecided({ ...shown, limit, reason }, leniency);
  }
  if (status === 'inconclusive') return doubt({ ...shown, limit }, numbers, found.source, context);
  const gate = { ...shown, limit, reason: explainDecision(numbers, status) };
  return status === 'pass' ? passed(gate, leniency, context.budget) : decided(gate, 'fail');
}

type Described = ReturnType<typeof describe> & Pick<GateResult, 'rows' | 'candidate' | 'baseline' | 'change'>;

/** On the point alone, as the rule says. */
function judgePoint(shown: Described, numbers: Numbers, { options, budget }: Context): Outcome {
  const { check, judged, requirement } = numbers;
  const gate = {
    ...shown,
    limit: { value: judged.value, name: judgesChange(check) ? 'change' : 'value' },
    reason: explainPoint(numbers),
  };
  return meets(judged.value, requirement)
    ? passed(gate, options['on-inconclusive'], budget)
    : decided(gate, 'fail');
}

/** The data cannot tell: what would decide it. */
function doubt(
  shown: Described & Pick<GateResult, 'limit'>,
  numbers: Numbers,
  source: Source,
  { options, classes }: Context,
): Outcome {
  const { check, requirement } = numbers;
  const needed =
    source.kind === 'measure' ? undefined : rowsNeeded(check, requirement, source, check.rows, classes);
  const further = needed === undefined ? undefined : { rows: needed, all: needed + check.rows };
  const reason = explainDoubt(numbers, further);
  return undecided(
    { ...shown, reason, ...(needed !== undefined && { rowsNeeded: needed }) },
    options['on-inconclusive'],
  );
}

type Shown = Pick<GateResult, 'candidate' | 'baseline' | 'change'>;
type Absent = Absence & { shown: Shown };
type Found = ReturnType<typeof measure> & { judged: Measured; source: Source };

const NOTHING: Shown = { candidate: null, baseline: null, change: null };

function lookUp(
  check: Check,
  { task, metrics, omitted, classes, hasBaseline, incomparable }: Context,
): Found | Absent {
  const missing = (text: string): Absent => ({ gap: 'missing', text, shown: NOTHING });
  const ofMeasure = check.source?.kind === 'measure';
  if (!ofMeasure && !isGroupGap(check.metric) && !metrics.includes(check.metric)) {
    return missing(`the evaluation does not hold ${check.metric}; it holds ${metrics.join(', ')}`);
  }
  if (check.source === undefined) {
    const column = check.slice[0]?.column;
    return missing(
      column === undefined
        ? 'the evaluation does not hold the whole test set'
        : whyUnsliced(column, omitted, task),
    );
  }
  const measured = measure(check, check.source, classes, check.confidence);
  const unpaired = ofMeasure ? measured.change.value === null : !hasBaseline;
  if (judgesChange(check) && unpaired) {
    const shown = { ...NOTHING, candidate: show(measured.candidate) };
    return {
      gap: 'no-baseline',
      text: ofMeasure ? 'there are no past runs to compare with' : 'there is no baseline to compare with',
      shown,
    };
  }
  if (judgesChange(check) && incomparable !== undefined && !ofMeasure) {
    return {
      gap: 'incomparable',
      ...incomparable,
      shown: { ...NOTHING, candidate: show(measured.candidate) },
    };
  }
  const { judged, candidate, baseline, change } = measured;
  if (judged.value === null) {
    const shown = { candidate: show(candidate), baseline: show(baseline), change: show(change) };
    return { gap: 'missing', text: `${check.metric} has no value (${judged.reason})`, shown };
  }
  return { ...measured, judged, source: check.source };
}

/** Whether the column was not asked for, or all of it was left out, and why. */
function whyUnsliced(column: string, omitted: readonly Omission[], task: Task): string {
  const reasons = omitted
    .filter((omission) => omission.column === column)
    .map((one) => describeOmission(one, task));
  return reasons.length === 0
    ? `the evaluation holds no slice by ${column}; evaluate with it`
    : `the evaluation left out every slice by ${column} (${reasons.join('; ')})`;
}

function describe(check: Check) {
  const { id, metric, slice, kind, role, direction, threshold, confidence } = check;
  return { id, metric, slice, kind, role, direction, threshold, confidence };
}

function show(part: Measured | Undefined): GateResult['candidate'] {
  return part.value === null ? null : { value: part.value, interval: part.interval };
}

/** The end of the interval that decided, or that would have to for a pass. */
function limitOf(check: Check, judged: Measured, failed: boolean): GateResult['limit'] {
  if (judged.interval === null) return null;
  const requirement = requirementOf(check);
  const { forPass, forFail } = decisiveEnds(judged.interval, requirement);
  const end = (requirement.good === 'above') === failed ? 'upper' : 'lower';
  const of = judgesChange(check) ? 'change' : 'value';
  return {
    value: failed ? forFail : forPass,
    name: `${end} ${percent(check.confidence)} limit of the ${of}`,
  };
}
