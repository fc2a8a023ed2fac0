import {
  describeOmission,
  documentDigest,
  type Evaluation,
  type GateResult,
  type Policy,
  type Role,
  type Status,
  showReceived,
  UserError,
  type Verdict,
  type WaiverState,
} from '@proofmark/documents';
import { formatPlural, whyIncomparable } from '@proofmark/metrics';
import { type LookState, openBudget, shareErrorRate, warnOfBudget, whySpent } from './budget.ts';
import { evaluateCondition } from './condition/evaluate.ts';
import { type Context, evaluateCheck } from './evaluate-check.ts';
import { discoveryConfidences } from './exploratory.ts';
import { writeHeadline } from './headline.ts';
import { holmConfidences, pValueOf } from './holm.ts';
import { jointPower } from './joint-power.ts';
import { requirementOf } from './judge.ts';
import { measureJudged } from './measure.ts';
import type { Outcome } from './outcome.ts';
import { type Check, planChecks } from './plan-checks.ts';
import { refuseContradictions } from './refuse-contradictions.ts';
import { listUnjudged } from './unjudged.ts';
import { applyWaivers } from './waivers.ts';
import { warnOfWeakerTest } from './weaker-test.ts';

/** What a verdict depends on besides the evaluation and the policy; the verdict repeats it. */
export type DecisionState = {
  /** This look in the ledger of the test set. Without it the verdict says that looks were not counted. */
  looks?: LookState | undefined;
  waivers?: WaiverState | undefined;
};

/**
 * Decides the gate from the evaluation, the policy and the state alone; equal documents give equal verdicts, digit by
 * digit.
 *
 * Each rule on each slice is one gate: pass when the whole one-sided confidence range meets the requirement, fail
 * when none of it does, else inconclusive. What was not decided follows the policy:
 *
 * | state | option | `fail` | `warn` | `pass` |
 * |---|---|---|---|---|
 * | the data cannot tell | on-inconclusive | inconclusive, binding | inconclusive, not binding, warning | same, no warning |
 * | metric, slice or value absent | on-missing | fail, binding | inconclusive, not binding, warning | same, no warning |
 * | no baseline | on-no-baseline | fail, binding | inconclusive, not binding, warning | same, no warning |
 * | another test set | on-incomparable | fail, binding | inconclusive, not binding, warning | same, no warning |
 *
 * The verdict fails if a binding gate fails, else is inconclusive if a binding gate is, else passes. Exploratory
 * gates never bind; one that fails warns. Guardrails, all of which must pass, need no correction for their number (an
 * intersection–union test keeps its level), and their joint power is told; success gates share their error rate by
 * Holm's method, exploratory ones by Benjamini and Hochberg's.
 * Under a budget each gate has its share of the error rate of all looks, and nothing passes on a spent test set.
 * A waived gate keeps its status and does not bind.
 * @throws UserError `policy-invalid` for a rule that cannot be meant, `document-invalid` for sums that contradict
 * themselves
 */
export function decide(evaluation: Evaluation, policy: Policy, state: DecisionState = {}): Verdict {
  refuseContradictions(evaluation);
  if (evaluation.recorded) refuseContradictions(evaluation.recorded);
  const digest = documentDigest(evaluation);
  const budget = openBudget(evaluation, policy, state.looks);
  const context: Context = {
    budget,
    task: evaluation.task,
    metrics: evaluation.metrics,
    omitted: evaluation.omitted,
    classes: evaluation.classes,
    hasBaseline: evaluation.baseline !== null,
    incomparable: whyIncomparable(evaluation),
    options: policy.options,
  };
  const checks = correctForFamilies(shareErrorRate(planChecks(evaluation, policy), budget), context);
  const conditions = policy.gates.flatMap((rule, index) => {
    const { condition } = rule;
    if (condition === undefined) return [];
    const where = `gates[${index}]`;
    return [
      { index, outcome: evaluateCondition({ ...rule, condition }, where, evaluation, policy, context) },
    ];
  });
  // In the order of the policy, which tells a reader (and an annotation) the rule of a gate.
  const outcomes = [
    ...checks.map((check) => ({ index: check.index, outcome: evaluateCheck(check, context) })),
    ...conditions,
  ]
    .sort((a, b) => a.index - b.index)
    .map(({ outcome }) => outcome);
  const conditionIds = outcomes.flatMap(({ gate }) => (gate.kind === 'condition' ? [gate.id] : []));
  refuseRepeats(conditionIds);
  const waived = applyWaivers(
    outcomes.map(({ gate }) => gate),
    { model: evaluation.model, evaluation: digest },
    state.waivers,
  );
  const { gates } = waived;
  const status = combine(gates);
  const power = jointPower(checks, evaluation);
  const unjudged = listUnjudged(evaluation, policy);
  const spent = {
    why: whySpent(budget),
    gates: outcomes.flatMap(({ gate, gap }) => (gap === 'spent' ? [gate.id] : [])),
  };
  return {
    document: 'proofmark/verdict',
    version: '1.0',
    model: evaluation.model,
    evaluation: digest,
    policy,
    status,
    headline: writeHeadline(status, gates, { evaluation, unjudged, spent }),
    gates,
    ...(power !== undefined && { power }),
    ...(budget !== undefined && { budget }),
    ...(waived.state !== undefined && { waivers: waived.state }),
    ...(unjudged.length > 0 && { unjudged: unjudged.map(({ omission }) => omission) }),
    warnings: [
      ...waived.warnings,
      ...warnOfWeakerTest(evaluation, outcomes),
      ...warnOfBudget(budget),
      ...warn(outcomes),
      ...unjudged.map(({ omission }) => `Not judged: ${describeOmission(omission, evaluation.task)}.`),
    ],
  };
}

