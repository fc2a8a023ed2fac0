import {
  countedUnit,
  type Evaluation,
  type Plan,
  type PlannedGate,
  type Policy,
  UserError,
} from '@proofmark/documents';
import { fewestRows } from '@proofmark/metrics';
import { powerAtUnits, unitsForDistance } from '@proofmark/stats';
import { openBudget, shareErrorRate } from './budget.ts';
import {
  type Bounds,
  type Guarantee,
  isDifference,
  modeOf,
  type PlannedClause,
  planClauses,
} from './condition/estimate.ts';
import { countCells, measureClause, standardErrorOf } from './condition/measure.ts';
import { parseCondition } from './condition/parse.ts';
import { requirementOf } from './judge.ts';
import { measureJudged } from './measure.ts';
import { type Check, planChecks } from './plan-checks.ts';
import { powerOfReach, type Reach, reachOf, rowsForReach } from './plan-reach.ts';

const POWERS = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99] as const;

/** What is planned from assumptions, without an evaluation. */
export type Assumptions = {
  /** Accepted loss of a share (accuracy, recall, …). */
  margin: number;
  /** Share of the rows the metric is about on which the predictions of the two models differ. */
  disagreement: number;
  /** Share of the rows that the metric is about: 1 for accuracy, that of the positives for recall. */
  prevalence: number;
  confidence: number;
};

/**
 * How many rows each gate of a policy needs for the power, from an evaluation: so many that, on rows like its own, the
 * limit that the gate looks at and z_power standard errors lie within the distance of the bound. By normal limits that
 * is n = (z_confidence + z_power)² · variance / distance²; the methods of the gate itself reach somewhat farther. A comparison against a loss is planned for a candidate that is exactly as good,
 * the others for the observed value. Success gates are planned at the smallest error rate Holm's method may leave.
 * Clusters count by their rows. @throws UserError `policy-invalid`
 */
export function planRows(evaluation: Evaluation, policy: Policy, power: number): Plan {
  const checks = shareErrorRate(planChecks(evaluation, policy), openBudget(evaluation, policy, undefined));
  const successes = checks.filter(({ role }) => role === 'success').length;
  const gates = checks
    // More rows change nothing about a file, and the order statistics of more rows are not known.
    .filter(({ onPoint, source }) => !onPoint && source?.kind !== 'measure')
    .map((check) => {
      const confidence = check.role === 'success' ? 1 - (1 - check.confidence) / successes : check.confidence;
      return planCheck({ ...check, confidence }, evaluation, power);
    });
  const conditions = policy.gates.flatMap((rule, index) =>
    rule.condition === undefined
      ? []
      : planCondition(rule.condition, `gates[${index}].condition`, {
          reliability: rule.confidence ?? policy.options.confidence,
          budget: policy.options.budget,
          mode: modeOf(rule, policy.options),
          bounds: rule.bounds ?? 'interval',
          evaluation,
          power,
        }),
  );
  if (gates.length + conditions.length === 0) {
    throw new UserError(
      'policy-invalid',
      'gates: expected at least one gate that more rows decide, received only measures and bounds on the point; there is nothing to plan',
    );
  }
  return {
    document: 'proofmark/plan',
    version: '1.0',
    model: evaluation.model,
    task: evaluation.task,
    power,
    gates: [...gates, ...conditions],
  };
}

/** Rows for a paired non-inferiority comparison of two shares that are truly equal. */
export function planAssumed(
  { margin, disagreement, prevalence, confidence }: Assumptions,
  power: number,
): Plan {
  const shares = prevalence === 1 ? '' : `, prevalence ${prevalence}`;
  const gate = planned({
    id: `margin ${margin}`,
    slice: [],
    assuming: `no true change, disagreement ${disagreement}${shares}`,
    confidence,
    variance: disagreement / prevalence,
    distance: margin,
    rows: null,
    least: 1,
    measurable: true,
    power,
    many: 'rows',
  });
  return { document: 'proofmark/plan', version: '1.0', power, gates: [gate] };
}

/**
 * Rows from which on the inequalities bound each clause of a condition by its tolerance; with intervals the rows that
 * give the power, from the counts of an evaluation.
 */
export function planCondition(
  text: string,
  where: string,
  guarantee: Guarantee &
    ({ bounds: Exclude<Bounds, 'interval'> } | { bounds: Bounds; evaluation: Evaluation; power: number }),
): PlannedGate[] {
  const clauses = planClauses(parseCondition(text, where), guarantee.bounds, guarantee);
  if (guarantee.bounds === 'interval') {
    return clauses.map((clause) => planClause(clause, guarantee.evaluation, guarantee.power));
  }
  return clauses.map((clause) => ({
    id: `condition:${clause.text}`,
    slice: [],
    assuming: `nothing: the bound of ${clause.spread === undefined ? 'Hoeffding' : 'Bennett'} holds for any model`,
    confidence: 1 - Math.exp(-clause.logInverse),
    variance: null,
    distance: clause.tolerance,
    rows: null,
    power: null,
    needed: clause.rows,
    curve: [],
  }));
}

