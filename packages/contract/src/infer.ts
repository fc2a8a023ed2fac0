import { wilsonInterval } from '@proofmark/stats';
import type { LogicalType } from './model.ts';

/** What lies inside of lists, objects and maps. */
export type InsideFacts =
  | { properties: (ValueFacts & { name: string; required: boolean })[] }
  | { items: ValueFacts }
  | { key: ValueFacts; value: ValueFacts };
export type ValueFacts = { type: LogicalType | undefined; inside?: InsideFacts | undefined };

/** What was seen of a column, exact over all rows. */
export type ColumnFacts = {
  name: string;
  /** Undefined where no logical type of the standard fits (nested columns). */
  type: LogicalType | undefined;
  rows: number;
  nulls: number;
  /** No value occurs twice, and none is null. */
  isUnique: boolean;
  /** Smallest and largest value as text, of numbers, dates and times. */
  minimum?: string | undefined;
  maximum?: string | undefined;
  /** All values with their counts, when they are few. */
  values?: readonly { value: string; count: number }[] | undefined;
  /** An ECMA-262 pattern that every value matches, when one was recognised. */
  pattern?: string | undefined;
  format?: string | undefined;
  inside?: InsideFacts | undefined;
};

export type TableFacts = {
  name: string;
  rows: number;
  columns: readonly ColumnFacts[];
  /** Columns that identify each row together; empty when none were found. */
  key: readonly string[];
  /** How its text files were read, as far as that was given. */
  layout?: { delimiter?: string | undefined; nullText?: readonly string[] | undefined } | undefined;
};

/** A column with at most this many values, each seen this often on average, is taken for an enumeration. */
const ENUM_VALUES = 20;
const ENUM_REPEATS = 10;
/** Integers are listed only where they are fewer than these. */
const ENUM_INTEGERS = 10;
/** Share of the observed range left free on both sides. */
const SLACK = 0.1;
/** Level of the interval whose upper end bounds the share of nulls: one-sided 99 %. */
const NULL_LEVEL = 0.98;

/**
 * Writes a starter contract (ODCS v3.2.0, YAML with comments) that the observed data keep: types, required columns,
 * ranges with slack, enumerations, unique columns and a row count. A person is meant to read and edit it.
 * @param shownFiles how the comments name the data
 */
