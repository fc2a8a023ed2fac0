import {
  canonicalJson,
  type Evaluation,
  type GateKind,
  type GateRule,
  type Measure,
  nameSlices,
  type Policy,
  type Role,
  RULE_KEYS,
  type SliceKey,
  type SliceSums,
  showReceived,
  UserError,
} from '@proofmark/documents';
import {
  groupGapMetric,
  isGroupGap,
  type Metric,
  recordedOrEmpty,
  requireMetric,
  type Source,
  statedMetric,
} from '@proofmark/metrics';
import { refuseMisusedGap } from './refuse-gap.ts';
import {
  type RuleKey,
  refuseImpossibleNumber,
  refuseIrrelevantPoint,
  refuseWrongDirection,
} from './refuse-rule.ts';

/** One rule on one slice, before anything is measured. */
export type Check = {
  /** Index of the rule in the policy. */
  index: number;
  id: string;
  rule: RuleKey;
  metric: string;
  definition: Metric;
  kind: Exclude<GateKind, 'condition'>;
  direction: 'higher' | 'lower';
  role: Role;
  /** The number as the policy has it. */
  threshold: number;
  onPoint: boolean;
  /** One-sided. */
  confidence: number;
  slice: SliceKey;
  /** Rows it is judged on; 0 where the evaluation does not hold them. */
  rows: number;
  /** What units are independent. */
  unit: 'row' | 'cluster';
  /** Undefined where the evaluation holds no such slice. */
  source: Source | undefined;
};

const kinds: Record<RuleKey, Check['kind']> = {
  min: 'minimum',
  max: 'maximum',
  'max-drop': 'non-inferiority',
  'max-rise': 'non-inferiority',
  'min-gain': 'superiority',
};

/**
 * Spreads the policy out: every rule about a metric on the whole test set, then on each value of the slice columns it names. A
 * column without values gives one check without sums.
 * @throws UserError `policy-invalid` for a rule that cannot be meant: unknown metric, wrong direction, a number out of
 * the metric's range; or for rules that are all exploratory, so that nothing could fail
 */
export function planChecks(evaluation: Evaluation, policy: Policy): Check[] {
  if (policy.gates.every(({ role }) => role === 'exploratory')) {
    throw new UserError(
      'policy-invalid',
      'gates[0].role: all rules of gates are exploratory, so nothing could fail; expected at least one guardrail or success rule, received none; remove "role: exploratory" from a rule',
    );
  }
  const checks = policy.gates.flatMap((gate, index) =>
    gate.metric === undefined ? [] : planRule({ ...gate, metric: gate.metric }, index, evaluation, policy),
  );
  refuseRepeats(policy.gates);
  const seen = new Map<string, number>();
  return checks.map((check) => {
    const times = (seen.get(check.id) ?? 0) + 1;
    seen.set(check.id, times);
    return times === 1 ? check : { ...check, id: `${check.id}#${times}` };
  });
}

/** A rule that stands twice was meant to be another one. @throws UserError `policy-invalid` */
function refuseRepeats(gates: readonly GateRule[]): void {
  const rules = gates.map((gate) => canonicalJson(gate));
  const repeated = rules.findIndex((rule, i) => rules.indexOf(rule) !== i);
  const rule = gates[repeated];
  if (rule === undefined || rule.condition !== undefined) return;
  throw new UserError(
    'policy-invalid',
    `gates[${repeated}]: expected each rule once, received that of gates[${rules.indexOf(rules[repeated] ?? '')}] again, of ${showReceived(rule.metric)}; change or remove one of them`,
  );
}

function planRule(
  gate: GateRule & { metric: string },
  index: number,
  evaluation: Evaluation,
  policy: Policy,
): Check[] {
  const where = `gates[${index}]`;
  const rule = RULE_KEYS.find((key) => gate[key] !== undefined);
  const threshold = rule && gate[rule];
  if (rule === undefined || threshold === undefined) {
    throw new UserError('policy-invalid', `${where}: expected one of ${RULE_KEYS.join(', ')}, received none`);
  }
  const measure = evaluation.measures?.find(({ name }) => name === gate.metric);
  if (measure !== undefined && gate.slices !== undefined) {
    throw new UserError(
      'policy-invalid',
      `${where}.slices: ${measure.name} is measured on the whole alone; expected no slices, received ${gate.slices.map((column) => showReceived(column)).join(', ')}`,
    );
  }
  const gap = isGroupGap(gate.metric);
  if (gap || gate.by !== undefined) refuseMisusedGap({ ...gate, rule, gap }, evaluation.task, where);
  const definition = measure
    ? statedMetric(measure.name, measure.direction)
    : gap
      ? groupGapMetric(gate.metric, gate.by ?? '')
      : evaluation.task === 'aggregates'
        ? defineStated(gate.metric, rule, evaluation, where)
        : requireMetric(gate.metric, evaluation, `${where}.metric`);
  const { name: metric, direction } = definition;
  refuseWrongDirection(rule, threshold, definition, where);
  refuseImpossibleNumber(rule, threshold, definition, where);
  refuseIrrelevantPoint(rule, gate.on, where, evaluation.task);
  const parts = measure
    ? [measurePart(measure)]
    : gate.by === undefined
      ? slicesOf(gate.slices ?? [], metric, evaluation)
      : [groupsPart(gate.by, evaluation)];
  return parts.map(({ slice, ...part }) => ({
    id: `${metric}${slice.length === 0 ? '' : `[${slice.map((s) => `${s.column}=${s.value}`).join(',')}]`}:${rule}`,
    index,
    rule,
    metric,
    definition,
    kind: kinds[rule],
    direction,
    role: gate.role ?? 'guardrail',
    threshold,
    onPoint: gate.on === 'point',
    confidence: gate.confidence ?? policy.options.confidence,
    slice,
    ...part,
  }));
}

