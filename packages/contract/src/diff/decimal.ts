const DECIMAL = /^([-+]?)(\d+)(?:\.(\d+))?$/;

/** A decimal numeral as a whole number of units of 10^-scale. */
function parse(text: string): { units: bigint; scale: number } | undefined {
  const [match, sign = '', whole = '', fraction = ''] = DECIMAL.exec(text) ?? [];
  if (match === undefined) return undefined;
  const units = BigInt(whole + fraction);
  return { units: sign === '-' ? -units : units, scale: fraction.length };
}

/** Decimal numerals as whole numbers of one unit. */
export function aligned<Numerals extends string[]>(
  ...numerals: Numerals
): { [Each in keyof Numerals]: bigint } | undefined {
  const parsed = numerals.flatMap((numeral) => parse(numeral) ?? []);
  if (parsed.length < numerals.length) return undefined;
  const scale = Math.max(...parsed.map((each) => each.scale));
  return parsed.map((each) => each.units * 10n ** BigInt(scale - each.scale)) as {
    [Each in keyof Numerals]: bigint;
  };
}

/** Compares two bounds exactly: decimals of any length, or ISO 8601 dates and times of one form. */
export function compareBounds(a: string, b: string): -1 | 0 | 1 | undefined {
  if (a === b) return 0;
  const pair = aligned(a, b);
  if (pair) return pair[0] < pair[1] ? -1 : pair[0] > pair[1] ? 1 : 0;
  const form = (text: string) => text.replace(/\d/g, '0');
  const isTime = /^(\d{4}-\d{2}-\d{2}|\d{2}:\d{2})/;
  // Texts of another form or with an offset are not ordered by their letters.
  if (form(a) !== form(b) || !isTime.test(a) || /[+]|\d-\d{2}:/.test(a)) return undefined;
  return a < b ? -1 : 1;
}

/** Whether a decimal is a whole multiple of another. */
export function isMultiple(of: string, divisor: string): boolean {
  const pair = aligned(of, divisor);
  return pair !== undefined && pair[1] !== 0n && pair[0] % pair[1] === 0n;
}
