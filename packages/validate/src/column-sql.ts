import {
  type Column,
  type Constraint,
  isTimeZone,
  isUtc,
  type LogicalType,
  type TimeForm,
  translateTimeFormat,
} from '@proofmark/contract';
import { literal, type SqlType } from '@proofmark/engine';
import type { Dialect } from './dialect.ts';
import {
  integerIn,
  isIntegerText,
  isUnsigned128,
  plainInteger,
  plainName,
  readIntegerType,
} from './integer-sql.ts';
import { jsonTypesOf, type StrictJson } from './strict-json.ts';
import { readForms } from './time-format-sql.ts';

/** How the engine holds a column. */
export type Family =
  | 'text'
  | 'integer'
  | 'decimal'
  | 'float'
  | 'boolean'
  | 'date'
  | 'timestamp'
  | 'time'
  | 'object'
  | 'array'
  | 'map'
  | 'other';

/**
 * A column of the data, or what lies inside of one, ready to be tested in SQL. The expressions stand over the
 * projections `readSql` makes (inside of lists: over one item), where `raw` is the value as stored and `value` that
 * value in the declared type (NULL where it cannot be read).
 */
export type ColumnSql = {
  column: Column;
  dialect: Dialect;
  physicalType: string;
  type: SqlType;
  family: Family;
  /** The files have types: a text is a text there, whatever it spells. */
  isTyped: boolean;
  /** Text made of a JSON value, which tells no integer from a number by its digits: 3.0 is 3. */
  isJson: boolean;
  /** Of JSON whose types count: what JSON writes as a text stands for no number. */
  strict: StrictJson | undefined;
  /** The value as JSON, for rules that are schemas: SQL beside `raw`, and made of what in a row. */
  json: { value: string; source: string | undefined } | undefined;
  /** Family of `value`: that of the declared type for text, else the stored one. */
  valueFamily: Family;
  raw: string;
  value: string;
  /** For numbers kept as text: the text itself where it is a number. */
  numeral: string;
  /** The stored value as SQL over a row of the files; undefined inside of lists and maps. */
  source: string | undefined;
  /** For a field of an object: SQL that is true where the object is there. */
  within: string | undefined;
  /** `raw` of the column of the row that it lies in, or its own. */
  row: string;
  /** SQL over a row, true where the condition holds for the value (inside of lists: for one of the values). */
  any: (condition: string) => string;
  /** SQL over a row of the expression, at the (first) value that the condition holds for. */
  pick: (condition: string, expression: string) => string;
};

/** Numerals of the contract's types in text. What else SQL would cast (` 1 `, `1_000`, `nan`) is no number. */
const INTEGER = '[-+]?[0-9]+';
/** Of JSON, as JSON Schema defines an integer; DuckDB makes 100.0 of 1e2. */
const JSON_INTEGER = '[-+]?[0-9]+(?:\\.0+)?';
const NUMBER = '[-+]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?';
/** No 24:00, which SQL would cast. */
const CLOCK = '(?:[01][0-9]|2[0-3]):[0-9]{2}(?::[0-9]{2}(?:[.][0-9]+)?)?';
const INSTANT = `[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]${CLOCK}`;
/** The offset that ends a date with time, or a time; of 18 hours at most, as in formats. */
export const OFFSET = '(?:Z|[+-](?:(?:0[0-9]|1[0-7])(?::?[0-5][0-9])?|18(?::?00)?))';
const TRUE = "('true', 'True', 'TRUE', '1')";
const FALSE = "('false', 'False', 'FALSE', '0')";

export function familyOf(physicalType: string): Family {
  if (/\[\d*\]$/.test(physicalType)) return 'array';
  if (/^(VARCHAR|UUID|ENUM|JSON)/.test(physicalType)) return 'text';
  if (/^(U?TINYINT|U?SMALLINT|U?INTEGER|U?BIGINT|U?HUGEINT)$/.test(physicalType)) return 'integer';
  if (/^DECIMAL/.test(physicalType)) return 'decimal';
  if (/^(FLOAT|DOUBLE)$/.test(physicalType)) return 'float';
  if (physicalType === 'BOOLEAN') return 'boolean';
  if (physicalType === 'DATE') return 'date';
  if (/^TIMESTAMP/.test(physicalType)) return 'timestamp';
  if (/^TIME/.test(physicalType)) return 'time';
  if (physicalType.startsWith('STRUCT')) return 'object';
  return physicalType.startsWith('MAP') ? 'map' : 'other';
}

