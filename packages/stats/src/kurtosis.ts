/** A part of a population, itself normal (or constant, with variance 0). The shares sum to 1. */
export type MixturePart = { share: number; mean: number; variance: number };

/** Fourth central moment over the squared variance, of a mixture; 3 of one normal part, NaN without any spread. */
export function mixtureKurtosis(parts: readonly MixturePart[]): number {
  const mean = parts.reduce((sum, part) => sum + part.share * part.mean, 0);
  let [second, fourth] = [0, 0];
  for (const part of parts) {
    const square = (part.mean - mean) ** 2;
    second += part.share * (part.variance + square);
    fourth += part.share * (3 * part.variance ** 2 + 6 * part.variance * square + square * square);
  }
  return fourth / (second * second);
}

/**
 * Of Student's t for the mean of `units` draws: those of the chi-square with the first two moments of the sample
 * variance (F. E. Satterthwaite, Biometrics Bulletin 2, 1946), which depend on the kurtosis of the population
 * (B. O'Neill, "Some useful moment results in sampling problems", The American Statistician 68, 2014). units − 1 of a
 * normal population; about twice the number of the rare units of one in which these decide. Never above units − 1.
 */
export function effectiveDegreesOfFreedom(units: number, kurtosis: number): number {
  if (!(kurtosis > 3)) return units - 1;
  return Math.max(1, (2 * units) / (kurtosis - (units - 3) / (units - 1)));
}
