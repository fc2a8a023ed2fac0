import type { ColumnSql } from './column-sql.ts';
import type { Dialect } from './dialect.ts';
import { readIntegerType } from './integer-sql.ts';

/** What comparing needs of a column. */
export type NumberSql = Pick<
  ColumnSql,
  'column' | 'dialect' | 'value' | 'numeral' | 'family' | 'valueFamily' | 'physicalType'
>;

export type Bound = { side: 'at-least' | 'at-most'; bound: string; exclusive: boolean };

const RANGES: Record<string, [bigint, bigint]> = Object.fromEntries(
  Object.entries({ TINYINT: 8n, SMALLINT: 16n, INTEGER: 32n, BIGINT: 64n, HUGEINT: 128n }).flatMap(
    ([name, bits]) => [
      [name, [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n]],
      [`U${name}`, [0n, 2n ** bits - 1n]],
    ],
  ),
);

/** Digits before the point that a tie is compared with, in DECIMAL(38). */
const MAX_DIGITS = 38;

/**
 * SQL that is true where a number breaks a bound, exactly: integers beyond 2^53 and decimals included. NaN keeps no
 * bound. `bound` is a decimal numeral without exponent.
 */
export function breaksBound(column: NumberSql, { side, bound, exclusive }: Bound): string {
  const outside = side === 'at-least' ? (exclusive ? '<=' : '<') : exclusive ? '>=' : '>';
  const { dialect, value, physicalType } = column;
  switch (column.valueFamily) {
    case 'integer':
      return integerBreaks(dialect, value, integerType(column), side, bound, exclusive);
    case 'float':
      if (column.family === 'text') return decimalBreaks(dialect, value, column.numeral, bound, outside);
      return `(${dialect.isNan(value)} OR ${value} ${outside} ${constant(dialect, bound, physicalType)})`;
    default:
      return decimalBreaks(dialect, `CAST(${value} AS DOUBLE)`, value, bound, outside);
  }
}

/** A constant of a type of the plan. */
export function constant(dialect: Dialect, digits: string | bigint, type: string): string {
  return `CAST('${digits}' AS ${dialect.castType(type)})`;
}

export function integerType(column: NumberSql): string {
  return column.family === 'integer' ? column.physicalType : readIntegerType(column.column);
}

/** Whether a decimal numeral is exactly a value of an SQL number type; what is not can equal no value of a column. */
export function isValueOf(type: string, numeral: string): boolean {
  const { floor, isWhole } = floorOf(numeral);
  const range = RANGES[type];
  if (range) return isWhole && floor >= range[0] && floor <= range[1];
  const [, width, scale] = /^DECIMAL\((\d+),\s*(\d+)\)$/.exec(type) ?? [];
  if (width === undefined || scale === undefined) {
    return Number.isFinite(type === 'FLOAT' ? Math.fround(Number(numeral)) : Number(numeral));
  }
  const [whole = '', fraction = ''] = numeral.replace(/^[-+]/, '').split('.');
  const digits = whole.replace(/^0+/, '').length;
  return digits <= Number(width) - Number(scale) && fraction.replace(/0+$/, '').length <= Number(scale);
}

/** Rounds the bound to the nearest integer inside it, so that the column is compared in its own type. */
function integerBreaks(
  dialect: Dialect,
  value: string,
  type: string,
  side: Bound['side'],
  bound: string,
  exclusive: boolean,
): string {
  const { floor, isWhole } = floorOf(bound);
  const [low, high] = RANGES[type] ?? [0n, 0n];
  if (side === 'at-least') {
    const least = isWhole && !exclusive ? floor : floor + 1n;
    if (least <= low) return 'false';
    return least > high ? `${value} IS NOT NULL` : `${value} < ${constant(dialect, least, type)}`;
  }
  const most = isWhole && exclusive ? floor - 1n : floor;
  if (most >= high) return 'false';
  return most < low ? `${value} IS NOT NULL` : `${value} > ${constant(dialect, most, type)}`;
}

function floorOf(numeral: string): { floor: bigint; isWhole: boolean } {
  const [whole = '0', fraction = ''] = numeral.split('.');
  const isWhole = /^0*$/.test(fraction);
  const truncated = BigInt(whole === '-' || whole === '' ? '0' : whole);
  return { floor: !isWhole && numeral.startsWith('-') ? truncated - 1n : truncated, isWhole };
}

/** Rounding to double keeps the order, so only values equal to the bound as doubles need the exact comparison. */
function decimalBreaks(
  dialect: Dialect,
  double: string,
  exact: string,
  bound: string,
  outside: string,
): string {
  const [whole = '', fraction = ''] = bound.replace('-', '').split('.');
  const digits = whole.replace(/^0+/, '').length + 1;
  const strict = outside.charAt(0);
  const limit = constant(dialect, bound, 'DOUBLE');
  if (digits + fraction.length > MAX_DIGITS) return `${double} ${outside} ${limit}`;
  const type = `DECIMAL(${MAX_DIGITS}, ${MAX_DIGITS - digits})`;
  const tie = `try_cast(${exact} AS ${type}) ${outside} ${constant(dialect, bound, type)}`;
  // CASE looks closer only at the values that reach the bound, which are few; OR and AND would cast them all.
  return `CASE WHEN ${double} ${strict}= ${limit} THEN CASE WHEN ${double} ${strict} ${limit} THEN true ELSE ${tie} END ELSE false END`;
}
