import type { Column, LogicalType } from '@proofmark/contract';
import { translateTimeFormat } from '@proofmark/contract';
import { identifier, literal } from '@proofmark/engine';

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
 * A column of the data, ready to be tested in SQL. The expressions stand over the projections `readSql` makes, where
 * `raw` is the value as stored and `value` that value in the declared type (NULL where it cannot be read).
 */
export type ColumnSql = {
  column: Column;
  physicalType: string;
  family: Family;
  /** The files have types: a text is a text there, whatever it spells. */
  isTyped: boolean;
  /** Family of `value`: that of the declared type for text, else the stored one. */
  valueFamily: Family;
  raw: string;
  value: string;
  /** For numbers kept as text: the text itself where it is a number. */
  numeral: string;
};

/** Numerals of the contract's types in text. What else SQL would cast (` 1 `, `1_000`, `nan`) is no number. */
const INTEGER = '[-+]?[0-9]+';
const NUMBER = '[-+]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?';
const INSTANT = '[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]+)?)?';
const TRUE = "('true', 'True', 'TRUE', '1')";
const FALSE = "('false', 'False', 'FALSE', '0')";

export function familyOf(physicalType: string): Family {
  if (/\[\d*\]$/.test(physicalType)) return 'array';
  if (/^(VARCHAR|UUID|ENUM)/.test(physicalType)) return 'text';
  if (/^(U?TINYINT|U?SMALLINT|U?INTEGER|U?BIGINT|U?HUGEINT)$/.test(physicalType)) return 'integer';
  if (/^DECIMAL/.test(physicalType)) return 'decimal';
  if (/^(FLOAT|DOUBLE)$/.test(physicalType)) return 'float';
  if (physicalType === 'BOOLEAN') return 'boolean';
  if (physicalType === 'DATE') return 'date';
  if (/^TIMESTAMP/.test(physicalType)) return 'timestamp';
  if (/^TIME/.test(physicalType)) return 'time';
  if (/^(STRUCT|JSON)/.test(physicalType)) return 'object';
  return physicalType.startsWith('MAP') ? 'map' : 'other';
}

/** Prepares the `index`th column. */
export function columnSql(column: Column, physicalType: string, index: number, isTyped: boolean): ColumnSql {
  const family = familyOf(physicalType);
  const declared = family === 'text' ? familyInText(column.type) : undefined;
  return {
    column,
    physicalType,
    family,
    isTyped,
    valueFamily: declared ?? family,
    raw: `c${index}`,
    value: declared ? `v${index}` : `c${index}`,
    numeral: declared === 'integer' || declared === 'float' ? `t${index}` : `c${index}`,
  };
}

/** Text columns of these types are read into `value`; numbers in text are compared like floats, then exactly. */
function familyInText(type: LogicalType | undefined): Family | undefined {
  switch (type) {
    case 'integer':
    case 'boolean':
    case 'date':
    case 'timestamp':
    case 'time':
      return type;
    case 'number':
      return 'float';
    default:
      return undefined;
  }
}

/** A SELECT that reads each column once: stored value, numeral, typed value, and what `extra` adds. */
export function readSql(columns: readonly ColumnSql[], from: string, extra: readonly string[] = []): string {
  const raw = columns.map(({ column, raw }) => `${identifier(column.name)} AS ${raw}`);
  const numerals = columns
    .filter(({ numeral, raw }) => numeral !== raw)
    .map(({ column, numeral, raw }) => {
      const form = column.type === 'integer' ? INTEGER : NUMBER;
      return `CASE WHEN regexp_full_match(${raw}, ${literal(form)}) THEN ${raw} END AS ${numeral}`;
    });
  const values = columns
    .filter(({ value, raw }) => value !== raw)
    .map((column) => `${typedText(column)} AS ${column.value}`);
  const inner = `SELECT ${[...raw, ...extra, ...(raw.length + extra.length ? [] : ['1 AS nothing'])].join(', ')} FROM ${from}`;
  const middle = numerals.length ? `SELECT *, ${numerals.join(', ')} FROM (${inner})` : inner;
  return values.length ? `SELECT *, ${values.join(', ')} FROM (${middle})` : middle;
}

function typedText({ column, raw, numeral }: ColumnSql): string {
  const format = column.format === undefined ? undefined : translateTimeFormat(column.format);
  const formatted = (type: string) =>
    format && 'strptime' in format ? `try_strptime(${raw}, ${literal(format.strptime)})::${type}, ` : '';
  const shaped = (form: string, type: string) =>
    `CASE WHEN regexp_full_match(${raw}, '${form}') THEN try_cast(${raw} AS ${type}) END`;
  switch (column.type) {
    case 'integer':
      return `try_cast(${numeral} AS ${isUnsigned128(column) ? 'UHUGEINT' : 'HUGEINT'})`;
    case 'number':
      return `try_cast(${numeral} AS DOUBLE)`;
    case 'boolean':
      return `CASE WHEN ${raw} IN ${TRUE} THEN true WHEN ${raw} IN ${FALSE} THEN false END`;
    case 'date':
      return `coalesce(${formatted('DATE')}${shaped('[0-9]{4}-[0-9]{2}-[0-9]{2}', 'DATE')})`;
    case 'timestamp': {
      // The cast that understands offsets is much the slower one, so only texts that have an offset take it.
      const zoned = `CASE WHEN regexp_full_match(${raw}, '${INSTANT} ?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)') THEN try_cast(${raw} AS TIMESTAMPTZ)::TIMESTAMP END`;
      return `coalesce(${formatted('TIMESTAMP')}${shaped(INSTANT, 'TIMESTAMP')}, ${zoned})`;
    }
    case 'time':
      return `coalesce(${formatted('TIME')}${shaped('[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]+)?)?', 'TIME')})`;
    default:
      return raw;
  }
}

export function isUnsigned128(column: Column): boolean {
  return column.constraints.some(
    ({ demand }) => demand.kind === 'integer-range' && 'format' in demand && demand.format === 'u128',
  );
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
