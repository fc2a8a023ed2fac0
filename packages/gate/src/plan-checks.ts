import {
  type Evaluation,
  type GateKind,
  type GateRule,
  type Policy,
  type Role,
  RULE_KEYS,
  type SliceKey,
  type SliceSums,
  UserError,
} from '@proofmark/documents';
import { type MetricName, metricDefinitions, requireMetric } from '@proofmark/metrics';

export type RuleKey = (typeof RULE_KEYS)[number];

/** One rule on one slice, before anything is measured. */
export type Check = {
  id: string;
  rule: RuleKey;
  metric: MetricName;
  kind: GateKind;
  direction: 'higher' | 'lower';
  role: Role;
  /** The number as the policy has it. */
  threshold: number;
  onPoint: boolean;
  /** One-sided. */
  confidence: number;
  slice: SliceKey;
  sums: SliceSums | undefined;
};

const kinds: Record<RuleKey, GateKind> = {
  min: 'minimum',
  max: 'maximum',
  'max-drop': 'non-inferiority',
  'max-rise': 'non-inferiority',
  'min-gain': 'superiority',
};

/**
 * Spreads the policy out: every rule on the whole test set, then on each value of the slice columns it names. A
 * column without values gives one check without sums.
 * @throws UserError `policy-invalid` for a rule that cannot be meant: unknown metric, wrong direction
 */
export function planChecks(evaluation: Evaluation, policy: Policy): Check[] {
  const checks = policy.gates.flatMap((gate, index) => planRule(gate, `gates[${index}]`, evaluation, policy));
  const seen = new Map<string, number>();
  return checks.map((check) => {
    const times = (seen.get(check.id) ?? 0) + 1;
    seen.set(check.id, times);
    return times === 1 ? check : { ...check, id: `${check.id}#${times}` };
  });
}

function planRule(gate: GateRule, where: string, evaluation: Evaluation, policy: Policy): Check[] {
  const metric = requireMetric(gate.metric, evaluation.task, `${where}.metric`);
  const { direction } = metricDefinitions[metric];
  const rule = RULE_KEYS.find((key) => gate[key] !== undefined);
  const threshold = rule && gate[rule];
  if (rule === undefined || threshold === undefined) {
    throw new UserError('policy-invalid', `${where}: expected one of ${RULE_KEYS.join(', ')}, received none`);
  }
  refuseWrongDirection(rule, threshold, metric, direction, where);
  if (gate.on !== undefined && rule !== 'min' && rule !== 'max') {
    throw new UserError(
      'policy-invalid',
      `${where}.on: expected only with min or max, received with ${rule}; a comparison is judged on its confidence limit, so remove "on"`,
    );
  }
  return slicesOf(gate.slices ?? [], evaluation).map(({ slice, sums }) => ({
    id: `${metric}${slice.length === 0 ? '' : `[${slice.map((s) => `${s.column}=${s.value}`).join(',')}]`}:${rule}`,
    rule,
    metric,
    kind: kinds[rule],
    direction,
    role: gate.role ?? 'guardrail',
    threshold,
    onPoint: gate.on === 'point',
    confidence: gate.confidence ?? policy.options.confidence,
    slice,
    sums,
  }));
}

function refuseWrongDirection(
  rule: RuleKey,
  threshold: number,
  metric: string,
  direction: 'higher' | 'lower',
  where: string,
): void {
  const right = direction === 'higher' ? 'max-drop' : 'max-rise';
  if ((rule !== 'max-drop' && rule !== 'max-rise') || rule === right) return;
  throw new UserError(
    'policy-invalid',
    `${where}.${rule}: ${metric} is better when ${direction}, so a loss is a ${direction === 'higher' ? 'drop' : 'rise'}; expected ${right}, received ${rule}; write "${right}: ${threshold}"`,
  );
}

/** The value shown for a slice column of which the evaluation holds no value. */
const ANY_VALUE = '*';

type SlicePart = Pick<Check, 'slice' | 'sums'>;

function slicesOf(columns: readonly string[], { sums }: Evaluation): SlicePart[] {
  const whole: SlicePart = { slice: [], sums: sums.find(({ slice }) => slice.length === 0) };
  const parts = columns.flatMap((column): SlicePart[] => {
    const values = sums.filter(({ slice }) => slice.length === 1 && slice[0]?.column === column);
    if (values.length === 0) return [{ slice: [{ column, value: ANY_VALUE }], sums: undefined }];
    return values.map((slice) => ({ slice: slice.slice, sums: slice }));
  });
  return [whole, ...parts];
}
