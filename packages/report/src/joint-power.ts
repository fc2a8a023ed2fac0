import type { Verdict } from '@proofmark/documents';
import { formatPercent } from '@proofmark/metrics';

/** Below this, a probability says no more than that the rows are too few. */
const LITTLE_POWER = 0.05;

/**
 * How probably a model as good as the baseline passes all guardrails, in a sentence or two.
 * @param showGate makes the id of a gate fit for where the text goes
 */
export function describePower(
  { gates, atLeast, weakest }: NonNullable<Verdict['power']>,
  showGate: (id: string) => string,
): string {
  const all = gates === 1 ? 'the guardrail against a loss' : `all ${gates} guardrails against a loss`;
  return atLeast < LITTLE_POWER
    ? `The rows are too few for ${all} to pass${gates === 1 ? '' : ' together'}, were the candidate exactly as good as the baseline.${gates === 1 ? '' : ` The weakest is ${showGate(weakest.gate)}.`}`
    : `Were the candidate exactly as good as the baseline, ${all} would pass with a probability of at least ${formatPercent(Math.floor(atLeast * 1000) / 1000)}.`;
}
