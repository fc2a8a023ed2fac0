import type { Literal, LogicalType } from '@proofmark/contract';
import { literal } from '@proofmark/engine';
import type { ColumnSql } from './column-sql.ts';

/** SQL of the type that JSON writes a value in, and what it is made of in a row; undefined where it cannot differ. */
export type StrictJson = { jsonType: string | undefined; source: string | undefined };

/** Types of JSON, as DuckDB names them. */
export const JSON_TEXT = "('VARCHAR')";
const JSON_NUMBER = "('BIGINT', 'UBIGINT', 'HUGEINT', 'UHUGEINT', 'DOUBLE')";
const JSON_BOOLEAN = "('BOOLEAN')";

/** The types of JSON that hold values of a logical type; of nested ones their JSON tells. */
export function jsonTypesOf(type: LogicalType | undefined): string | undefined {
  switch (type) {
    case 'string':
    case 'date':
    case 'timestamp':
    case 'time':
      return JSON_TEXT;
    case 'integer':
    case 'number':
      return JSON_NUMBER;
    case 'boolean':
      return JSON_BOOLEAN;
    default:
      return undefined;
  }
}

/** Of values of several types: each is compared with the literals of its own. */
export function isAmongJson(
  { dialect, raw, source }: ColumnSql,
  given: readonly Exclude<Literal, { type: 'null' }>[],
  jsonType: string,
): string {
  const isRow = source !== undefined;
  const constants = (type: Literal['type']) =>
    given.filter((each) => each.type === type).map((each) => String(each.value));
  const parts: string[] = [];
  const add = (types: string, value: string, wanted: readonly string[]) => {
    if (wanted.length > 0) parts.push(`(${jsonType} IN ${types} AND ${dialect.isIn(value, wanted, isRow)})`);
  };
  add(JSON_TEXT, raw, constants('text').map(literal));
  add(JSON_NUMBER, `try_cast(${raw} AS DOUBLE)`, constants('number'));
  add(JSON_BOOLEAN, raw, constants('boolean').map(literal));
  return parts.length > 0 ? `CASE WHEN ${raw} IS NOT NULL THEN ${parts.join(' OR ')} END` : noneOf(raw);
}

/** False for every value, unknown for null. */
export function noneOf(expression: string): string {
  return `CASE WHEN ${expression} IS NOT NULL THEN false END`;
}
