import {
  type Evaluation,
  type GateRule,
  type Policy,
  type SliceKey,
  type SliceSums,
  type Status,
  showReceived,
  UserError,
} from '@proofmark/documents';
import { formatCount, formatExact } from '@proofmark/metrics';
import { SMALLEST_ERROR_RATE } from '../budget.ts';
import type { Context } from '../evaluate-check.ts';
import { judge } from '../judge.ts';
import { type Absence, absent, decided, type Outcome, passed, undecided } from '../outcome.ts';
import { percent } from '../reason.ts';
import { type Guarantee, modeOf, type PlannedClause, planClauses } from './estimate.ts';
import { countCells, type MeasuredClause, measureClause } from './measure.ts';
import { parseCondition } from './parse.ts';

/**
 * Decides a condition of ease.ml/ci as one gate: each clause is true, false or unknown; one false clause fails it, all
 * true ones pass it, else the mode speaks: fp-free blocks, fn-free lets go, and without one `on-inconclusive` does.
 * @throws UserError `policy-invalid`
 */
export function evaluateCondition(
  rule: GateRule & { condition: string },
  where: string,
  evaluation: Evaluation,
  policy: Policy,
  context: Context,
): Outcome {
  refuseIrrelevant(rule, where);
  refuseDependent(evaluation, where);
  const bounds = rule.bounds ?? 'interval';
  const reliability = rule.confidence ?? policy.options.confidence;
  const guarantee: Guarantee = {
    reliability,
    budget: policy.options.budget,
    mode: modeOf(rule, policy.options),
  };
  const clauses = planClauses(parseCondition(rule.condition, `${where}.condition`), bounds, guarantee);
  refuseImpossible(clauses, bounds, where);
  const text = clauses.map((clause) => clause.text).join(' /\\ ');
  const sums = evaluation.sums.find(({ slice }) => slice.length === 0);
  const shared = {
    id: `condition:${text}`,
    metric: text,
    slice: [] as SliceKey,
    kind: 'condition' as const,
    role: rule.role ?? 'guardrail',
    direction: 'higher' as const,
    threshold: 0,
    confidence: reliability,
    candidate: null,
    baseline: null,
    change: null,
    limit: null,
  };
  const whole = { ...shared, rows: sums?.rows ?? 0 };
  const needsBaseline = clauses.some(({ coefficients: { o, d } }) => o !== undefined || d !== undefined);
  if (sums === undefined) {
    const text = 'the evaluation does not hold the whole test set';
    return absent(whole, { gap: 'missing', text }, context.options);
  }
  const absence = whyAbsent(evaluation, sums, context, needsBaseline);
  if (absence !== undefined) return absent(whole, absence, context.options);

  const counts = countCells(sums);
  const judged = clauses.map((clause) => {
    const measured = measureClause(clause, counts, bounds);
    const good = clause.comparison === '>' ? 'above' : 'below';
    return { clause, measured, status: judge(measured, { bound: clause.bound, good, strict: true }) };
  });
  const status = conjunction(judged.map((one) => one.status));
  const needed = Math.max(...clauses.map(({ rows }) => rows));
  const more = needed - sums.rows;
  const gate = {
    ...whole,
    clauses: judged.map(({ clause, measured, status: own }) => ({
      text: clause.text,
      ...measured,
      status: own,
      rows: clause.rows,
    })),
    reason: `${judged.map(explain).join('; ')}. Each range holds with ${percent(1 - Math.exp(-(clauses[0]?.logInverse ?? 0)))} confidence${bounds === 'interval' ? ', as wide as its interval: the tolerances play no part with bounds: interval' : `, by the bound of ${bounds === 'bennett' ? 'Bennett' : 'Hoeffding'}, which asks for ${formatCount(needed)} rows`}.`,
  };
  const leniency = rule.mode === undefined ? context.options['on-inconclusive'] : leniencies[rule.mode];
  if (status === 'pass') return passed(gate, leniency, context.budget);
  if (status === 'fail') return decided(gate, 'fail');
  return undecided({ ...gate, ...(bounds !== 'interval' && more > 0 && { rowsNeeded: more }) }, leniency);
}

function whyAbsent(
  { recorded }: Evaluation,
  sums: SliceSums,
  { hasBaseline, incomparable }: Context,
  needsBaseline: boolean,
): Absence | undefined {
  if (needsBaseline && !hasBaseline)
    return { gap: 'no-baseline', text: 'there is no baseline to compare with' };
  if (needsBaseline && incomparable !== undefined) return { gap: 'incomparable', ...incomparable };
  if (sums.cells.length === 0)
    return { gap: 'missing', text: 'the evaluation holds no counts of right and wrong predictions' };
  if (!needsBaseline || sums.cells.every(({ baseline }) => baseline !== null)) return undefined;
  const text =
    recorded === undefined
      ? 'the baseline was not measured on these rows'
      : `the baseline was evaluated before (${recorded.origin} ${recorded.name}), so that its rows cannot be paired; run its model again (evaluation.baseline: model), or use a metric with max-drop`;
  return { gap: 'missing', text };
}

const leniencies = { 'fp-free': 'fail', 'fn-free': 'pass' } as const;

/** Kleene's conjunction. */
function conjunction(statuses: readonly Status[]): Status {
  if (statuses.includes('fail')) return 'fail';
  return statuses.includes('inconclusive') ? 'inconclusive' : 'pass';
}

const words: Record<Status, string> = {
  pass: 'holds',
  fail: 'does not hold',
  inconclusive: 'cannot be told',
};

function explain({
  clause,
  measured,
  status,
}: {
  clause: PlannedClause;
  measured: MeasuredClause;
  status: Status;
}) {
  const show = (value: number) => formatExact(Number(value.toFixed(5)));
  return `${clause.text} ${words[status]}: ${show(measured.value)}, between ${show(measured.lower)} and ${show(measured.upper)}`;
}

function refuseIrrelevant(rule: GateRule, where: string): void {
  const given = (['on', 'slices'] as const).find((key) => rule[key] !== undefined);
  const what = given ?? (rule.role === 'success' ? 'role' : undefined);
  if (what === undefined) return;
  throw new UserError(
    'policy-invalid',
    `${where}.${what}: a condition is judged on the whole test set, by its own bounds, as a guardrail or exploratory; expected no ${what}, received ${String(rule[what])}; remove it`,
  );
}

/** @throws UserError `policy-invalid`: the bounds are those of independent rows that count equally */
function refuseDependent({ cluster, weight, sums }: Evaluation, where: string): void {
  const clustered = sums.some(({ moments }) => moments.unit === 'cluster');
  if (!clustered && weight === undefined) return;
  const [name, column] = clustered ? ['cluster', cluster] : ['weight', weight];
  throw new UserError(
    'policy-invalid',
    `${where}.condition: the bounds of a condition hold for independent rows that count equally; expected an evaluation without cluster and weight, received evaluation.${name}: ${showReceived(column)}; write {metric: accuracy, max-drop: 0.01} in its place`,
  );
}

/** Intervals, unlike the inequalities, are approximations that end somewhere. */
function refuseImpossible(clauses: readonly PlannedClause[], bounds: string, where: string): void {
  const smallest = Math.exp(-Math.max(...clauses.map(({ logInverse }) => logInverse)));
  if (bounds !== 'interval' || smallest >= SMALLEST_ERROR_RATE) return;
  throw new UserError(
    'policy-invalid',
    `${where}.bounds: expected hoeffding or bennett where the error rate of a look is less than ${SMALLEST_ERROR_RATE}, received interval with ${smallest.toExponential(1)}; add "bounds: hoeffding", or plan fewer steps`,
  );
}
