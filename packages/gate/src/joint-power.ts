import type { Verdict } from '@proofmark/documents';
import { normalCdf, normalQuantile } from '@proofmark/stats';
import { measureJudged } from './measure.ts';
import type { Check } from './plan-checks.ts';

/**
 * How probably all guardrails against a loss would pass, were the candidate exactly as good as the baseline: at least
 * 1 − Σ (1 − power), whatever ties the gates together (Bonferroni). Guardrails need no correction of their error rate
 * since all must pass, but each more of them makes a false block more probable: M. Schultzberg, S. Ankargren &
 * M. Frånberg, "Risk-aware product decisions in A/B tests with multiple metrics", arXiv 2402.11609, 2024. Normal
 * approximation. Undefined without a guardrail of which the spread is known.
 */
export function jointPower(
  checks: readonly Check[],
  { classes }: { classes: readonly string[] },
): Verdict['power'] {
  const powers = checks.flatMap((check) => {
    if (check.role !== 'guardrail' || check.kind !== 'non-inferiority' || !check.source) return [];
    const judged = measureJudged(check, check.source, classes, check.confidence);
    if (judged.value === null || judged.standardError === null) return [];
    const { standardError, interval } = judged;
    if (interval === null) return [{ gate: check.id, power: 0 }];
    const power =
      standardError === 0 ? 1 : normalCdf(check.threshold / standardError - normalQuantile(check.confidence));
    return [{ gate: check.id, power }];
  });
  const [first, ...others] = powers;
  if (first === undefined) return undefined;
  const weakest = others.reduce((least, each) => (each.power < least.power ? each : least), first);
  const missing = powers.reduce((sum, { power }) => sum + (1 - power), 0);
  return { gates: powers.length, atLeast: Math.max(0, 1 - missing), weakest };
}