/** The id of a condition is its text. @throws UserError `policy-invalid` */
function refuseRepeats(ids: readonly string[]): void {
  const repeated = ids.find((id, i) => ids.indexOf(id) !== i);
  if (repeated === undefined) return;
  throw new UserError(
    'policy-invalid',
    `gates: expected each condition once, received ${showReceived(repeated)} again; remove one of them`,
  );
}

/** The worst status of the binding gates. */
function combine(gates: readonly GateResult[]): Status {
  const binding = gates.filter((gate) => gate.binding).map(({ status }) => status);
  if (binding.includes('fail')) return 'fail';
  return binding.includes('inconclusive') ? 'inconclusive' : 'pass';
}

/** Gives the gates of each family that can be measured the confidence that the correction leaves each of them. */
function correctForFamilies(checks: readonly Check[], context: Context): Check[] {
  const success = measuredFamily(checks, 'success', ['pass'], context);
  const exploratory = measuredFamily(checks, 'exploratory', ['pass', 'fail'], context);
  const corrected = new Map([
    ...pair(success, holmConfidences(success)),
    ...pair(exploratory, discoveryConfidences(exploratory)),
  ]);
  return checks.map((check, index) => {
    const confidence = corrected.get(index);
    return confidence === undefined ? check : { ...check, confidence };
  });
}

type Member = { index: number; confidence: number; pValue: number };

function pair(members: readonly Member[], confidences: readonly number[]): [number, number][] {
  return members.map(({ index, confidence }, i) => [index, confidences[i] ?? confidence]);
}

/** The checks of a role that have limits, with the smallest p-value of the decisions that count. */
function measuredFamily(
  checks: readonly Check[],
  role: Role,
  decisions: readonly ('pass' | 'fail')[],
  context: Context,
): Member[] {
  return checks.flatMap((check, index) => {
    const { source } = check;
    if (check.role !== role || check.onPoint || source === undefined) return [];
    const limitsAt = (confidence: number) => {
      const judged = measureJudged(check, source, context.classes, confidence);
      return judged.value === null ? null : judged.interval;
    };
    if (limitsAt(check.confidence) === null) return [];
    const requirement = requirementOf(check);
    const pValues = decisions.map((decision) => pValueOf(requirement, limitsAt, decision));
    return [{ index, confidence: check.confidence, pValue: Math.min(...pValues) }];
  });
}

function warn(outcomes: readonly Outcome[]): string[] {
  const warned = outcomes.filter(({ gap, leniency }) => gap !== undefined && leniency === 'warn');
  const unpaired = warned.filter(({ gap }) => gap === 'no-baseline').length;
  const others = warned.filter(({ gap }) => gap !== 'no-baseline');
  const found = outcomes.filter(
    ({ gate, gap }) => gate.role === 'exploratory' && gate.status === 'fail' && !gap,
  );
  return [
    ...(unpaired === 0
      ? []
      : [
          `There is no baseline to compare with: ${formatPlural(unpaired, 'gate was', 'gates were')} not judged.`,
        ]),
    ...others.map(
      ({ gate, gap }) =>
        `${gate.id}: ${gap === 'missing' || gap === 'incomparable' ? '' : 'inconclusive. '}${gate.reason}`,
    ),
    ...found.map(({ gate }) => `${gate.id} (exploratory): ${gate.reason}`),
  ];
}
