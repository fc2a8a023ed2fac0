import { poissonTerm } from './beta.ts';
import { requireInside, requireNumber, requirePositive } from './require.ts';
import { findRoot } from './root.ts';

/**
 * P(X ≤ x) of χ² with any positive degrees of freedom: the regularised incomplete gamma function P(df/2, x/2).
 * Method: the series DLMF 8.7.1 below the mean; above it the continued fraction DLMF 8.9.2 by the modified algorithm
 * of Lentz.
 */
export function chiSquareCdf(x: number, degreesOfFreedom: number): number {
  requireNumber(x);
  requirePositive(degreesOfFreedom, 'degrees of freedom');
  return tails(x, degreesOfFreedom).lower;
}

/** The x with P(X ≤ x) = p, for 0 < p < 1. */
export function chiSquareQuantile(p: number, degreesOfFreedom: number): number {
  requireInside(p);
  requirePositive(degreesOfFreedom, 'degrees of freedom');
  // In the upper half the upper tail keeps the digits that 1 − p has.
  const excess = (x: number) => {
    const { lower, upper } = tails(x, degreesOfFreedom);
    return p > 0.5 ? 1 - p - upper : lower - p;
  };
  let high = degreesOfFreedom;
  while (excess(high) < 0) high *= 2;
  return findRoot(excess, 0, high);
}

function tails(x: number, degreesOfFreedom: number): { lower: number; upper: number } {
  if (x <= 0) return { lower: 0, upper: 1 };
  const [a, t] = [degreesOfFreedom / 2, x / 2];
  if (t < a + 1) {
    const lower = lowerSeries(a, t);
    return { lower, upper: 1 - lower };
  }
  const upper = upperFraction(a, t);
  return { lower: 1 - upper, upper };
}

function lowerSeries(a: number, t: number): number {
  let term = poissonTerm(a, t);
  let sum = term;
  for (let n = 1; term > sum * Number.EPSILON; n++) {
    term *= t / (a + n);
    sum += term;
  }
  return sum;
}

function upperFraction(a: number, t: number): number {
  let b = t + 1 - a;
  let c = Number.POSITIVE_INFINITY;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < 100_000; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / (b + numerator * d);
    c = b + numerator / c;
    value *= c * d;
    if (Math.abs(c * d - 1) < Number.EPSILON) break;
  }
  return value * a * poissonTerm(a, t);
}
