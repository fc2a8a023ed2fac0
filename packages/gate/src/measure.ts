import { judgesChange } from '@proofmark/documents';
import {
  compare,
  estimate,
  type Measured,
  measureParts,
  type Parts,
  type Source,
  type Undefined,
} from '@proofmark/metrics';
import type { Check } from './plan-checks.ts';

/** What a check judges, with two-sided intervals whose ends are the one-sided limits at its confidence. */
export type Measurement = Parts & {
  /** The one that the rule is about. */
  judged: Measured | Undefined;
};

export function measure(
  check: Pick<Check, 'definition' | 'kind'>,
  source: Source,
  classes: readonly string[],
  confidence: number,
): Measurement {
  const parts = measureParts(check.definition, source, { classes, level: twoSidedLevel(confidence) });
  return { ...parts, judged: judgesChange(check) ? parts.change : parts.candidate };
}

/** Only the number that the rule is about, for searches that ask again and again. */
export function measureJudged(
  check: Pick<Check, 'definition' | 'kind'>,
  source: Source,
  classes: readonly string[],
  confidence: number,
): Measured | Undefined {
  if (source.kind !== 'paired') return measure(check, source, classes, confidence).judged;
  const options = { classes, level: twoSidedLevel(confidence) };
  return judgesChange(check)
    ? compare(check.definition, source.sums, options)
    : estimate(check.definition, source.sums, 'candidate', options);
}

/** 2c − 1, without the last digits that binary fractions add: 0.9 of 0.95. */
function twoSidedLevel(confidence: number): number {
  return Math.round((2 * confidence - 1) * 1e14) / 1e14;
}
