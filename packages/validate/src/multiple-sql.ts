import type { ColumnSql } from './column-sql.ts';
import { constant } from './number-sql.ts';

/** Of the fast comparison: DECIMAL(38, 18), which holds 20 digits before the point. */
const WIDTH = 38;
const SCALE = 18;
/** Numerals so short, without exponent, are exactly values of that type. */
const SURE_LENGTH = SCALE + 1;
/** A remainder ten times over, and a digit, have to fit in a HUGEINT. */
const MAX_DIVISOR = 10n ** 36n;

/**
 * SQL that is true where a number is no multiple, in exact arithmetic whatever its size: 0.3 is a multiple of 0.1, and
 * so is 1e25. Undefined when the divisor has too many digits. `divisor` is a decimal numeral without exponent.
 */
export function breaksMultiple(column: ColumnSql, divisor: string): string | undefined {
  const [whole = '0', fraction = ''] = divisor.split('.');
  const decimals = fraction.replace(/0+$/, '');
  const p = BigInt(whole + decimals);
  if (decimals.length > SCALE || whole.length + SCALE > WIDTH || p > MAX_DIVISOR) return undefined;
  const { dialect, value } = column;
  if (column.valueFamily === 'integer') {
    // x / (p / 10^s) is whole exactly when p divides x · 10^s; reduced first, so that nothing overflows.
    const power = 10n ** BigInt(decimals.length) % p;
    const number = (digits: bigint) => constant(dialect, digits, 'HUGEINT');
    const remainder = `(CAST(${value} AS ${dialect.castType('HUGEINT')}) % ${number(p)})`;
    return decimals === '' ? `${remainder} <> 0` : `(${remainder} * ${number(power)}) % ${number(p)} <> 0`;
  }
  // The shortest text of a double is the decimal that people wrote.
  const text = column.family === 'text' ? column.numeral : `CAST(${value} AS VARCHAR)`;
  const type = `DECIMAL(${WIDTH}, ${SCALE})`;
  const differs = `try_cast(${text} AS ${type}) % ${constant(dialect, divisor, type)} <> 0`;
  if (!dialect.readsText) return `(${value} IS NOT NULL AND coalesce(${differs}, true))`;
  // What the cast rounds or cannot hold is looked at digit by digit; no numeral that keeps the rule by its rounded
  // value breaks it by a longer one, so what differs is never looked at again.
  return `(${value} IS NOT NULL AND CASE WHEN ${differs} THEN true
    WHEN length(${text}) <= ${SURE_LENGTH} AND NOT (${text} GLOB '*[eEn]*') THEN false
    ELSE ${breaksByDigits(text, p, decimals.length)} END)`;
}

/**
 * With the digits m of a numeral m · 10^k: p divides m · 10^(k + s). Trailing zeros of m go into k first; then there is
 * no integer where k + s is negative, and else the remainder of the digits with that many zeros decides.
 */
function breaksByDigits(text: string, p: bigint, s: number): string {
  const number = (digits: bigint) => `${digits}::HUGEINT`;
  const part = (pattern: string) => `regexp_extract(${text}, '${pattern}', 1)`;
  const fraction = part('[.]([0-9]+)');
  const digits = `ltrim(${part('^[-+]?([0-9]*)')} || ${fraction}, '0')`;
  const significant = `rtrim(${digits}, '0')`;
  const exponent = `coalesce(try_cast(${part('[eE][+]?([-0-9]+)')} AS INTEGER), 0)`;
  const zeros = `(${exponent} + ${s} - length(${fraction}) + length(${digits}) - length(${significant}))`;
  const list = `list_transform(string_split(${significant} || repeat('0', ${zeros}), ''), lambda d: d::HUGEINT)`;
  const remainder = `list_reduce(${list}, lambda a, d: (a * 10 + d) % ${number(p)}, 0::HUGEINT)`;
  return `CASE WHEN ${text} GLOB '*n*' THEN true WHEN ${significant} = '' THEN false
    WHEN ${zeros} < 0 THEN true ELSE ${remainder} <> 0 END`;
}
