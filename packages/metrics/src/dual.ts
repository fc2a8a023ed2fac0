/**
 * A number with its gradient: forward-mode automatic differentiation (R. E. Wengert, CACM 7, 1964). A metric written
 * once with these operations yields its value and the derivatives that its standard error needs.
 */
export type Dual = { readonly value: number; readonly gradient: readonly number[] };

function combine(value: number, a: Dual, byA: number, b: Dual, byB: number): Dual {
  return { value, gradient: a.gradient.map((slope, i) => byA * slope + byB * (b.gradient[i] ?? 0)) };
}

export function plus(a: Dual, b: Dual): Dual {
  return combine(a.value + b.value, a, 1, b, 1);
}

export function minus(a: Dual, b: Dual): Dual {
  return combine(a.value - b.value, a, 1, b, -1);
}

export function times(a: Dual, b: Dual): Dual {
  return combine(a.value * b.value, a, b.value, b, a.value);
}

export function over(a: Dual, b: Dual): Dual {
  return combine(a.value / b.value, a, 1 / b.value, b, -a.value / (b.value * b.value));
}

export function scaled(a: Dual, factor: number): Dual {
  return { value: factor * a.value, gradient: a.gradient.map((slope) => factor * slope) };
}

/** At 0 the slope is taken as 0: a sum of squares that is zero has no spread either. */
export function squareRoot(a: Dual): Dual {
  const root = Math.sqrt(a.value);
  const slope = root === 0 ? 0 : 1 / (2 * root);
  return { value: root, gradient: a.gradient.map((x) => slope * x) };
}

/** At 0 the slope is taken as 0. */
export function absolute(a: Dual): Dual {
  return scaled(a, Math.sign(a.value));
}
