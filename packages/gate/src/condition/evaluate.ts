import {
  type Evaluation,
  type GateRule,
  type Policy,
  type SliceKey,
  type Status,
  UserError,
} from '@proofmark/documents';
import { formatCount, formatExact } from '@proofmark/metrics';
import { SMALLEST_ERROR_RATE, whySpent } from '../budget.ts';
import type { Context, Outcome } from '../evaluate-check.ts';
import { judge } from '../judge.ts';
import { explainSpent, percent } from '../reason.ts';
import { type Guarantee, type PlannedClause, planClauses } from './estimate.ts';
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
  const bounds = rule.bounds ?? 'interval';
  const reliability = rule.confidence ?? policy.options.confidence;
  const guarantee: Guarantee = {
    reliability,
    budget: policy.options.budget,
    // What lets go when it cannot tell must not rely on a clause that may not hold.
    mode: rule.mode ?? (policy.options['on-inconclusive'] === 'fail' ? 'fp-free' : 'fn-free'),
  };
  const clauses = planClauses(parseCondition(rule.condition, `${where}.condition`), bounds, guarantee);
  refuseImpossible(clauses, bounds, where);
  const text = clauses.map((clause) => clause.text).join(' /\\ ');
  const binding = rule.role !== 'exploratory';
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
    rows: sums?.rows ?? 0,
    candidate: null,
    baseline: null,
    change: null,
    limit: null,
  };
  const absent = (gap: 'no-baseline' | 'missing', missing: string): Outcome => {
    const leniency = context.options[gap === 'no-baseline' ? 'on-no-baseline' : 'on-missing'];
    const strict = leniency === 'fail' && binding;
    const status = strict ? 'fail' : 'inconclusive';
    return {
      gate: { ...shared, status, missing, reason: `Not judged: ${missing}.`, binding: strict },
      gap,
      leniency,
    };
  };
  const needsBaseline = clauses.some(({ coefficients: { o, d } }) => o !== undefined || d !== undefined);
  if (needsBaseline && !context.hasBaseline)
    return absent('no-baseline', 'there is no baseline to compare with');
  if (sums === undefined) return absent('missing', 'the evaluation does not hold the whole test set');
  if (sums.cells.length === 0)
    return absent('missing', 'the evaluation holds no counts of right and wrong predictions');
  if (needsBaseline && sums.cells.some(({ baseline }) => baseline === null))
    return absent('missing', 'the baseline was not measured on these rows');
  if (sums.moments.unit === 'cluster' || evaluation.weight !== undefined)
    return absent(
      'missing',
      `the rows are ${evaluation.weight === undefined ? 'clustered' : 'weighted'}, and the bounds of a condition hold for independent rows that count equally`,
    );

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
    ...shared,
    clauses: judged.map(({ clause, measured, status: own }) => ({
      text: clause.text,
      ...measured,
      status: own,
      rows: clause.rows,
    })),
    reason: `${judged.map(explain).join('; ')}. Each range holds with ${percent(1 - Math.exp(-(clauses[0]?.logInverse ?? 0)))} confidence${bounds === 'interval' ? '' : `, by the bound of ${bounds === 'bennett' ? 'Bennett' : 'Hoeffding'}, which asks for ${formatCount(needed)} rows`}.`,
  };
  const leniency = rule.mode === undefined ? context.options['on-inconclusive'] : leniencies[rule.mode];
  const spent = binding && status === 'pass' ? whySpent(context.budget) : undefined;
  if (spent !== undefined) {
    const reason = explainSpent(gate.reason, spent);
    return {
      gate: { ...gate, status: 'inconclusive', reason, binding: leniency === 'fail' },
      gap: 'spent',
      leniency,
    };
  }
  if (status !== 'inconclusive')
    return { gate: { ...gate, status, binding }, gap: undefined, leniency: undefined };
  return {
    gate: {
      ...gate,
      status,
      ...(bounds !== 'interval' && more > 0 && { rowsNeeded: more }),
      binding: binding && leniency === 'fail',
    },
    gap: 'inconclusive',
    leniency,
  };
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

/** Intervals, unlike the inequalities, are approximations that end somewhere. */
function refuseImpossible(clauses: readonly PlannedClause[], bounds: string, where: string): void {
  const smallest = Math.exp(-Math.max(...clauses.map(({ logInverse }) => logInverse)));
  if (bounds !== 'interval' || smallest >= SMALLEST_ERROR_RATE) return;
  throw new UserError(
    'policy-invalid',
    `${where}.bounds: expected hoeffding or bennett where the error rate of a look is less than ${SMALLEST_ERROR_RATE}, received interval with ${smallest.toExponential(1)}; add "bounds: hoeffding", or plan fewer steps`,
  );
}
