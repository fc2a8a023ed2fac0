import type { Limits } from './proportion.ts';
import { criticalValue } from './proportion.ts';
import { requireLevel, requireNumber, requireSpread } from './require.ts';
import { studentQuantile } from './student.ts';

/**
 * estimate ± quantile · standard error: the Wald interval of the delta method. Student's t when degrees of
 * freedom are given (clusters − 1, rows − 1), else the normal.
 */
export function waldInterval(
  estimate: number,
  standardError: number,
  level: number,
  degreesOfFreedom: number | null,
): Limits {
  requireLevel(level);
  requireNumber(estimate, 'an estimate');
  requireSpread(standardError, 'a standard error');
  const quantile =
    degreesOfFreedom === null ? criticalValue(level) : studentQuantile((1 + level) / 2, degreesOfFreedom);
  return { lower: estimate - quantile * standardError, upper: estimate + quantile * standardError };
}
