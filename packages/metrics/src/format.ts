const MINUS = '\u2212';
const NO_BREAK = '\u00a0';
const MAX_DECIMALS = 7;

/** A row of numbers that belong together (value, baseline, change) and shall be read together. */
export type Precision = { decimals: number };

type Ends = { lower: number; upper: number };

/**
 * How many decimals to print: one or two significant digits of the half-width of the interval, the digits beyond
 * being noise (rounding of the Particle Data Group: two up to 354, one above), but at least three of the value;
 * without an interval four of the value. More when two numbers that are compared would look equal (a limit of
 * −0.0051 against a margin of −0.005).
 */
export function choosePrecision(
  interval: Ends | null | undefined,
  value: number | undefined,
  compared?: readonly [number, number],
): Precision {
  const halfWidth = interval ? Math.abs(interval.upper - interval.lower) / 2 : 0;
  const shown = exponentOf(value ?? 1);
  let decimals = halfWidth > 0 ? Math.max(-exponentOf(halfWidth / 3.55), 2 - shown) : 3 - shown;
  decimals = Math.min(MAX_DECIMALS, Math.max(0, decimals));
  if (compared && compared[0] !== compared[1]) {
    const [a, b] = compared;
    while (decimals < MAX_DECIMALS && Number(a.toFixed(decimals)) === b) decimals++;
  }
  return { decimals };
}

function exponentOf(value: number): number {
  return value === 0 || !Number.isFinite(value) ? 0 : Math.floor(Math.log10(Math.abs(value)));
}

/** `0.6751`, `−1,116`; very small numbers as `1.2e−8` where the precision reaches that far. */
export function formatNumber(value: number, { decimals }: Precision = choosePrecision(null, value)): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'not a number' : `${signOf(value)}∞`;
  const tiny = value !== 0 && Math.abs(value) < 10 ** -MAX_DECIMALS && decimals >= MAX_DECIMALS;
  const digits = tiny ? Math.abs(value).toExponential(1).replace('-', MINUS) : group(value, decimals);
  return /[1-9]/.test(digits) ? `${signOf(value)}${digits}` : digits;
}

/** As `formatNumber`, with `+` before a rise. */
export function formatChange(value: number, precision?: Precision): string {
  const text = formatNumber(value, precision);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** `−0.0391 to −0.0347`; signed for an interval of a change. */
export function formatInterval(
  interval: Ends,
  precision: Precision,
  show: (value: number, precision: Precision) => string = formatNumber,
): string {
  return `${show(interval.lower, precision)} to ${show(interval.upper, precision)}`.replaceAll(' ', NO_BREAK);
}

/** A number somebody wrote (a margin, a bound), digit by digit: `0.005`, `20,000`. */
export function formatExact(value: number): string {
  const digits =
    Math.abs(value) < 1e15 ? groupThousands(String(Math.abs(value))) : Math.abs(value).toExponential();
  return `${value < 0 ? MINUS : ''}${digits.replace('-', MINUS)}`;
}

/** `518,831` */
export function formatCount(count: number): string {
  return `${count < 0 ? MINUS : ''}${group(count, 0)}`;
}

/** An estimate of a count, to two digits: `4,100`. */
export function formatAbout(count: number): string {
  return group(Number(count.toPrecision(2)), 0);
}

/** `95 %` of 0.95; a share below 0.1 % that is not zero stays visible as `under 0.1 %`. */
export function formatPercent(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return `under 0.1${NO_BREAK}%`;
  if (percent < 100 && percent > 99.9) return `over 99.9${NO_BREAK}%`;
  return `${Number(percent.toFixed(1))}${NO_BREAK}%`;
}

/** `1 row`, `2 rows`, `1,234 rows`. */
export function formatPlural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

function signOf(value: number): string {
  return value < 0 ? MINUS : '';
}

function group(value: number, decimals: number): string {
  return groupThousands(Math.abs(value).toFixed(decimals));
}

function groupThousands(digits: string): string {
  return digits.replace(/^\d{4,}/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','));
}
