import type { Status } from '@proofmark/documents';
import type { Check } from './plan-checks.ts';

/** A bound on the judged number, and on which side of it the number should be. */
export type Requirement = {
  bound: number;
  good: 'above' | 'below';
  /** A number exactly at the bound does not meet it. */
  strict: boolean;
};

/**
 * What a rule requires of the value, or of the change (candidate − baseline). The largest accepted loss is still
 * accepted; a gain must be larger than the one asked for.
 */
export function requirementOf(check: Pick<Check, 'kind' | 'direction' | 'threshold'>): Requirement {
  const { kind, direction, threshold } = check;
  const good = direction === 'higher' ? 'above' : 'below';
  switch (kind) {
    case 'minimum':
      return { bound: threshold, good: 'above', strict: false };
    case 'maximum':
      return { bound: threshold, good: 'below', strict: false };
    case 'non-inferiority':
      return { bound: good === 'above' ? 0 - threshold : threshold, good, strict: false };
    case 'superiority':
      return { bound: good === 'above' ? threshold : 0 - threshold, good, strict: true };
  }
}

export function meets(value: number, { bound, good, strict }: Requirement): boolean {
  if (value === bound) return !strict;
  return good === 'above' ? value > bound : value < bound;
}

/** The end of the interval that must meet the requirement for a pass, and the one that must miss it for a fail. */
export function decisiveEnds(
  { lower, upper }: { lower: number; upper: number },
  { good }: Requirement,
): { forPass: number; forFail: number } {
  return good === 'above' ? { forPass: lower, forFail: upper } : { forPass: upper, forFail: lower };
}

/** Pass: the whole interval meets the requirement. Fail: none of it does. Else the data cannot tell. */
export function judge(interval: { lower: number; upper: number }, requirement: Requirement): Status {
  const { forPass, forFail } = decisiveEnds(interval, requirement);
  if (meets(forPass, requirement)) return 'pass';
  return meets(forFail, requirement) ? 'inconclusive' : 'fail';
}
