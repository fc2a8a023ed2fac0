import type { Limit } from '@proofmark/contract';
import { literal } from '@proofmark/engine';
import { type ColumnSql, isNested } from './column-sql.ts';
import type { ValueTest, Violation } from './violation-sql.ts';

type NestedTest = Extract<
  ValueTest,
  {
    test:
      | 'item-count'
      | 'distinct-items'
      | 'field-count'
      | 'has-fields'
      | 'dimensions'
      | 'elements'
      | 'unit-length';
  }
>;

/** SQL that is true where an array, object or vector breaks a rule about it as a whole; a null breaks none. */
export function nestedViolation(test: NestedTest, column: ColumnSql): Violation {
  const { value, valueFamily, physicalType } = column;
  if (test.test === 'field-count' || test.test === 'has-fields') {
    const isObject = valueFamily === 'object' || valueFamily === 'map';
    return isObject ? { sql: fieldViolation(test, column) } : storedOtherwise(physicalType);
  }
  return valueFamily === 'array' ? { sql: listViolation(test, value) } : storedOtherwise(physicalType);
}

function storedOtherwise(physicalType: string): Violation {
  return { status: 'not-applicable', reason: `the column is stored as ${physicalType}` };
}

function listViolation(
  test: Exclude<NestedTest, { test: 'field-count' | 'has-fields' }>,
  list: string,
): string {
  const numbers = `list_transform(${list}, lambda x: try_cast(x AS DOUBLE))`;
  switch (test.test) {
    case 'item-count':
      return outside(`len(${list})`, test.limit);
    case 'distinct-items':
      // list_distinct drops nulls; two of them are equal items all the same.
      return `len(list_distinct(${list})) + least(len(${list}) - list_count(${list}), 1) < len(${list})`;
    case 'dimensions':
      return `len(${list}) <> ${test.size}`;
    case 'elements': {
      const { low, high, isWhole } = test;
      const within = `x BETWEEN ${low} AND ${high}${isWhole ? ' AND x = trunc(x)' : ''}`;
      return `len(list_filter(${numbers}, lambda x: coalesce(${within}, false))) < len(${list})`;
    }
    case 'unit-length':
      return `coalesce(abs(sqrt(list_sum(list_transform(${numbers}, lambda x: x * x))) - 1) > ${test.within}, len(${list}) = 0)`;
  }
}

/** Of an object with typed fields one that is null is absent; JSON text and maps count the keys that they have. */
function fieldViolation(
  test: Extract<NestedTest, { test: 'field-count' | 'has-fields' }>,
  column: ColumnSql,
): string {
  const { value, type } = column;
  const fields = type.kind === 'struct' && !isTextual(column) ? type.fields : undefined;
  const field = (name: string) => {
    if (!fields) return `${value}[${literal(name)}]`;
    return fields.some((each) => each.name === name) ? `struct_extract(${value}, ${literal(name)})` : 'NULL';
  };
  if (test.test === 'has-fields') {
    const absent = test.names.map((name) => `${field(name)} IS NULL`);
    return `(${value} IS NOT NULL AND (${absent.join(' OR ')}))`;
  }
  const count = fields
    ? fields.map(({ name }) => `(${field(name)} IS NOT NULL)::INTEGER`).join(' + ') || '0'
    : `cardinality(${value})`;
  return `(${value} IS NOT NULL AND ${outside(`(${count})`, test.limit)})`;
}

function isTextual({ family, column }: ColumnSql): boolean {
  return family === 'text' && isNested(column.type);
}

function outside(count: string, limit: Limit): string {
  return 'atLeast' in limit ? `${count} < ${limit.atLeast}` : `${count} > ${limit.atMost}`;
}
