import { expect, test } from 'vitest';
import { parseSqlType, printSqlType } from './sql-type.ts';

test.each([
  'VARCHAR',
  'DECIMAL(10,2)',
  "ENUM('a, b', 'c(')",
  'BIGINT[][]',
  'STRUCT("a b" INTEGER, "c""d, e" VARCHAR[], "f" MAP(VARCHAR, STRUCT("g" DECIMAL(4,1))))[]',
  'MAP(VARCHAR, DOUBLE[])',
])('%s is taken apart and put together again', (type) => {
  expect(printSqlType(parseSqlType(type))).toBe(type);
});

test('names of fields are found with and without quotes, lists of fixed length are lists', () => {
  expect(parseSqlType('STRUCT(a FLOAT[3], "b ""c" DATE)')).toEqual({
    kind: 'struct',
    fields: [
      { name: 'a', type: { kind: 'list', items: { kind: 'scalar', name: 'FLOAT' } } },
      { name: 'b "c', type: { kind: 'scalar', name: 'DATE' } },
    ],
  });
});
