import type { Dialect } from './dialect.ts';
import { constant, type NumberSql } from './number-sql.ts';

/** Of the comparison in one type, which holds 20 digits before the point. */
const WIDTH = 38;
const SCALE = 18;
/** Of the fast one: DuckDB reads a text into a decimal of 64 bits two hundred times as fast as into one of 128. */
const FAST_WIDTH = 18;
const FAST_SCALE = 9;
/** Numerals so short, without exponent, are exactly values of that type. */
const SURE_LENGTH = 9;
/** A remainder ten times over, and a digit, have to fit in a HUGEINT. */
const MAX_DIVISOR = 10n ** 36n;

/**
 * SQL that is true where a number is no multiple, in exact arithmetic whatever its size: 0.3 is a multiple of 0.1, and
 * so is 1e25. Undefined when the divisor has too many digits. `divisor` is a decimal numeral without exponent.
 */
export function breaksMultiple(column: NumberSql, divisor: string): string | undefined {
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
  const differsAs = (type: string) =>
    `try_cast(${text} AS ${type}) % ${constant(dialect, divisor, type)} <> 0`;
  if (!dialect.readsText) {
    const beyond = column.valueFamily === 'float' ? hugeBreaks(dialect, value, p, decimals.length) : 'true';
    return `(${value} IS NOT NULL AND coalesce(${differsAs(`DECIMAL(${WIDTH}, ${SCALE})`)}, ${beyond}))`;
  }
  // What the cast rounds or cannot hold is looked at digit by digit. A multiple is not rounded, as it has no more
  // decimals than the divisor, so what differs after rounding breaks the rule.
  const isFast = decimals.length <= FAST_SCALE && whole.length <= FAST_WIDTH - FAST_SCALE;
  const fast = `WHEN ${differsAs(`DECIMAL(${FAST_WIDTH}, ${FAST_SCALE})`)} THEN true`;
  const sure = `length(${text}) <= ${SURE_LENGTH} AND NOT (${text} GLOB '*[eEn]*')`;
  const byDigits = breaksByDigits(text, p, decimals.length);
  return isFast
    ? `(${value} IS NOT NULL AND CASE ${fast} WHEN ${sure} THEN false ELSE ${byDigits} END)`
    : `(${value} IS NOT NULL AND ${byDigits})`;
}

/**
 * The same in Trino for a float that no decimal holds: from 1e20 it is written with an exponent above the number of its
 * digits, so that it is whole, and the remainder of the digits with zeros behind them decides.
 */
function hugeBreaks(dialect: Dialect, value: string, p: bigint, s: number): string {
  const text = `CAST(${value} AS VARCHAR)`;
  const mantissa = `split_part(${text}, 'E', 1)`;
  const zeros = `CAST(split_part(${text}, 'E', 2) AS INTEGER) - length(split_part(${mantissa}, '.', 2)) + ${s}`;
  const digits = `regexp_extract_all(${mantissa} || rpad('', ${zeros}, '0'), '[0-9]')`;
  const number = (digit: string) => `CAST(${digit} AS ${dialect.castType('HUGEINT')})`;
  const step = number(`(a * 10 + ${number('d')}) % ${number(`'${p}'`)}`);
  return `CASE WHEN NOT ${dialect.isFinite(value)} THEN true
    ELSE reduce(${digits}, ${number('0')}, (a, d) -> ${step}, a -> a) <> 0 END`;
}

/**
 * With the digits m of a numeral m · 10^k: p divides m · 10^(k + s). Trailing zeros of m go into k first; then there is
 * no integer where k + s is negative, and else the remainder of the digits with that many zeros decides.
 */
function breaksByDigits(text: string, p: bigint, s: number): string {
  const mantissa = `ltrim(split_part(lower(${text}), 'e', 1), '+-')`;
  const exponent = `coalesce(try_cast(split_part(lower(${text}), 'e', 2) AS INTEGER), 0)`;
  const length = `length(split_part(m.m, '.', 2))`;
  const digits = `list_transform(string_split(rtrim(n.d, '0') || repeat('0', n.k), ''), lambda d: d::HUGEINT)`;
  const remainder = `list_reduce(${digits}, lambda a, d: (a * 10 + d) % ${p}::HUGEINT, 0::HUGEINT)`;
  // Lists of one item give names to what is used more than once: expanded, hundreds of columns take minutes to plan.
  const named = `list_transform([{m: ${mantissa}, k: ${exponent} + ${s}}], lambda m: {d: ltrim(replace(m.m, '.', ''), '0'), k: m.k - ${length}})`;
  const shifted = `list_transform(${named}, lambda m: {d: m.d, k: m.k + length(m.d) - length(rtrim(m.d, '0'))})`;
  return `list_transform(${shifted}, lambda n: CASE WHEN n.d = '' THEN false
    WHEN n.k < 0 OR n.d GLOB '*n*' THEN true ELSE ${remainder} <> 0 END)[1]`;
}
