import type { Limits } from './proportion.ts';
import { requireSpread } from './require.ts';

/** An estimate with the interval and the standard error that it has alone. */
export type Alone = Limits & { value: number; standardError: number };

/**
 * Interval of the difference of two correlated estimates from the interval of each: so the difference inherits what
 * is good about these. The correlation follows from the standard error of the difference. Method MOVER of G. Y. Zou &
 * A. Donner, "Construction of confidence limits about effect measures: a general approach", Statistics in Medicine 27,
 * 2008; for proportions it is Newcombe's method 10. With symmetric intervals it is the plain interval.
 */
export function moverInterval(first: Alone, second: Alone, standardErrorOfDifference: number): Limits {
  for (const error of [first.standardError, second.standardError, standardErrorOfDifference]) {
    requireSpread(error, 'a standard error');
  }
  const product = first.standardError * second.standardError;
  const covariance =
    (first.standardError ** 2 + second.standardError ** 2 - standardErrorOfDifference ** 2) / 2;
  const correlation = product === 0 ? 0 : Math.max(-1, Math.min(1, covariance / product));
  const reach = (a: number, b: number) => Math.sqrt(Math.max(0, a * a - 2 * correlation * a * b + b * b));
  const difference = first.value - second.value;
  return {
    lower: difference - reach(first.value - first.lower, second.upper - second.value),
    upper: difference + reach(first.upper - first.value, second.value - second.lower),
  };
}

/**
 * Interval of the mean of independent estimates from the interval of each; of differently sized samples, such as the
 * classes of a test set, it keeps what is good about these. Method MOVER, as above, for a sum.
 */
export function moverMean(estimates: readonly Omit<Alone, 'standardError'>[]): Limits {
  const count = estimates.length;
  const mean = estimates.reduce((sum, { value }) => sum + value, 0) / count;
  const reach = (distance: (estimate: Omit<Alone, 'standardError'>) => number) =>
    Math.hypot(...estimates.map(distance)) / count;
  return {
    lower: mean - reach(({ value, lower }) => value - lower),
    upper: mean + reach(({ value, upper }) => upper - value),
  };
}
