import { requireNumber, requirePositive } from './require.ts';

/**
 * ln Γ(n + 1) − ln(√(2πn) · (n/e)^n) for n > 0: the error of Stirling's formula.
 * Its asymptotic series from 16 on; below, the exact recurrence carries the argument up.
 */
function stirlingError(n: number): number {
  let error = 0;
  let m = n;
  for (; m < 16; m++) error += (m + 0.5) * Math.log1p(1 / m) - 1;
  const s = 1 / (m * m);
  return (
    error +
    (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - (s * 691) / 360360))))) / m
  );
}

/** x·ln(x/mean) + mean − x, without cancellation when the two are close. */
function deviance(x: number, mean: number): number {
  const difference = x - mean;
  if (Math.abs(difference) >= 0.1 * (x + mean)) return x * Math.log(x / mean) - difference;
  const v = difference / (x + mean);
  let sum = difference * v;
  let term = 2 * x * v;
  for (let j = 3; ; j += 2) {
    term *= v * v;
    const next = sum + term / j;
    if (next === sum) return sum;
    sum = next;
  }
}

/**
 * Γ(n+1)/(Γ(k+1)Γ(n−k+1)) · p^k · q^(n−k) for real 0 ≤ k ≤ n and q = 1 − p.
 * Method: C. Loader, "Fast and accurate computation of binomial probabilities", 2000 (as R's dbinom): full
 * precision for any n, where differences of log-gamma would lose all digits.
 */
export function binomialTerm(k: number, n: number, p: number, q: number): number {
  if (p === 0) return k === 0 ? 1 : 0;
  if (q === 0) return k === n ? 1 : 0;
  if (k === 0) return Math.exp(p < 0.1 ? n * Math.log1p(-p) : n * Math.log(q));
  if (k === n) return Math.exp(q < 0.1 ? n * Math.log1p(-q) : n * Math.log(p));
  const exponent =
    stirlingError(n) - stirlingError(k) - stirlingError(n - k) - deviance(k, n * p) - deviance(n - k, n * q);
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * k * (n - k)));
}

/** mean^k · e^(−mean) / Γ(k+1) for real k > 0, by the same method. */
export function poissonTerm(k: number, mean: number): number {
  return Math.exp(-stirlingError(k) - deviance(k, mean)) / Math.sqrt(2 * Math.PI * k);
}

function requireShapes(a: number, b: number): void {
  requirePositive(a, 'a first shape');
  requirePositive(b, 'a second shape');
}

/**
 * I_x(a, b), the regularised incomplete beta function; a, b > 0 and 0 ≤ x ≤ 1. `y` is 1 − x, given apart when the
 * caller knows it more exactly. Method: continued fraction DLMF 8.17.22, by the modified algorithm of Lentz.
 */
export function betaCdf(x: number, a: number, b: number, y: number = 1 - x): number {
  requireNumber(x);
  requireShapes(a, b);
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  return x < (a + 1) / (a + b + 2) ? lowerPart(x, y, a, b) : 1 - lowerPart(y, x, b, a);
}

function lowerPart(x: number, y: number, a: number, b: number): number {
  const front = (binomialTerm(a, a + b, x, y) * b) / (a + b);
  return front === 0 ? 0 : front / fraction(x, a, b);
}

const TINY = 1e-300;

/** The denominator 1 + d₁/(1 + d₂/(1 + …)) of the continued fraction. */
function fraction(x: number, a: number, b: number): number {
  let value = 1;
  let c = 1;
  let d = 0;
  for (let i = 1; i < 200_000; i++) {
    const m = Math.floor(i / 2);
    const numerator =
      i % 2 === 0
        ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
        : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + numerator * d || TINY);
    c = 1 + numerator / c || TINY;
    value *= c * d;
    if (Math.abs(c * d - 1) < Number.EPSILON) break;
  }
  return value;
}