/** Text of these types is read into `value`; numbers in text are compared like floats, then exactly. */
export function familyInText(type: LogicalType | undefined): Family | undefined {
  switch (type) {
    case 'integer':
    case 'boolean':
    case 'date':
    case 'timestamp':
    case 'time':
    case 'object':
    case 'array':
    case 'map':
      return type;
    case 'vector':
      return 'array';
    case 'number':
      return 'float';
    default:
      return undefined;
  }
}

/** A SELECT that reads each column once: stored value, numeral, typed value, and what `extra` adds. */
export function readSql(columns: readonly ColumnSql[], from: string, extra: readonly string[] = []): string {
  const ofRows = columns.filter(({ source }) => source !== undefined);
  const raw = ofRows.map(({ source, raw }) => `${source} AS ${raw}`);
  const numerals = ofRows
    .filter(({ numeral, raw }) => numeral !== raw)
    .map((column) => `${numeralSql(column)} AS ${column.numeral}`);
  const read = ofRows.filter(({ value, raw }) => value !== raw);
  const plains = read.filter(isIntegerText).map(({ raw }) => `${plainInteger(raw)} AS ${plainName(raw)}`);
  const values = read.map((column) => {
    const plain = isIntegerText(column) ? plainName(column.raw) : undefined;
    return `${typedSql({ ...column, plain })} AS ${column.value}`;
  });
  const jsonTypes = ofRows.flatMap(({ strict }) =>
    strict?.jsonType !== undefined && strict.source !== undefined
      ? [`json_type(${strict.source}) AS ${strict.jsonType}`]
      : [],
  );
  const jsons = columns.flatMap(({ json }) =>
    json?.source === undefined ? [] : [`${json.source} AS ${json.value}`],
  );
  const inner = `SELECT ${[...raw, ...jsonTypes, ...jsons, ...extra, ...(raw.length + extra.length ? [] : ['1 AS nothing'])].join(', ')} FROM ${from}`;
  const middle =
    numerals.length + plains.length
      ? `SELECT *, ${[...numerals, ...plains].join(', ')} FROM (${inner})`
      : inner;
  return values.length ? `SELECT *, ${values.join(', ')} FROM (${middle})` : middle;
}

/** A text where it is a number of the declared kind. */
export function numeralSql({ column, raw, isJson }: Pick<ColumnSql, 'column' | 'raw' | 'isJson'>): string {
  const isInteger = column.type === 'integer';
  // Most numerals are digits alone, which a glob sees faster, the more so as one range: of the characters from `.` to `9`
  // the other one is `/`, and the cast refuses `1/2` as it does `1.2.3`.
  const plain = `NOT (${raw} GLOB '*[!${isInteger ? '0' : '.'}-9]*')`;
  const form = literal(isInteger ? (isJson ? JSON_INTEGER : INTEGER) : NUMBER);
  return `CASE WHEN ${plain} THEN ${raw} WHEN regexp_full_match(${raw}, ${form}) THEN ${raw} END`;
}

type Untyped = Pick<ColumnSql, 'column' | 'dialect' | 'raw' | 'numeral' | 'family' | 'strict' | 'isJson'> & {
  /** `plainInteger` of the value, where it has a name. */
  plain?: string | undefined;
};

/** The stored value in the declared type. */
export function typedSql(column: Untyped): string {
  const { strict, ...others } = column;
  const fitting = strict?.jsonType === undefined ? undefined : jsonTypesOf(column.column.type);
  if (fitting !== undefined) {
    return `CASE WHEN ${strict?.jsonType} IN ${fitting} THEN ${typedSql({ ...others, strict: undefined })} END`;
  }
  if (column.family === 'timestamp') return inUtc(column.raw, column);
  if (column.family === 'float') return wholeNumber(column);
  return isNested(column.column.type) ? parsedJson(column) : typedText(column);
}

/** An integer of JSON, whose reader makes doubles of them all where one of them is none. */
function wholeNumber({ column, raw }: Untyped): string {
  return `CASE WHEN ${raw} = trunc(${raw}) THEN try_cast(${raw} AS ${readIntegerType(column)}) END`;
}

/** A time without offset is one of the zone that the contract declares. */
function inUtc(sql: string, { dialect, column: { timeZone } }: Pick<Untyped, 'column' | 'dialect'>): string {
  return isForeignZone(timeZone) ? dialect.localToUtc(sql, timeZone) : sql;
}

function isForeignZone(timeZone: string | undefined): timeZone is string {
  return timeZone !== undefined && !isUtc(timeZone) && isTimeZone(timeZone);
}

/** Whether the values of a column stored with a type have to be read nevertheless. */
export function isLocalTime({ timeZone }: Column, physicalType: string): boolean {
  return isForeignZone(timeZone) && /^TIMESTAMP(_\w+)?$/.test(physicalType);
}