/** A clause that is judged by its interval; of a loss as if there were none, as gates are planned. */
function planClause(clause: PlannedClause, { sums }: Evaluation, power: number): PlannedGate {
  const confidence = 1 - Math.exp(-clause.logInverse);
  const shared = { id: `condition:${clause.text}`, slice: [], confidence };
  const cells = sums.find(({ slice }) => slice.length === 0)?.cells ?? [];
  const { o, d } = clause.coefficients;
  const paired = o === undefined && d === undefined ? true : cells.every(({ baseline }) => baseline !== null);
  if (cells.length === 0 || !paired) {
    const reason = 'the evaluation holds no counts of right and wrong predictions of both models';
    return { ...shared, ...NOTHING, rows: null, reason };
  }
  const counts = countCells({ cells });
  const acceptsLoss = isDifference(clause) && (clause.comparison === '>') === clause.bound < 0;
  const truth = acceptsLoss ? 0 : measureClause(clause, counts, 'interval').value;
  return planned({
    ...shared,
    assuming: acceptsLoss ? 'no true change' : 'the observed value',
    variance: standardErrorOf(clause, counts) ** 2 * counts.rows,
    distance: clause.comparison === '>' ? truth - clause.bound : clause.bound - truth,
    rows: counts.rows,
    least: 1,
    measurable: true,
    power,
    many: 'rows',
  });
}

const NOTHING = {
  assuming: 'nothing',
  variance: null,
  distance: 0,
  power: null,
  needed: null,
  curve: [],
} satisfies Partial<PlannedGate>;

function planCheck(check: Check, { classes, task }: Evaluation, power: number): PlannedGate {
  const { id, slice, source, rows, confidence, kind } = check;
  const judged = source && measureJudged(check, source, classes, confidence);
  const shared = { id, slice, confidence };
  const [, many] = countedUnit(task);
  if (!judged || rows === 0 || judged.value === null || !judged.standardError) {
    const reason =
      judged?.reason ??
      (rows > 0
        ? `the ${many} show no spread`
        : source
          ? `the number of ${many} is unknown`
          : 'the evaluation holds no such slice');
    return { ...shared, ...NOTHING, rows, reason };
  }
  const least = 'sums' in source ? fewestRows(check.definition, source.sums, classes) : 1;
  if (!Number.isFinite(least)) {
    const reason = judged.reason ?? `a class is absent from the ${many}`;
    return { ...shared, ...NOTHING, rows, reason };
  }
  const { bound, good } = requirementOf(check);
  const truth = kind === 'non-inferiority' ? 0 : judged.value;
  return planned({
    ...shared,
    assuming: kind === 'non-inferiority' ? 'no true change' : 'the observed value',
    variance: judged.standardError ** 2 * rows,
    distance: good === 'above' ? truth - bound : bound - truth,
    rows,
    least,
    measurable: judged.interval !== null,
    power,
    many,
    reachAt: (units) => reachOf(check, source, classes, units / rows),
  });
}

type Question = Pick<PlannedGate, 'id' | 'slice' | 'assuming' | 'confidence' | 'distance' | 'rows'> & {
  variance: number;
  /** Rows that hold enough of each class for an interval. */
  least: number;
  /** Whether the rows that there are gave an interval. */
  measurable: boolean;
  power: number;
  /** What is counted: rows, queries, series. */
  many: string;
  /** How far the limit of the gate reaches on so many rows; without it as far as normal quantiles. */
  reachAt?: (rows: number) => Reach | undefined;
};

function planned({ power, least, measurable, many, reachAt, ...question }: Question): PlannedGate {
  const { variance, distance, confidence, rows } = question;
  const at = (wanted: number) => {
    const start = unitsForDistance(variance, distance, { confidence, power: wanted });
    return reachAt
      ? rowsForReach(reachAt, { distance, power: wanted, start, least })
      : Math.max(least, start);
  };
  const powerAt = (units: number) => {
    const own = reachAt?.(units);
    return own ? powerOfReach(own, distance) : powerAtUnits(variance, distance, units, confidence);
  };
  if (distance <= 0) {
    const reason = `the assumed number does not meet the requirement: no number of ${many} shows that it does`;
    return { ...question, power: null, needed: null, curve: [], reason };
  }
  return {
    ...question,
    power: rows === null ? null : measurable ? powerAt(rows) : 0,
    needed: at(power),
    curve: POWERS.map((each) => ({ power: each, rows: at(each) })),
  };
}
