import { betaCdf } from './beta.ts';
import { normalQuantile } from './normal.ts';
import { findRoot } from './root.ts';

/** P(T > t) for t ≥ 0, precise far out in the tail. */
function upperTail(t: number, degreesOfFreedom: number): number {
  const whole = degreesOfFreedom + t * t;
  return betaCdf(degreesOfFreedom / whole, degreesOfFreedom / 2, 0.5, (t * t) / whole) / 2;
}

/** P(T ≤ t) of Student's t; through the incomplete beta function (DLMF 8.17, Abramowitz & Stegun 26.7.1). */
export function studentCdf(t: number, degreesOfFreedom: number): number {
  const tail = upperTail(Math.abs(t), degreesOfFreedom);
  return t > 0 ? 1 - tail : tail;
}

/** The t with P(T ≤ t) = p, for 0 < p < 1 and any positive (also fractional) degrees of freedom. */
export function studentQuantile(p: number, degreesOfFreedom: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`expected a probability between 0 and 1, received ${p}`);
  if (p === 0.5) return 0;
  const tail = Math.min(p, 1 - p);
  // Student's t has heavier tails than the normal, so the normal quantile is below the root.
  let high = -normalQuantile(tail);
  while (upperTail(high, degreesOfFreedom) > tail) high *= 2;
  const t = findRoot((x) => upperTail(x, degreesOfFreedom) - tail, 0, high);
  return p < 0.5 ? -t : t;
}