export function inferContract(facts: TableFacts, shownFiles: string): string {
  const { key } = facts;
  return `${[
    `# Inferred from ${oneLine(shownFiles)} (${facts.rows} rows). Each rule was true of these data; whether it should`,
    '# be true of all data is yours to say: delete what was chance, tighten what is law.',
    'apiVersion: v3.2.0',
    'kind: DataContract',
    `id: ${slug(facts.name)}`,
    'version: 0.1.0',
    'status: draft',
    '',
    'schema:',
    `  - name: ${JSON.stringify(facts.name)}`,
    ...layoutLines(facts),
    '    properties:',
    ...facts.columns.flatMap((column) => propertyLines(column, key).map((line) => `      ${line}`)),
    ...(key.length === 0 && facts.columns.length > 0
      ? ['    # No column is unique, nor a few of them together: nothing identifies a row but its number.']
      : []),
    '    quality:',
    `      # ${facts.rows} rows seen.`,
    '      - id: rows',
    '        metric: rowCount',
    `        mustBeGreaterOrEqualTo: ${facts.rows === 0 ? 0 : Math.max(1, Math.floor(facts.rows / 2))}`,
  ].join('\n')}\n`;
}

/** What the reading of the files was told, so that they are read the same way again. */
function layoutLines({ layout: { delimiter, nullText } = {} }: TableFacts): string[] {
  const known = [
    ...(delimiter === undefined ? [] : [['proofmarkLayout', { delimiter }] as const]),
    ...(nullText === undefined ? [] : [['proofmarkNullText', nullText] as const]),
  ];
  if (known.length === 0) return [];
  const lines = known.map(
    ([property, value]) => `      - {property: ${property}, value: ${JSON.stringify(value)}}`,
  );
  return ['    customProperties:', ...lines];
}

function propertyLines(column: ColumnFacts, key: readonly string[]): string[] {
  const lines = [`- name: ${JSON.stringify(column.name)}`];
  const present = column.rows - column.nulls;
  if (column.type) lines.push(`  logicalType: ${column.type}`);
  if (column.nulls === 0 && column.rows > 0) lines.push('  required: true');
  const position = key.indexOf(column.name) + 1;
  if (position > 0 && key.length > 1) {
    const others = key.filter((name) => name !== column.name).map(oneLine);
    lines.push(`  # Identifies each row together with ${others.join(' and ')}.`, '  primaryKey: true');
    lines.push(`  primaryKeyPosition: ${position}`);
  } else if (position > 0) lines.push('  primaryKey: true');
  else if (column.isUnique) lines.push('  unique: true');
  const isKey = position > 0 && key.length === 1;
  lines.push(...optionLines(column, isKey).map((line) => `  ${line}`));
  const values = column.values ?? [];
  if (isEnumeration(column)) {
    lines.push(`  # ${values.length} values in ${present} rows.`, '  enum:');
    for (const { value, count } of values) {
      const shown = column.type === 'integer' ? value : JSON.stringify(value);
      lines.push(`    - value: ${shown} # ${count} rows`);
    }
  }
  lines.push(...insideLines(column.inside).map((line) => `  ${line}`));
  if (column.nulls > 0) {
    const percent = (100 * column.nulls) / column.rows;
    // The share of all data that these rows speak for: what a new file of the kind may have (Wilson, 1927).
    const upper = roundUp(100 * wilsonInterval(column.nulls, column.rows, NULL_LEVEL).upper);
    const seen = `  # ${column.nulls} nulls in ${column.rows} rows, ${Number(percent.toPrecision(3))} %`;
    // A bound of 100 % says nothing.
    if (upper >= 100) lines.push(`${seen}.`);
    else {
      lines.push(
        `${seen}; with 99 % confidence at most:`,
        '  quality:',
        '    - id: nulls',
        '      metric: nullValues',
        '      unit: percent',
        `      mustBeLessOrEqualTo: ${upper}`,
      );
    }
  }
  return lines;
}

function insideLines(inside: InsideFacts | undefined): string[] {
  if (inside === undefined) return [];
  if ('items' in inside) return ['items:', ...valueLines(inside.items)];
  if ('key' in inside) {
    const parts = [
      ['  key:', ...valueLines(inside.key).map((line) => `  ${line}`)],
      ['  value:', ...valueLines(inside.value).map((line) => `  ${line}`)],
    ];
    return ['map:', ...parts.flat()];
  }
  return [
    'properties:',
    ...inside.properties.flatMap(({ name, required, ...value }) => [
      `  - name: ${JSON.stringify(name)}`,
      ...(required ? ['    required: true'] : []),
      ...valueLines(value).map((line) => `  ${line}`),
    ]),
  ];
}

function valueLines({ type, inside }: ValueFacts): string[] {
  // An empty property is none in YAML.
  const lines = type === undefined ? ['  description: values of several types'] : [`  logicalType: ${type}`];
  return [...lines, ...insideLines(inside).map((line) => `  ${line}`)];
}

/** Two significant digits, rounded up. */
function roundUp(value: number): number {
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.ceil(value / unit) * unit).toPrecision(3));
}

function isEnumeration({ type, values, rows, nulls }: ColumnFacts): boolean {
  const count = values?.length ?? 0;
  if (type === 'integer') {
    if (count > ENUM_INTEGERS || !values?.every(({ value }) => /^(?:0|-?[1-9]\d{0,14})$/.test(value)))
      return false;
    // What is counted takes every number between; labels and steps such as 10, 20, 50 do not.
    const numbers = values.map(({ value }) => Number(value));
    if (count > 2 && Math.max(...numbers) - Math.min(...numbers) === count - 1) return false;
  } else if (type !== 'string' && type !== undefined) return false;
  return count > 0 && count <= ENUM_VALUES && rows - nulls >= ENUM_REPEATS * count;
}