/** The value shown for a slice column of which the evaluation holds no value. */
const ANY_VALUE = '*';

type SlicePart = Pick<Check, 'slice' | 'rows' | 'unit' | 'source'>;

function slicesOf(columns: readonly string[], metric: string, evaluation: Evaluation): SlicePart[] {
  const { sums, task } = evaluation;
  const whole = sums.find(({ slice }) => slice.length === 0);
  const parts = columns.flatMap((column): SlicePart[] => {
    const values = sums.filter(({ slice }) => slice.length > 0 && nameSlices(slice) === column);
    if (values.length === 0) return [absentSlice([{ column, value: ANY_VALUE }])];
    return values.map((slice) => sumsPart(slice, evaluation));
  });
  if (task === 'aggregates') return [statedPart(metric, evaluation), ...parts];
  return [whole === undefined ? absentSlice([]) : sumsPart(whole, evaluation), ...parts];
}

/** All groups of a column together. */
function groupsPart(by: string, evaluation: Evaluation): SlicePart {
  const { sums, recorded } = evaluation;
  const groupsOf = (all: readonly SliceSums[]) =>
    all.filter(({ slice }) => slice.length > 0 && nameSlices(slice) === by);
  const groups = groupsOf(sums);
  const [first] = groups;
  if (first === undefined) return absentSlice([{ column: by, value: ANY_VALUE }]);
  const rows = groups.reduce((total, group) => total + group.rows, 0);
  return {
    slice: [],
    rows,
    unit: unitOf(first, evaluation),
    source: { kind: 'groups', groups, recorded: recorded && groupsOf(recorded.sums) },
  };
}

function absentSlice(slice: SliceKey): SlicePart {
  return { slice, rows: 0, unit: 'row', source: undefined };
}

function sumsPart(sums: SliceSums, evaluation: Evaluation): SlicePart {
  const { slice, rows } = sums;
  const source: Source =
    evaluation.recorded === undefined
      ? { kind: 'paired', sums }
      : { kind: 'recorded', sums, baseline: recordedOrEmpty(evaluation, slice) };
  return { slice, rows, unit: unitOf(sums, evaluation), source };
}

/** The sums of a forecast are always by cluster: of series, which are what it counts, where it names no other cluster. */
function unitOf({ moments }: SliceSums, { task, cluster }: Evaluation): Check['unit'] {
  return task === 'forecast' && cluster === undefined ? 'row' : moments.unit;
}

function statedPart(metric: string, { aggregates = [], testSet }: Evaluation): SlicePart {
  const aggregate = aggregates.find((one) => one.metric === metric);
  if (aggregate === undefined) return absentSlice([]);
  const rows = aggregate.candidate?.rows ?? testSet.rows;
  return { slice: [], rows, unit: 'row', source: { kind: 'stated', aggregate } };
}

function measurePart(measure: Measure): SlicePart {
  return { slice: [], rows: measure.rows ?? 0, unit: 'row', source: { kind: 'measure', measure } };
}

const betterBy: Partial<Record<RuleKey, Check['direction']>> = {
  min: 'higher',
  max: 'lower',
  'max-drop': 'higher',
  'max-rise': 'lower',
};

/** Which way is better says the source, else the rule itself. */
function defineStated(name: string, rule: RuleKey, { aggregates = [] }: Evaluation, where: string): Metric {
  const stated = aggregates.find(({ metric }) => metric === name)?.direction;
  const direction = stated ?? betterBy[rule];
  if (direction !== undefined) return statedMetric(name, direction);
  throw new UserError(
    'policy-invalid',
    `${where}.${rule}: whether more or less of ${showReceived(name)} is better is not known, since its source does not say so; expected max-drop (more is better) or max-rise, received ${rule}`,
  );
}
