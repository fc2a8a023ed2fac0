import type { Literal, Test } from '@proofmark/contract';
import { literal } from '@proofmark/engine';
import { type ColumnSql, type Family, fitsPhysically, OFFSET } from './column-sql.ts';
import { jsonHolds } from './json-sql.ts';
import { breaksMultiple } from './multiple-sql.ts';
import { nestedViolation } from './nested-sql.ts';
import { breaksBound, constant, integerType, isValueOf } from './number-sql.ts';
import { isAmongJson, noneOf } from './strict-json.ts';
import { readForms } from './time-format-sql.ts';

/** How one rule is counted: rows that break it, or why it cannot be counted on these data. */
export type Violation =
  | { sql: string }
  /** Broken by the column as a whole: every row. */
  | { wholeColumn: string }
  | { status: 'unsupported' | 'not-applicable'; reason: string };

/** The tests that look at one value of one row. */
export type ValueTest = Extract<
  Test,
  {
    test:
      | 'type'
      | 'not-null'
      | 'among'
      | 'matches'
      | 'time-format'
      | 'integer-range'
      | 'length'
      | 'at-least'
      | 'at-most'
      | 'multiple'
      | 'count-nulls'
      | 'count-among'
      | 'count-invalid'
      | 'zoned'
      | 'json'
      | 'item-count'
      | 'distinct-items'
      | 'field-count'
      | 'has-fields'
      | 'dimensions'
      | 'elements'
      | 'unit-length';
  }
>;

const notApplicable = (reason: string): Violation => ({ status: 'not-applicable', reason });
const unsupported = (reason: string): Violation => ({ status: 'unsupported', reason });

/**
 * SQL that is true for the rows that break a rule. A null breaks only rules about nulls; a value that is not of the
 * declared type breaks only the type rule, so that one mistake counts once.
 * @param nullText the texts that the reader of the files turned into nulls
 */
export function violation(test: ValueTest, column: ColumnSql, nullText: readonly string[]): Violation {
  const { dialect, raw, value, family, valueFamily, physicalType } = column;
  const isNumber = ['integer', 'decimal', 'float'].includes(valueFamily);
  const text = textOf(column);
  switch (test.test) {
    case 'type':
      return typeViolation(column);
    case 'not-null':
    case 'count-nulls':
      return { sql: column.within ? `(${column.within} AND ${raw} IS NULL)` : `${raw} IS NULL` };
    case 'among':
      return { sql: `NOT (${isAmong(column, test.values)})` };
    case 'matches':
      return { sql: `NOT ${dialect.matches(text, test.re2)}` };
    case 'time-format':
      return family === 'text'
        ? {
            sql: `${raw} IS NOT NULL AND ${readForms(raw, test.forms, (read) => `${read}::TIMESTAMP`)} IS NULL`,
          }
        : notApplicable(`a format is about text; the column is stored as ${physicalType}`);
    case 'length':
      return {
        sql: 'atLeast' in test ? `length(${text}) < ${test.atLeast}` : `length(${text}) > ${test.atMost}`,
      };
    case 'integer-range': {
      if (!isNumber || valueFamily === 'float') {
        return notApplicable(`the column is stored as ${physicalType}`);
      }
      const low = breaksBound(column, { side: 'at-least', bound: test.low, exclusive: false });
      const high = breaksBound(column, { side: 'at-most', bound: test.high, exclusive: false });
      return { sql: `(${low} OR ${high})` };
    }
    case 'at-least':
    case 'at-most': {
      if (isNumber) return { sql: breaksBound(column, { side: test.test, ...test }) };
      const type = { date: 'DATE', timestamp: 'TIMESTAMP', time: 'TIME' }[valueFamily as 'date'];
      if (!type || valueFamily !== column.column.type) {
        return notApplicable(`the column is stored as ${physicalType}, which has no such order`);
      }
      const outside = `${test.test === 'at-least' ? '<' : '>'}${test.exclusive ? '=' : ''}`;
      return { sql: `${dialect.moment(value, type)} ${outside} ${type} ${literal(test.bound)}` };
    }
    case 'multiple': {
      if (!isNumber) return notApplicable(`the column is stored as ${physicalType}, which is no number`);
      const sql = breaksMultiple(column, test.divisor);
      return sql ? { sql } : unsupported(`the divisor ${test.divisor} has too many digits`);
    }
    case 'count-among':
      return { sql: countAmong(column, test.values, nullText) };
    case 'count-invalid': {
      const parts = [
        test.values ? `NOT (${isAmong(column, test.values)})` : undefined,
        test.re2 === undefined ? undefined : `NOT ${dialect.matches(text, test.re2)}`,
      ].filter((part) => part !== undefined);
      return { sql: `(${raw} IS NOT NULL AND (${parts.join(' OR ')}))` };
    }
    case 'json': {
      if (!column.json) return unsupported('it is about values of JSON, and these are texts without types');
      const { value: base } = column.json;
      const breaks = `NOT ${jsonHolds(test.condition, { dialect, base, pointer: '', depth: 0 })}`;
      const isItem = column.column.path.at(-1)?.step === 'items';
      return { sql: isItem ? breaks : `(json_type(${base}) <> 'NULL' AND ${breaks})` };
    }
    case 'zoned':
      return zoneViolation(column, test.required);
    default:
      return nestedViolation(test, column);
  }
}

