import { type GateRule, showReceived, type Task, UserError } from '@proofmark/documents';
import { groupGaps, whyNoGap } from '@proofmark/metrics';
import type { RuleKey } from './refuse-rule.ts';

/**
 * Gaps between groups need `by`, are for binary tasks, and are bounded by `max` or `max-rise`; other metrics have no
 * groups.
 * @throws UserError `policy-invalid`
 */
export function refuseMisusedGap(
  {
    metric,
    by,
    slices,
    rule,
    gap,
  }: Pick<GateRule, 'by' | 'slices'> & { metric: string; rule: RuleKey; gap: boolean },
  task: Task,
  where: string,
): void {
  const names = groupGaps.map(({ name }) => name).join(', ');
  const misnamed = gap ? whyNoGap(metric) : undefined;
  const intended = groupGaps.find(({ name }) => metric.startsWith(`${name}@`));
  const problems: readonly (readonly [boolean, string])[] = [
    [misnamed !== undefined, `.metric: ${misnamed}`],
    [
      !gap && intended !== undefined,
      `.metric: expected a threshold as "${intended?.name}@threshold=0.3", received ${showReceived(metric)}`,
    ],
    [
      !gap,
      `.by: expected only with ${names}, received with ${showReceived(metric)}; remove "by", or set slices`,
    ],
    [by === undefined, `.by: ${metric} compares groups; name the slice column that makes them, "by: origin"`],
    [task !== 'binary', `.metric: ${metric} is of binary tasks, received a task ${task}`],
    [
      rule !== 'max' && rule !== 'max-rise',
      `.${rule}: a gap is bounded from above; expected max, or max-rise against the baseline, received ${rule}`,
    ],
    [slices !== undefined, '.slices: expected "by" alone, received slices too; remove slices'],
  ];
  const problem = problems.find(([found]) => found);
  if (problem) throw new UserError('policy-invalid', `${where}${problem[1]}`);
}
