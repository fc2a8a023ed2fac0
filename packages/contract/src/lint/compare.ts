import { readInstant } from '../instant.ts';
import type { Column } from '../model.ts';

/**
 * Compares two values of a column's type as written, exactly: negative, 0 or positive, as `a` is before, at or
 * behind `b`. Undefined where one is no such value.
 */
export function compareValues(a: string, b: string, column: Column): number | undefined {
  const { type } = column;
  if (type === 'date' || type === 'timestamp' || type === 'time') {
    const [x, y] = [readInstant(a, type, column.timeZone), readInstant(b, type, column.timeZone)];
    if (x === undefined || y === undefined) return undefined;
    return x < y ? -1 : x > y ? 1 : 0;
  }
  const [x, y] = [scaled(a, b), scaled(b, a)];
  if (x === undefined || y === undefined) return undefined;
  return x < y ? -1 : x > y ? 1 : 0;
}

/** A decimal numeral as an integer, in units of the last digit of both numerals. */
function scaled(numeral: string, other: string): bigint | undefined {
  const [match, partner] = [numeral, other].map((text) => /^(-?)(\d+)(?:\.(\d+))?$/.exec(text));
  if (!match || !partner) return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  const digits = Math.max(fraction.length, partner[3]?.length ?? 0);
  return BigInt(sign + whole + fraction.padEnd(digits, '0'));
}