function optionLines(column: ColumnFacts, isKey: boolean): string[] {
  const { type, minimum, maximum, pattern, format } = column;
  const options: string[] = [];
  let seen = '';
  if ((type === 'integer' || type === 'number') && minimum !== undefined && maximum !== undefined) {
    const range = widen(Number(minimum), Number(maximum), type === 'integer');
    if (range && !isEnumeration(column)) {
      options.push(`minimum: ${range.low}`);
      // Keys are counted on.
      if (!isKey) options.push(`maximum: ${range.high}`);
    }
    seen = `# Seen: ${minimum} to ${maximum}.`;
  }
  if ((type === 'date' || type === 'timestamp') && minimum !== undefined) {
    // Later data are to be expected, earlier data are not.
    options.push(`minimum: ${JSON.stringify(minimum)}`);
    seen = `# Seen: ${minimum} to ${maximum}.`;
    if (format !== undefined) options.push(`format: ${JSON.stringify(format)}`);
  }
  if (type === 'time' && minimum !== undefined && maximum !== undefined) {
    const hours = widenClock(minimum, maximum);
    if (hours) options.push(`minimum: "${hours.low}"`, `maximum: "${hours.high}"`);
    seen = `# Seen: ${minimum} to ${maximum}.`;
  }
  // Listed values say more than their shape.
  const isShaped = type === 'string' && !isEnumeration(column);
  if (isShaped && pattern !== undefined) options.push(`pattern: ${JSON.stringify(pattern)}`);
  if (isShaped && format !== undefined) options.push(`format: ${format}`);
  if (options.length === 0) return [];
  return [...(seen ? [seen] : []), 'logicalTypeOptions:', ...options.map((option) => `  ${option}`)];
}

/** A range with slack on both sides, rounded outwards; what was never negative stays so. */
function widen(low: number, high: number, isInteger: boolean): { low: string; high: string } | undefined {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return undefined;
  if (Math.max(Math.abs(low), Math.abs(high)) >= Number.MAX_SAFE_INTEGER / 4) return undefined;
  const slack = SLACK * (high - low || Math.abs(high) || 1);
  const step = 10 ** (Math.ceil(Math.log10(slack)) - 1);
  const unit = isInteger ? Math.max(1, step) : step;
  const down = Math.floor((low - slack) / unit) * unit;
  const up = Math.ceil((high + slack) / unit) * unit;
  return { low: plain(low >= 0 ? Math.max(0, down) : down), high: plain(high <= 0 ? Math.min(0, up) : up) };
}

const DAY = 24 * 60;
/** Times over more of the day than this are of all the day. */
const MOST_OF_DAY = 0.8;

/** Times of the day with slack on both sides, in whole minutes; undefined where they say little, or have an offset. */
function widenClock(low: string, high: string): { low: string; high: string } | undefined {
  const [first, last] = [minutesOf(low), minutesOf(high)];
  if (first === undefined || last === undefined || last - first > MOST_OF_DAY * DAY) return undefined;
  const slack = SLACK * Math.max(last - first, 60);
  const clock = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const end = Math.ceil(last + slack);
  return {
    low: `${clock(Math.max(0, Math.floor(first - slack)))}:00`,
    high: end < DAY ? `${clock(end)}:00` : '23:59:59.999999',
  };
}

function minutesOf(time: string): number | undefined {
  const [, hours, minutes, seconds] = /^(\d\d):(\d\d):(\d\d(?:\.\d+)?)$/.exec(time) ?? [];
  return hours === undefined ? undefined : 60 * Number(hours) + Number(minutes) + Number(seconds) / 60;
}

/** Drops the noise of binary fractions; the standard wants numbers, and YAML reads exponents too. */
function plain(value: number): string {
  return String(Number(value.toPrecision(12)));
}

function slug(name: string): string {
  return (
    name
      .replaceAll(/[^A-Za-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '')
      .toLowerCase() || 'data'
  );
}

function oneLine(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
