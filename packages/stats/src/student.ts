import { betaCdf } from './beta.ts';
import { normalCdf, normalQuantile } from './normal.ts';
import { requireInside, requireNumber, requirePositive } from './require.ts';
import { findRoot } from './root.ts';

/** From so many degrees of freedom on the expansion about the normal errs less than the beta function rounds. */
const MANY = 1e5;

/** P(T > t) for t ≥ 0, precise far out in the tail. */
function upperTail(t: number, degreesOfFreedom: number): number {
  const whole = degreesOfFreedom + t * t;
  return betaCdf(degreesOfFreedom / whole, degreesOfFreedom / 2, 0.5, (t * t) / whole) / 2;
}

/**
 * P(T ≤ t) of Student's t with any positive degrees of freedom, infinity included; through the incomplete beta
 * function (DLMF 8.17, Abramowitz & Stegun 26.7.1), of many degrees of freedom through the normal.
 */
export function studentCdf(t: number, degreesOfFreedom: number): number {
  requireNumber(t);
  requirePositive(degreesOfFreedom, 'degrees of freedom');
  if (degreesOfFreedom >= MANY) return normalCdf(normalOf(t, degreesOfFreedom));
  const tail = upperTail(Math.abs(t), degreesOfFreedom);
  return t > 0 ? 1 - tail : tail;
}

/** The t with P(T ≤ t) = p, for 0 < p < 1 and any positive (also fractional, also infinite) degrees of freedom. */
export function studentQuantile(p: number, degreesOfFreedom: number): number {
  requireInside(p);
  requirePositive(degreesOfFreedom, 'degrees of freedom');
  if (degreesOfFreedom >= MANY) return studentOf(normalQuantile(p), degreesOfFreedom);
  if (p === 0.5) return 0;
  const tail = Math.min(p, 1 - p);
  // Student's t has heavier tails than the normal, so the normal quantile is below the root.
  let high = -normalQuantile(tail);
  while (upperTail(high, degreesOfFreedom) > tail) high *= 2;
  const t = findRoot((x) => upperTail(x, degreesOfFreedom) - tail, 0, high);
  return p < 0.5 ? -t : t;
}

/**
 * The normal deviate with the tail of t, and back: G. W. Hill, "Algorithm 395: Student's t-distribution" and
 * "Algorithm 396: Student's t-quantiles", CACM 13, 1970.
 */
function normalOf(t: number, degreesOfFreedom: number): number {
  if (degreesOfFreedom === Number.POSITIVE_INFINITY) return t;
  const a = degreesOfFreedom - 0.5;
  const z = Math.sqrt(a * Math.log1p((t * t) / degreesOfFreedom));
  return Math.sign(t) * (z + (z * z * z + 3 * z) / (48 * a * a));
}

function studentOf(z: number, degreesOfFreedom: number): number {
  if (degreesOfFreedom === Number.POSITIVE_INFINITY) return z;
  const a = degreesOfFreedom - 0.5;
  const y = z - (z * z * z + 3 * z) / (48 * a * a);
  return Math.sign(z) * Math.sqrt(degreesOfFreedom * Math.expm1((y * y) / a));
}
