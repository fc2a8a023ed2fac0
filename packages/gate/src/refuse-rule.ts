import { type GateRule, type RULE_KEYS, type Task, UserError } from '@proofmark/documents';
import type { Metric } from '@proofmark/metrics';

export type RuleKey = (typeof RULE_KEYS)[number];

/** @throws UserError `policy-invalid` for a drop of a metric where lower is better, or a rise of the others */
export function refuseWrongDirection(
  rule: RuleKey,
  threshold: number,
  { name, direction }: Metric,
  where: string,
): void {
  const right = direction === 'higher' ? 'max-drop' : 'max-rise';
  if ((rule !== 'max-drop' && rule !== 'max-rise') || rule === right) return;
  throw new UserError(
    'policy-invalid',
    `${where}.${rule}: ${name} is better when ${direction}, so a loss is a ${direction === 'higher' ? 'drop' : 'rise'}; expected ${right}, received ${rule}; write "${right}: ${threshold}"`,
  );
}

/**
 * A bound outside the metric's range, or a margin wider than it, holds always or never: percent were meant.
 * @throws UserError `policy-invalid` with the number as a share
 */
export function refuseImpossibleNumber(
  rule: RuleKey,
  threshold: number,
  { name, range }: Metric,
  where: string,
): void {
  const [lowest, highest] = range;
  const isBound = rule === 'min' || rule === 'max';
  const [least, most] = isBound ? [lowest, highest] : [0, highest - lowest];
  if (threshold >= least && threshold <= most) return;
  const expected = threshold > most ? `at most ${most}` : `at least ${least}`;
  const share = Number((threshold / 100).toPrecision(12));
  const remedy =
    threshold > most && share <= most
      ? `write ${share} for ${threshold} ${isBound ? '%' : 'points'}`
      : `write a number in the units of ${name}`;
  throw new UserError(
    'policy-invalid',
    `${where}.${rule}: expected ${expected}, received ${threshold}; ${remedy}`,
  );
}

/** @throws UserError `policy-invalid` for `on` with a comparison, whose limit is known unless only aggregates are */
export function refuseIrrelevantPoint(rule: RuleKey, on: GateRule['on'], where: string, task: Task): void {
  if (on === undefined || rule === 'min' || rule === 'max' || task === 'aggregates') return;
  throw new UserError(
    'policy-invalid',
    `${where}.on: expected only with min or max, received with ${rule}; a comparison is judged on its confidence limit, so remove "on"`,
  );
}