/** Whether values carry an offset shows in text only; a column stored with a type has it as a whole. */
function zoneViolation(
  { dialect, raw, value, family, physicalType }: ColumnSql,
  required: boolean,
): Violation {
  if (family === 'text') {
    const zoned = dialect.matches(raw, `(?:^|[T ])[0-9:.]+ ?${OFFSET}$`);
    return { sql: `(${value} IS NOT NULL AND ${required ? 'NOT ' : ''}${zoned})` };
  }
  if (family !== 'timestamp' && family !== 'time')
    return notApplicable(`the column is stored as ${physicalType}`);
  const isZoned = physicalType.includes('TIME ZONE');
  return isZoned === required ? { sql: 'false' } : { wholeColumn: `stored as ${physicalType}` };
}

function typeViolation(column: ColumnSql): Violation {
  const { raw, value, family, valueFamily, physicalType } = column;
  if (column.isTyped || (family !== 'text' && valueFamily === family)) {
    return fitsPhysically(column) ? { sql: 'false' } : { wholeColumn: `stored as ${physicalType}` };
  }
  return { sql: value === raw ? 'false' : `(${raw} IS NOT NULL AND ${value} IS NULL)` };
}

/** Equality by the column's own kind: 1.0 is 1 in a column of numbers, not in one of text. */
function isAmong(column: ColumnSql, values: readonly Literal[]): string {
  const { dialect, value, family, valueFamily } = column;
  const isRow = column.source !== undefined;
  const given = values.filter((each) => each.type !== 'null');
  if (column.strict && column.column.type === undefined && column.strict.jsonType !== undefined) {
    return isAmongJson(column, given, column.strict.jsonType);
  }
  const comparable = column.strict ? given.filter((each) => each.type === kindOf(valueFamily)) : given;
  if (valueFamily === 'integer' || valueFamily === 'decimal' || valueFamily === 'float') {
    const type =
      valueFamily === 'integer' ? integerType(column) : family === 'text' ? 'DOUBLE' : column.physicalType;
    const numerals = comparable
      .map((each) => String(each.value))
      .filter((text) => /^[-+]?\d+(\.\d+)?$/.test(text) && isValueOf(type, text));
    const constants = numerals.map((numeral) => constant(dialect, numeral, type));
    return constants.length ? dialect.isIn(value, constants, isRow) : noneOf(value);
  }
  if (valueFamily === 'boolean') {
    const wanted = comparable.map((each) => String(each.value)).filter((text) => /^(true|false)$/.test(text));
    return wanted.length ? `${value} IN (${wanted.join(', ')})` : noneOf(value);
  }
  const constants = comparable.map((each) => literal(String(each.value)));
  return constants.length ? dialect.isIn(textOf(column), constants, isRow) : noneOf(textOf(column));
}

function textOf({ dialect, raw, value, family, valueFamily }: ColumnSql): string {
  if (family !== 'text') return dialect.text(raw, family);
  return valueFamily === 'text' ? value : raw;
}

/** The kind of literals that values are compared with where the types of JSON count. */
function kindOf(family: Family): Literal['type'] {
  if (family === 'integer' || family === 'decimal' || family === 'float') return 'number';
  return family === 'boolean' ? 'boolean' : 'text';
}

/** A text that the reader took for null is still the text that the contract names. */
function countAmong(column: ColumnSql, values: readonly Literal[], nullText: readonly string[]): string {
  const countsNull = values.some((each) => each.type === 'null' || nullText.includes(String(each.value)));
  // A stand-in such as -999 or "n/a" is compared as text too, or it would have to be of the column's type.
  const texts = values.filter((each) => each.type !== 'null').map((each) => literal(String(each.value)));
  const among = isAmong(column, values);
  const asText = texts.length
    ? ` OR ${column.dialect.text(column.raw, column.family)} IN (${texts.join(', ')})`
    : '';
  // Engines spell NaN differently.
  const isNan = column.family === 'float' && texts.some((text) => /^'nan'$/i.test(text));
  const asNan = isNan ? ` OR ${column.dialect.isNan(column.raw)}` : '';
  return `(${countsNull ? `${column.raw} IS NULL OR ` : ''}(${column.raw} IS NOT NULL AND (coalesce(${among}, false)${asText}${asNan})))`;
}
