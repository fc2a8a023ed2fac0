/** Refuses what lies outside the domain of a function, where it would give NaN, or search for ever. */
function refuse(expected: string, received: number): never {
  throw new RangeError(`expected ${expected}, received ${received}`);
}

/** @throws RangeError unless 0 < p < 1 */
export function requireInside(p: number): void {
  if (!(p > 0 && p < 1)) refuse('a probability between 0 and 1', p);
}

/** Of a two-sided interval; at level 0 it is the estimate. @throws RangeError unless 0 ≤ level < 1 */
export function requireLevel(level: number): void {
  if (!(level >= 0 && level < 1)) refuse('a level from 0 to below 1', level);
}

/** @throws RangeError unless 0 ≤ p ≤ 1 */
export function requireShare(p: number): void {
  if (!(p >= 0 && p <= 1)) refuse('a probability from 0 to 1', p);
}

/** @throws RangeError unless x > 0; infinity is */
export function requirePositive(x: number, what: string): void {
  if (!(x > 0)) refuse(`${what} above 0`, x);
}

/** @throws RangeError unless 0 ≤ x < ∞; counts of weights and of rows to come may be fractions */
export function requireCount(x: number, what: string): void {
  if (!(x >= 0 && x < Number.POSITIVE_INFINITY)) refuse(`${what} of at least 0`, x);
}

/** @throws RangeError unless x ≥ 0; infinity is */
export function requireSpread(x: number, what: string): void {
  if (!(x >= 0)) refuse(`${what} of at least 0`, x);
}

/** @throws RangeError for NaN */
export function requireNumber(x: number, what = 'a number'): void {
  if (Number.isNaN(x)) refuse(what, x);
}
