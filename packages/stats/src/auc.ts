import type { Limits } from './proportion.ts';
import { criticalValue } from './proportion.ts';
import { requireNumber, requirePositive } from './require.ts';
import { findRoot } from './root.ts';

/**
 * Score interval of the area under the ROC curve of few units: all areas whose distance from the estimate is within
 * the standard error that exponential scores of this area would have. Method 5 of R. G. Newcombe, "Confidence
 * intervals for an effect size measure based on the Mann–Whitney statistic. Part 2", Statistics in Medicine 25, 2006.
 */
export function newcombeAucInterval(
  area: number,
  positives: number,
  negatives: number,
  level: number,
): Limits {
  requireNumber(area, 'an area');
  requirePositive(positives, 'a number of positives');
  requirePositive(negatives, 'a number of negatives');
  const z = criticalValue(level);
  const half = (positives + negatives) / 2 - 1;
  const variance = (a: number) =>
    (a * (1 - a) * (1 + half * ((1 - a) / (2 - a) + a / (1 + a)))) / (positives * negatives);
  const excess = (a: number) => (area - a) ** 2 - z * z * variance(a);
  // An area of 0 or 1 is itself a root, not the end that is sought.
  return {
    lower: area <= 0 ? 0 : findRoot(excess, 0, Math.min(area, 1 - Number.EPSILON)),
    upper: area >= 1 ? 1 : findRoot(excess, Math.max(area, Number.EPSILON), 1),
  };
}
