/** What a next value is expected to be: mean, and the standard deviation of the difference to it. */
export type Prediction = { mean: number; deviation: number; degreesOfFreedom: number };

/**
 * Of one more value of the same normal distribution, from the past ones; at least two. Its distance from their mean
 * has the standard deviation s·√(1 + 1/n): G. J. Hahn & W. Q. Meeker, Statistical Intervals, 1991, 4.7.
 */
export function predictNext(past: readonly number[]): Prediction {
  const n = past.length;
  if (n < 2) throw new RangeError(`expected at least two past values, received ${n}`);
  const mean = past.reduce((sum, value) => sum + value, 0) / n;
  const squares = past.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt((squares / (n - 1)) * (1 + 1 / n)), degreesOfFreedom: n - 1 };
}
