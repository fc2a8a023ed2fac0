import type { FuzzCase, FuzzColumn } from './cases.ts';

/**
 * An independent, straightforward count of what breaks a contract, for comparison: JavaScript over the values as
 * they were generated, with exact rational arithmetic. It shares no code with the product.
 */
export type ReferenceCount = { failing: number; passes: boolean };

/** A rational number: numerator over a power of ten. */
type Decimal = { digits: bigint; scale: number };

export function countByHand(fuzzCase: FuzzCase): Map<string, ReferenceCount> {
  const counts = new Map<string, ReferenceCount>();
  for (const column of fuzzCase.columns) countColumn(fuzzCase, column, counts);
  if (fuzzCase.key.length > 0) {
    const tuples = rowsOf(fuzzCase, fuzzCase.key);
    const complete = tuples.filter((tuple) => !tuple.includes(null));
    const failing = tuples.length - complete.length + repeats(complete.map((tuple) => JSON.stringify(tuple)));
    counts.set('t.primaryKey', { failing, passes: failing === 0 });
  }
  counts.set('t.rowCount', {
    failing: fuzzCase.rows >= fuzzCase.rowsAtLeast ? 0 : 1,
    passes: fuzzCase.rows >= fuzzCase.rowsAtLeast,
  });
  return counts;
}

function rowsOf({ columns, format, rows }: FuzzCase, names: readonly string[]): (string | null)[][] {
  const chosen = names.map((name) => columns.find((column) => column.name === name));
  return Array.from({ length: rows }, (_, i) =>
    chosen.map((column) => (column ? identityOf(column, format, column.values[i] ?? null) : null)),
  );
}

function countColumn(fuzzCase: FuzzCase, column: FuzzColumn, counts: Map<string, ReferenceCount>): void {
  const { format } = fuzzCase;
  const isText = format === 'csv';
  const { name, values } = column;
  const present = values.filter((value) => value !== null);
  const typed = present.filter((value) => !isText || isOfType(column, value));
  const tolerated = (rule: string, failing: number, checked: number) =>
    counts.set(`t.${name}.${rule}`, { failing, passes: failing <= (column.tolerance ?? 0) * checked });
  const nulls = values.length - present.length;
  tolerated('logicalType', present.length - typed.length, present.length);
  if (column.required) tolerated('required', nulls, values.length);
  const extra = repeats(present.map((value) => identityOf(column, format, value) ?? ''));
  if (column.unique) tolerated('unique', extra, present.length);
  const count = (rule: string, breaks: (value: string) => boolean, among: readonly string[] = typed) =>
    tolerated(rule, among.filter(breaks).length, present.length);
  if (column.enum) {
    const wanted = column.enum;
    count('enum', (value) => !wanted.some((each) => isEqual(column, each, value)));
  }
  const { minLength, maxLength, pattern, multipleOf } = column;
  if (minLength !== undefined) count('minLength', (value) => [...value].length < minLength);
  if (maxLength !== undefined) count('maxLength', (value) => [...value].length > maxLength);
  if (pattern !== undefined) count('pattern', (value) => !new RegExp(pattern, 'u').test(value));
  if (multipleOf !== undefined)
    count('multipleOf', (value) => !isMultiple(column, format, value, multipleOf));
  for (const bound of ['minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum'] as const) {
    const limit = column[bound];
    if (limit === undefined) continue;
    count(bound, (value) => {
      const order = compare(column, format, value, limit);
      if (bound === 'minimum') return order < 0;
      if (bound === 'maximum') return order > 0;
      return bound === 'exclusiveMinimum' ? order <= 0 : order >= 0;
    });
  }
  if (column.nullsAtMost) {
    const { value, unit } = column.nullsAtMost;
    const percent = values.length === 0 ? 0 : (100 * nulls) / values.length;
    counts.set(`t.${name}.nulls`, { failing: nulls, passes: (unit === 'rows' ? nulls : percent) <= value });
  }
  if (column.repeatsAtMost !== undefined) {
    counts.set(`t.${name}.repeats`, { failing: extra, passes: extra <= column.repeatsAtMost });
  }
}

function repeats(keys: readonly string[]): number {
  return keys.length - new Set(keys).size;
}

