import { normalQuantile } from './normal.ts';
import { requireLevel, requireNumber, requirePositive } from './require.ts';

/** Two ends. One-sided limits at confidence c are the ends of the interval at level 2c − 1. */
export type Limits = { lower: number; upper: number };

/** The normal quantile of a two-sided level: 1.96 for 0.95. */
export function criticalValue(level: number): number {
  requireLevel(level);
  return normalQuantile((1 + level) / 2);
}

/**
 * Score interval of one proportion. Method: E. B. Wilson, "Probable inference, the law of succession, and
 * statistical inference", JASA 22, 1927. `trials` > 0; neither count need be whole.
 */
export function wilsonInterval(successes: number, trials: number, level: number): Limits {
  requireCounts(successes, trials);
  const z = criticalValue(level);
  const share = successes / trials;
  const denominator = 1 + (z * z) / trials;
  const centre = (share + (z * z) / (2 * trials)) / denominator;
  const half = (z * Math.sqrt((share * (1 - share)) / trials + (z / (2 * trials)) ** 2)) / denominator;
  return {
    lower: successes <= 0 ? 0 : Math.max(0, centre - half),
    upper: successes >= trials ? 1 : Math.min(1, centre + half),
  };
}

function requireCounts(successes: number, trials: number): void {
  requireNumber(successes, 'a number of successes');
  requirePositive(trials, 'a number of trials');
}
