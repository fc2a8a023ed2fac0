/**
 * Root of a continuous function between two points of opposite sign, to the last bits of a double.
 * Method: R. P. Brent, Algorithms for Minimization without Derivatives, 1973, chapter 4.
 */
export function findRoot(f: (x: number) => number, from: number, to: number): number {
  let [a, b] = [from, to];
  let [fa, fb] = [f(a), f(b)];
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (!(fa > 0 && fb < 0) && !(fa < 0 && fb > 0))
    throw new RangeError(`no change of sign between ${from} and ${to}`);
  let [c, fc] = [a, fa];
  let step = b - a;
  let previousStep = step;
  for (let i = 0; i < MAX_STEPS; i++) {
    if (fb > 0 === fc > 0) {
      [c, fc] = [a, fa];
      step = previousStep = b - a;
    }
    if (Math.abs(fc) < Math.abs(fb)) {
      [a, b, c] = [b, c, b];
      [fa, fb, fc] = [fb, fc, fb];
    }
    const tolerance = 2 * Number.EPSILON * Math.abs(b);
    const half = (c - b) / 2;
    if (Math.abs(half) <= tolerance || fb === 0) return b;
    const tried = interpolate(a, b, c, fa, fb, fc);
    if (
      Math.abs(previousStep) >= tolerance &&
      Math.abs(fa) > Math.abs(fb) &&
      inside(tried, half, previousStep)
    ) {
      previousStep = step;
      step = tried;
    } else {
      step = previousStep = half;
    }
    [a, fa] = [b, fb];
    b += Math.abs(step) > tolerance ? step : Math.sign(half) * Math.max(tolerance, Number.MIN_VALUE);
    fb = f(b);
  }
  return b;
}

const MAX_STEPS = 300;

/** The step from `b` that a secant (two points) or an inverse parabola (three) proposes. */
function interpolate(a: number, b: number, c: number, fa: number, fb: number, fc: number): number {
  const s = fb / fa;
  if (a === c) return ((c - b) * s) / (s - 1);
  const q = fa / fc;
  const r = fb / fc;
  return -(s * ((c - b) * q * (q - r) - (b - a) * (r - 1))) / ((q - 1) * (r - 1) * (s - 1));
}

/** Interpolation must stay within three quarters of the bracket and shrink faster than halving. */
function inside(step: number, half: number, previousStep: number): boolean {
  return (
    step / half > 0 && Math.abs(step) < 1.5 * Math.abs(half) && Math.abs(step) < Math.abs(previousStep) / 2
  );
}