/** What makes two values the same: the text in text files, the value in typed ones. */
function identityOf(column: FuzzColumn, format: FuzzCase['format'], value: string | null): string | null {
  if (value === null || format === 'csv' || column.type === 'string') return value;
  if (column.stored === 'FLOAT' && format === 'parquet') return String(Math.fround(Number(value)));
  return column.type === 'number' ? String(Number(value)) : value;
}

function isOfType({ type }: FuzzColumn, text: string): boolean {
  switch (type) {
    case 'string':
      return true;
    case 'integer':
      return /^[-+]?[0-9]+$/.test(text) && BigInt(text.replace('+', '')) < 2n ** 127n;
    case 'number':
      return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text);
    case 'boolean':
      return ['true', 'True', 'TRUE', '1', 'false', 'False', 'FALSE', '0'].includes(text);
    case 'date':
      return isDate(text);
    case 'timestamp':
      return instantOf(text) !== undefined;
    case 'time':
      return secondsOf(text) !== undefined;
  }
}

function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  const days = new Date(Date.UTC(2000 + (Number(year) % 400), Number(month), 0)).getUTCDate();
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= days;
}

/** Milliseconds since 1970 in UTC. */
function instantOf(text: string): number | undefined {
  const found = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?(Z|[-+]\d{2}:\d{2})?$/.exec(text);
  const [, day = '', hour = '', minute = '', second = '00', zone = 'Z'] = found ?? [];
  if (!found || !isDate(day) || Number(hour) > 23 || Number(minute) > 59) return undefined;
  return Date.parse(`${day}T${hour}:${minute}:${second}${zone}`);
}

/** Seconds since midnight. */
function secondsOf(text: string): number | undefined {
  const found = /^(\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?$/.exec(text);
  const [hour = 24, minute = 60, second = 60] = found?.slice(1).map((part) => Number(part ?? 0)) ?? [];
  return hour < 24 && minute < 60 && second < 60 ? 3600 * hour + 60 * minute + second : undefined;
}

function isTrue(text: string): boolean {
  return ['true', 'True', 'TRUE', '1'].includes(text);
}

function isEqual({ type, stored }: FuzzColumn, wanted: string, value: string): boolean {
  switch (type) {
    case 'integer':
      return BigInt(wanted.replace('+', '')) === BigInt(value.replace('+', ''));
    case 'number':
      return stored === 'FLOAT'
        ? Math.fround(Number(wanted)) === Math.fround(Number(value))
        : Number(wanted) === Number(value);
    case 'boolean':
      return isTrue(wanted) === isTrue(value);
    default:
      return wanted === value;
  }
}

function compare(column: FuzzColumn, format: FuzzCase['format'], value: string, limit: string): number {
  switch (column.type) {
    case 'date':
      return value < limit ? -1 : Number(value > limit);
    case 'timestamp':
      return (instantOf(value) ?? 0) - (instantOf(limit) ?? 0);
    case 'time':
      return (secondsOf(value) ?? 0) - (secondsOf(limit) ?? 0);
    default: {
      // A typed column holds the double (or float) nearest to what was written, a text column what was written.
      const isFloat = column.type === 'number' && format === 'parquet' && column.stored === 'FLOAT';
      const isDouble =
        column.type === 'number' &&
        (format === 'jsonl' || (format === 'parquet' && column.stored === 'DOUBLE'));
      if (isFloat) return Math.fround(Number(value)) - Math.fround(Number(limit));
      return compareDecimals(decimal(isDouble ? String(Number(value)) : value), decimal(limit));
    }
  }
}

function isMultiple(column: FuzzColumn, format: FuzzCase['format'], value: string, divisor: string): boolean {
  const isDouble = column.type === 'number' && format !== 'csv';
  const [a, b] = align(decimal(isDouble ? String(Number(value)) : value), decimal(divisor));
  return a % b === 0n;
}

function decimal(numeral: string): Decimal {
  const [mantissa = '', exponent = '0'] = numeral.toLowerCase().replace('+', '').split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(`${whole}${fraction}` || '0');
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 };
}

function align(a: Decimal, b: Decimal): [bigint, bigint] {
  const scale = Math.max(a.scale, b.scale);
  return [a.digits * 10n ** BigInt(scale - a.scale), b.digits * 10n ** BigInt(scale - b.scale)];
}

function compareDecimals(a: Decimal, b: Decimal): number {
  const [left, right] = align(a, b);
  return left < right ? -1 : Number(left > right);
}
