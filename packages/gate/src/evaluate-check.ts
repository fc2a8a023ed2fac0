import {
  type BudgetState,
  describeOmission,
  type GateResult,
  type Leniency,
  type Omission,
  type PolicyOptions,
} from '@proofmark/documents';
import { isGroupGap, type Measured, type Source, type Undefined } from '@proofmark/metrics';
import { whySpent } from './budget.ts';
import { decisiveEnds, judge, meets, requirementOf } from './judge.ts';
import { climb } from './ladder.ts';
import { judgesChange, measure } from './measure.ts';
import type { Check } from './plan-checks.ts';
import {
  explainBelowBest,
  explainDecision,
  explainDoubt,
  explainNewBest,
  explainPoint,
  explainSpent,
  percent,
} from './reason.ts';
import { rowsNeeded } from './rows-needed.ts';

/** What a gate tells apart when it is not decided: the first run, another test set, something absent, or data that cannot tell. */
export type Gap = 'no-baseline' | 'incomparable' | 'missing' | 'inconclusive' | 'spent';

/** A gate, and which of the policy's options spoke when it was not decided. */
export type Outcome = { gate: GateResult; gap: Gap | undefined; leniency: Leniency | undefined };

export type Context = {
  metrics: readonly string[];
  omitted: readonly Omission[];
  classes: readonly string[];
  hasBaseline: boolean;
  /** Why the baseline cannot be compared with. */
  incomparable: string | undefined;
  options: PolicyOptions;
  budget: BudgetState | undefined;
};

/** Measures one check and decides it. */
export function evaluateCheck(check: Check, context: Context): Outcome {
  const found = lookUp(check, context);
  if ('gap' in found) return undecidable(check, found.gap, found.text, context, found.shown);
  const { judged, candidate, baseline, change } = found;
  const requirement = requirementOf(check);
  const ofMeasure = check.source?.kind === 'measure';
  const hasBaseline = ofMeasure || (context.hasBaseline && context.incomparable === undefined);
  const numbers = { check, requirement, judged, scale: candidate.value ?? undefined };
  const shown = {
    ...describe(check),
    rows: check.rows,
    candidate: show(candidate),
    baseline: hasBaseline ? show(baseline) : null,
    change: hasBaseline ? show(change) : null,
  };
  const binding = check.role !== 'exploratory';
  const leniency = context.options['on-inconclusive'];
  const spent = binding ? whySpent(context.budget) : undefined;
  const pass = (gate: Omit<GateResult, 'status' | 'binding'>): Outcome =>
    spent === undefined
      ? decided({ ...gate, status: 'pass', binding })
      : {
          gate: {
            ...gate,
            status: 'inconclusive',
            reason: explainSpent(gate.reason, spent),
            binding: leniency === 'fail',
          },
          gap: 'spent',
          leniency,
        };
  if (check.onPoint) {
    const gate = {
      ...shown,
      limit: { value: judged.value, name: judgesChange(check) ? 'change' : 'value' },
      reason: explainPoint(numbers),
    };
    return meets(judged.value, requirement) ? pass(gate) : decided({ ...gate, status: 'fail', binding });
  }
  const rung = climb(check, judged, candidate.value, context.budget);
  if (rung?.kind === 'new-best') {
    const { newBest } = rung;
    const limit = { value: judged.value, name: 'change, less one standard error' };
    // The Ladder tells only this much of a gain, so the test set is not spent by it.
    return decided({ ...shown, limit, status: 'pass', newBest, reason: explainNewBest(numbers), binding });
  }
  const status = judged.interval === null ? 'inconclusive' : judge(judged.interval, requirement);
  const limit = limitOf(check, judged, status === 'fail');
  if (rung?.kind === 'below-best' && status === 'pass') {
    const reason = explainBelowBest(numbers, candidate.value ?? judged.value, rung);
    return {
      gate: { ...shown, limit, status: 'inconclusive', reason, binding: binding && leniency === 'fail' },
      gap: 'inconclusive',
      leniency,
    };
  }
  if (status !== 'inconclusive') {
    const gate = { ...shown, limit, reason: explainDecision(numbers, status) };
    return status === 'pass' ? pass(gate) : decided({ ...gate, status, binding });
  }
  const needed = ofMeasure
    ? undefined
    : rowsNeeded(check, requirement, found.source, check.rows, context.classes);
  const further = needed === undefined ? undefined : { rows: needed, all: needed + check.rows };
  return {
    gate: {
      ...shown,
      limit,
      status,
      reason: explainDoubt(numbers, further),
      ...(needed !== undefined && { rowsNeeded: needed }),
      binding: binding && leniency === 'fail',
    },
    gap: 'inconclusive',
    leniency,
  };
}

function decided(gate: GateResult): Outcome {
  return { gate, gap: undefined, leniency: undefined };
}

type Shown = Pick<GateResult, 'candidate' | 'baseline' | 'change'>;
type Absent = { gap: 'no-baseline' | 'incomparable' | 'missing'; text: string; shown: Shown };
type Found = ReturnType<typeof measure> & { judged: Measured; source: Source };

const NOTHING: Shown = { candidate: null, baseline: null, change: null };

function lookUp(
  check: Check,
  { metrics, omitted, classes, hasBaseline, incomparable }: Context,
): Found | Absent {
  const absent = (text: string): Absent => ({ gap: 'missing', text, shown: NOTHING });
  const ofMeasure = check.source?.kind === 'measure';
  if (!ofMeasure && !isGroupGap(check.metric) && !metrics.includes(check.metric)) {
    return absent(`the evaluation does not hold ${check.metric}; it holds ${metrics.join(', ')}`);
  }
  if (check.source === undefined) {
    const column = check.slice[0]?.column;
    return absent(
      column === undefined ? 'the evaluation does not hold the whole test set' : whyUnsliced(column, omitted),
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
      text: incomparable,
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
function whyUnsliced(column: string, omitted: readonly Omission[]): string {
  const reasons = omitted
    .filter((omission) => omission.column === column)
    .map((one) => describeOmission(one));
  return reasons.length === 0
    ? `the evaluation holds no slice by ${column}; evaluate with it`
    : `the evaluation left out every slice by ${column} (${reasons.join('; ')})`;
}

const remedies: Record<Absent['gap'], string> = {
  'no-baseline': '; set policy.on-no-baseline: warn for the first run',
  incomparable: '; run the baseline model again on the same rows (evaluation.baseline: model)',
  missing: '',
};

/** Strict: a fail. Lenient: inconclusive and not binding, which stays visible in the list of gates. */
function undecidable(
  check: Check,
  gap: Absent['gap'],
  text: string,
  context: Context,
  shown: Shown,
): Outcome {
  const leniency = leniencyOf(gap, context.options);
  const strict = leniency === 'fail' && check.role !== 'exploratory';
  const missing = strict ? `${text}${remedies[gap]}` : text;
  return {
    gate: {
      ...describe(check),
      rows: check.rows,
      ...shown,
      limit: null,
      status: strict ? 'fail' : 'inconclusive',
      missing,
      reason: `Not judged: ${missing}.`,
      binding: strict,
    },
    gap,
    leniency,
  };
}

function leniencyOf(gap: Absent['gap'], options: PolicyOptions): Leniency {
  switch (gap) {
    case 'no-baseline':
      return options['on-no-baseline'];
    case 'incomparable':
      return options['on-incomparable'] ?? 'fail';
    case 'missing':
      return options['on-missing'];
  }
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
