import type { BudgetState, GateResult, Leniency, PolicyOptions } from '@proofmark/documents';
import type { Measured, Undefined } from '@proofmark/metrics';
import { isNewBest, whySpent } from './budget.ts';
import { decisiveEnds, judge, meets, requirementOf } from './judge.ts';
import { judgesChange, measure } from './measure.ts';
import type { Check } from './plan-checks.ts';
import {
  explainDecision,
  explainDoubt,
  explainNewBest,
  explainPoint,
  explainSpent,
  percent,
} from './reason.ts';
import { rowsNeeded } from './rows-needed.ts';

/** What a gate tells apart when it is not decided: the first run, something absent, or data that cannot tell. */
export type Gap = 'no-baseline' | 'missing' | 'inconclusive' | 'spent';

/** A gate, and which of the policy's options spoke when it was not decided. */
export type Outcome = { gate: GateResult; gap: Gap | undefined; leniency: Leniency | undefined };

export type Context = {
  metrics: readonly string[];
  classes: readonly string[];
  hasBaseline: boolean;
  options: PolicyOptions;
  budget: BudgetState | undefined;
};

/** Measures one check and decides it. */
export function evaluateCheck(check: Check, context: Context): Outcome {
  const found = lookUp(check, context);
  if ('gap' in found) return undecidable(check, found.gap, found.text, context, found.shown);
  const { judged, candidate, baseline, change } = found;
  const requirement = requirementOf(check);
  const numbers = { check, requirement, judged, scale: candidate.value ?? undefined };
  const shown = {
    ...describe(check),
    rows: found.sums.rows,
    candidate: show(candidate),
    baseline: context.hasBaseline ? show(baseline) : null,
    change: context.hasBaseline ? show(change) : null,
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
      limit: { value: judged.value, name: 'value' },
      reason: explainPoint(numbers),
    };
    return meets(judged.value, requirement) ? pass(gate) : decided({ ...gate, status: 'fail', binding });
  }
  if (isNewBest(check, judged, context.budget)) {
    const limit = { value: judged.value, name: 'change, less one standard error' };
    // The Ladder tells only this much of a gain, so the test set is not spent by it.
    return decided({ ...shown, limit, status: 'pass', reason: explainNewBest(numbers), binding });
  }
  const status = judged.interval === null ? 'inconclusive' : judge(judged.interval, requirement);
  const limit = limitOf(check, judged, status === 'fail');
  if (status !== 'inconclusive') {
    const gate = { ...shown, limit, reason: explainDecision(numbers, status) };
    return status === 'pass' ? pass(gate) : decided({ ...gate, status, binding });
  }
  const needed =
    judged.interval === null ? undefined : rowsNeeded(check, requirement, found.sums, context.classes);
  const further = needed === undefined ? undefined : { rows: needed, all: needed + found.sums.rows };
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
type Absent = { gap: 'no-baseline' | 'missing'; text: string; shown: Shown };
type Found = ReturnType<typeof measure> & { judged: Measured; sums: NonNullable<Check['sums']> };

const NOTHING: Shown = { candidate: null, baseline: null, change: null };

function lookUp(check: Check, { metrics, classes, hasBaseline }: Context): Found | Absent {
  const absent = (text: string): Absent => ({ gap: 'missing', text, shown: NOTHING });
  if (!metrics.includes(check.metric)) {
    return absent(`the evaluation does not hold ${check.metric}; it holds ${metrics.join(', ')}`);
  }
  if (check.sums === undefined) {
    const column = check.slice[0]?.column;
    return absent(
      column === undefined
        ? 'the evaluation does not hold the whole test set'
        : `the evaluation holds no slice by ${column}; evaluate with it, and look at "omitted"`,
    );
  }
  const measured = measure(check, check.sums, classes, check.confidence);
  if (judgesChange(check) && !hasBaseline) {
    const shown = { ...NOTHING, candidate: show(measured.candidate) };
    return { gap: 'no-baseline', text: 'there is no baseline to compare with', shown };
  }
  const { judged, candidate, baseline, change } = measured;
  if (judged.value === null) {
    const shown = { candidate: show(candidate), baseline: show(baseline), change: show(change) };
    return { gap: 'missing', text: `${check.metric} has no value (${judged.reason})`, shown };
  }
  return { ...measured, judged, sums: check.sums };
}

const FIRST_RUN_REMEDY = 'set policy.on-no-baseline: warn for the first run';

/** Strict: a fail. Lenient: inconclusive and not binding, which stays visible in the list of gates. */
function undecidable(
  check: Check,
  gap: Absent['gap'],
  text: string,
  context: Context,
  shown: Shown,
): Outcome {
  const leniency = context.options[gap === 'no-baseline' ? 'on-no-baseline' : 'on-missing'];
  const strict = leniency === 'fail' && check.role !== 'exploratory';
  const missing = strict && gap === 'no-baseline' ? `${text}; ${FIRST_RUN_REMEDY}` : text;
  return {
    gate: {
      ...describe(check),
      rows: check.sums?.rows ?? 0,
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
