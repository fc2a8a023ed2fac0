import { requireInside, requireNumber } from './require.ts';

/** Σ coefficients[i] · x^i, by Horner's rule. */
function polynomial(x: number, coefficients: readonly number[]): number {
  return coefficients.reduceRight((sum, c) => sum * x + c, 0);
}

const SQRT_2PI = Math.sqrt(2 * Math.PI);

/**
 * P(Z ≤ x) of the standard normal, to about 1e-15 relative in both tails.
 * Method: W. J. Cody, "Rational Chebyshev approximations for the error function", Math. Comp. 23, 1969.
 */
export function normalCdf(x: number): number {
  requireNumber(x);
  const y = Math.abs(x);
  if (y <= 0.67448975) {
    const square = x * x;
    return 0.5 + (x * polynomial(square, CENTRE_TOP)) / polynomial(square, CENTRE_BOTTOM);
  }
  const tail = y <= Math.sqrt(32) ? middle(y) : far(y);
  return x > 0 ? 1 - tail : tail;
}

/** exp(−y²/2) split at a sixteenth, so that squaring y loses no digits. */
function gauss(y: number): number {
  const near = Math.trunc(y * 16) / 16;
  return Math.exp((-near * near) / 2) * Math.exp((-(y - near) * (y + near)) / 2);
}

function middle(y: number): number {
  return (gauss(y) * polynomial(y, MIDDLE_TOP)) / polynomial(y, MIDDLE_BOTTOM);
}

function far(y: number): number {
  if (y > 38.6) return 0;
  const inverse = 1 / (y * y);
  const correction = (inverse * polynomial(inverse, FAR_TOP)) / polynomial(inverse, FAR_BOTTOM);
  return (gauss(y) * (1 / SQRT_2PI - correction)) / y;
}

// The published coefficients, rounded to the nearest double.
const CENTRE_TOP = [
  18154.98125334356, 1067.6894854603709, 161.02823106855587, 2.2352520354606837, 0.06568233791820745,
];
const CENTRE_BOTTOM = [45507.78933502673, 10260.932208618979, 976.0985517377767, 47.202581904688245, 1];
const MIDDLE_TOP = [
  9842.714838383978, 11602.65143764735, 6848.190450536283, 2494.5375852903726, 597.2702763948002,
  93.50665613217785, 8.883149794388377, 0.39894151208813466, 1.0765576773720192e-8,
];
const MIDDLE_BOTTOM = [
  19685.429676859992, 38912.00328609327, 34900.95272114598, 18615.571640885097, 6485.558298266761,
  1519.3775994075547, 235.387901782625, 22.266688044328117, 1,
];
const FAR_TOP = [
  0.000029112874951168793, 0.0014216191932278934, 0.022235277870649807, 0.12740116116024736,
  0.215898534057957, 0.023073441764940174,
];
const FAR_BOTTOM = [
  0.00007297515550839662, 0.0037823963320275824, 0.06598813786892856, 0.4682382124808651, 1.284260096144911,
  1,
];

/**
 * The x with P(Z ≤ x) = p, for 0 < p < 1, to about 1e-16 relative.
 * Method: M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution", routine PPND16,
 * Applied Statistics 37, 1988.
 */
export function normalQuantile(p: number): number {
  requireInside(p);
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(r, NEAR_TOP)) / polynomial(r, NEAR_BOTTOM);
  }
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const x =
    r <= 5
      ? polynomial(r - 1.6, SIDE_TOP) / polynomial(r - 1.6, SIDE_BOTTOM)
      : polynomial(r - 5, END_TOP) / polynomial(r - 5, END_BOTTOM);
  return q < 0 ? -x : x;
}

const NEAR_TOP = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
  67265.7709270087, 33430.57558358813, 2509.0809287301227,
];
const NEAR_BOTTOM = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
  28729.085735721943, 5226.495278852546,
];
const SIDE_TOP = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
  0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
];
const SIDE_BOTTOM = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
];
const END_TOP = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 0.000027115555687434876, 2.0103343992922881e-7,
];
const END_BOTTOM = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
  0.000018463183175100548, 1.421511758316446e-7, 2.0442631033899397e-15,
];