export function isNested(type: LogicalType | undefined): boolean {
  return type === 'array' || type === 'object' || type === 'map' || type === 'vector';
}

/**
 * JSON text of an array or object, one level deep: what lies inside is text again, read the same way. NULL where it
 * is no such JSON.
 */
function parsedJson({ column, raw }: Untyped): string {
  const json = `try_cast(${raw} AS JSON)`;
  const isList = column.type === 'array' || column.type === 'vector';
  const target = isList ? 'JSON[]' : 'MAP(VARCHAR, JSON)';
  return `CASE WHEN json_type(${json}) = '${isList ? 'ARRAY' : 'OBJECT'}' THEN try_cast(${json} AS ${target}) END`;
}

function typedText({ column, dialect, raw, numeral, isJson, plain }: Untyped): string {
  const format = column.format === undefined ? undefined : translateTimeFormat(column.format);
  const formatted = (type: string) =>
    format && 'forms' in format ? `${readForms(raw, format.forms, (read) => `${read}::${type}`)}, ` : '';
  const shaped = (form: string, type: string) =>
    `CASE WHEN regexp_full_match(${raw}, '${form}') THEN try_cast(${raw} AS ${type}) END`;
  switch (column.type) {
    case 'integer':
      if (isUnsigned128(column)) return `try_cast(${numeral} AS UHUGEINT)`;
      return integerIn(raw, plain ?? plainInteger(raw), numeralSql({ column, raw, isJson }));
    case 'number':
      return `try_cast(${numeral} AS DOUBLE)`;
    case 'boolean':
      return `CASE WHEN ${raw} IN ${TRUE} THEN true WHEN ${raw} IN ${FALSE} THEN false END`;
    case 'date':
      return `coalesce(${formatted('DATE')}${shaped('[0-9]{4}-[0-9]{2}-[0-9]{2}', 'DATE')})`;
    case 'timestamp': {
      // The cast that understands offsets is much the slower one, so only texts that have an offset take it.
      const zoned = `CASE WHEN regexp_full_match(${raw}, '${INSTANT} ?${OFFSET}') THEN ${zonedInstant(raw)} END`;
      return `coalesce(${formattedInstant({ column, dialect }, raw, format)}${inUtc(shaped(INSTANT, 'TIMESTAMP'), { column, dialect })}, ${zoned})`;
    }
    case 'time': {
      const plain = shaped(CLOCK, 'TIME');
      const zoned = `CASE WHEN regexp_full_match(${raw}, '${CLOCK} ?${OFFSET}') THEN ${zonedInstant(`'2000-01-01 ' || ${raw}`)}::TIME END`;
      return `coalesce(${formatted('TIME')}${plain}${column.constraints.some(isZoned) ? `, ${zoned}` : ''})`;
    }
    default:
      return raw;
  }
}

/** The cast wants seconds, and no space before the offset; ISO 8601 leaves out the ones, people write the other. */
function zonedInstant(text: string): string {
  const joined = `regexp_replace(${text}, ' ([Z+-])', '\\1')`;
  const full = `regexp_replace(${joined}, '([T ][0-9]{2}:[0-9]{2})([Z+-])', '\\1:00\\2')`;
  return `try_cast(${full} AS TIMESTAMPTZ)::TIMESTAMP`;
}

/** A format that reads an offset yields an instant already; any other one a local time. */
function formattedInstant(
  place: Pick<Untyped, 'column' | 'dialect'>,
  raw: string,
  format: ReturnType<typeof translateTimeFormat> | undefined,
): string {
  if (!format || 'reason' in format) return '';
  const instant = (read: string, { offset }: TimeForm) =>
    offset ? `${read}::TIMESTAMP` : inUtc(`${read}::TIMESTAMP`, place);
  return `${readForms(raw, format.forms, instant)}, `;
}

function isZoned({ demand }: Constraint): boolean {
  return demand.kind === 'time-zone' && 'required' in demand && demand.required;
}

/** The type that a declared column may have in a file that has types. */
export function fitsPhysically({ column, physicalType, family }: ColumnSql): boolean {
  switch (column.type) {
    case undefined:
      return true;
    case 'string':
      return family === 'text' || physicalType === 'BLOB';
    case 'integer':
      return family === 'integer' || /^DECIMAL\(\d+,\s*0\)$/.test(physicalType);
    case 'number':
      return family === 'integer' || family === 'decimal' || family === 'float';
    case 'vector':
      return family === 'array';
    case 'object':
      return family === 'object' || family === 'map';
    default:
      return family === column.type;
  }
}
