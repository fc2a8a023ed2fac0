import type { GateKind, SliceSums } from '@proofmark/documents';
import { compare, estimate, type Measured, type Undefined } from '@proofmark/metrics';
import type { Check } from './plan-checks.ts';

/** What a check judges, with two-sided intervals whose ends are the one-sided limits at its confidence. */
export type Measurement = {
  candidate: Measured | Undefined;
  baseline: Measured | Undefined;
  change: Measured | Undefined;
  /** The one that the rule is about. */
  judged: Measured | Undefined;
};

export function measure(
  check: Pick<Check, 'definition' | 'kind'>,
  sums: SliceSums,
  classes: readonly string[],
  confidence: number,
): Measurement {
  const options = { classes, level: twoSidedLevel(confidence) };
  const candidate = estimate(check.definition, sums, 'candidate', options);
  const baseline = estimate(check.definition, sums, 'baseline', options);
  const change = compare(check.definition, sums, options);
  return { candidate, baseline, change, judged: judgesChange(check) ? change : candidate };
}

/** Only the number that the rule is about, for searches that ask again and again. */
export function measureJudged(
  check: Pick<Check, 'definition' | 'kind'>,
  sums: SliceSums,
  classes: readonly string[],
  confidence: number,
): Measured | Undefined {
  const options = { classes, level: twoSidedLevel(confidence) };
  return judgesChange(check)
    ? compare(check.definition, sums, options)
    : estimate(check.definition, sums, 'candidate', options);
}

export function judgesChange({ kind }: { kind: GateKind }): boolean {
  return kind === 'non-inferiority' || kind === 'superiority';
}

/** 2c − 1, without the last digits that binary fractions add: 0.9 of 0.95. */
function twoSidedLevel(confidence: number): number {
  return Math.round((2 * confidence - 1) * 1e14) / 1e14;
}
