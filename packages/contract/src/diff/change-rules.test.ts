import { describe, expect, test } from 'vitest';
import { diffContracts } from './diff-contracts.ts';
import {
  changes,
  column,
  contract,
  date,
  environments,
  file,
  integer,
  type Json,
  list,
  optional,
  rule,
  schema,
  severity,
  strictJson,
  table,
  text,
  tolerance,
  values,
} from './test-support.ts';

const readers = ['breaking', 'readers'];
const writers = ['breaking', 'writers'];
const both = ['breaking', 'readers and writers'];
const nobody = ['addition', ''];

describe('the rule table', () => {
  const rows: [string, Json[], Json[], string, string[]][] = [
    ['a table is removed', [...column('x'), { name: 'u' }], column('x'), 'table-removed', readers],
    ['a table is added', column('x'), [...column('x'), { name: 'u' }], 'table-added', nobody],
    ['a column is removed', column('x', 'y'), column('x'), 'column-removed', readers],
    ['a column is added', column('x'), column('x', 'y'), 'column-added', nobody],
    [
      'a column is stored under another name',
      table({ id: 'i' }),
      table({ id: 'i', physicalName: 'X' }),
      'column-renamed',
      both,
    ],
    [
      'texts of JSON stand for numbers no longer',
      strictJson('integer', false),
      strictJson('integer', true),
      'constraint-tightened',
      writers,
    ],
    [
      'texts of JSON stand for listed numbers again',
      strictJson(undefined, true),
      strictJson(undefined, false),
      'constraint-loosened',
      readers,
    ],
    ['a schema is another one', schema({ minimum: 1 }), schema({ minimum: 2 }), 'constraint-changed', both],
    ['a column may be absent', optional(false), optional(true), 'constraint-loosened', readers],
    ['a column must be there', optional(true), optional(false), 'constraint-tightened', writers],
    [
      'integers become numbers',
      table({ logicalType: 'integer' }),
      table({ logicalType: 'number' }),
      'type-widened',
      readers,
    ],
    [
      'numbers become integers',
      table({ logicalType: 'number' }),
      table({ logicalType: 'integer' }),
      'type-narrowed',
      writers,
    ],
    [
      'texts become dates',
      table({ logicalType: 'string' }),
      table({ logicalType: 'date' }),
      'type-changed',
      both,
    ],
    ['a type is declared', table({}), table({ logicalType: 'date' }), 'constraint-added', writers],
    [
      'a type is no longer declared',
      table({ logicalType: 'date' }),
      table({}),
      'constraint-removed',
      readers,
    ],
    ['required is added', table({}), table({ required: true }), 'constraint-added', writers],
    ['required is removed', table({ required: true }), table({}), 'constraint-removed', readers],
    ['unique is added', table({}), table({ unique: true }), 'constraint-added', writers],
    ['unique is removed', table({ unique: true }), table({}), 'constraint-removed', readers],
    ['a minimum rises', integer({ minimum: 1 }), integer({ minimum: 2 }), 'constraint-tightened', writers],
    ['a minimum falls', integer({ minimum: 1 }), integer({ minimum: 0 }), 'constraint-loosened', readers],
    [
      'a minimum becomes exclusive',
      integer({ minimum: 1 }),
      integer({ exclusiveMinimum: 1 }),
      'constraint-tightened',
      writers,
    ],
    ['a maximum rises', integer({ maximum: 9 }), integer({ maximum: 10 }), 'constraint-loosened', readers],
    ['a maximum falls', integer({ maximum: 10 }), integer({ maximum: 9 }), 'constraint-tightened', writers],
    [
      'a bound is added',
      integer({ minimum: 1 }),
      integer({ minimum: 1, maximum: 2 }),
      'constraint-added',
      writers,
    ],
    [
      'a date bound rises',
      date({ minimum: '2020-01-01' }),
      date({ minimum: '2021-01-01' }),
      'constraint-tightened',
      writers,
    ],
    [
      'a date bound is written in another form',
      date({ minimum: '2020-01-01' }),
      date({ minimum: '1.1.2021' }),
      'constraint-changed',
      both,
    ],
    [
      'a divisor is multiplied',
      integer({ multipleOf: 2 }),
      integer({ multipleOf: 4 }),
      'constraint-tightened',
      writers,
    ],
    [
      'a divisor is divided',
      integer({ multipleOf: 0.3 }),
      integer({ multipleOf: 0.1 }),
      'constraint-loosened',
      readers,
    ],
    [
      'a divisor is another one',
      integer({ multipleOf: 2 }),
      integer({ multipleOf: 3 }),
      'constraint-changed',
      both,
    ],
    [
      'an integer range grows',
      integer({ format: 'i8' }),
      integer({ format: 'i16' }),
      'constraint-loosened',
      readers,
    ],
    [
      'an integer range shrinks',
      integer({ format: 'i16' }),
      integer({ format: 'u8' }),
      'constraint-tightened',
      writers,
    ],
    [
      'an integer range moves',
      integer({ format: 'i8' }),
      integer({ format: 'u8' }),
      'constraint-changed',
      both,
    ],
    ['texts may be shorter', text({ minLength: 2 }), text({ minLength: 1 }), 'constraint-loosened', readers],
    [
      'texts must be shorter',
      text({ maxLength: 9 }),
      text({ maxLength: 8 }),
      'constraint-tightened',
      writers,
    ],
    ['a pattern changes', text({ pattern: '^a' }), text({ pattern: '^b' }), 'constraint-changed', both],
    ['a format changes', text({ format: 'uri' }), text({ format: 'uuid' }), 'constraint-changed', both],
    ['lists may be longer', list({ maxItems: 2 }), list({ maxItems: 3 }), 'constraint-loosened', readers],
    ['a value is added to a list', values('a'), values('a', 'b'), 'constraint-loosened', readers],
    ['a value is removed from a list', values('a', 'b'), values('a'), 'constraint-tightened', writers],
    ['a value is replaced', values('a', 'b'), values('a', 'c'), 'constraint-changed', both],
    [
      'the key has another column',
      table({ primaryKey: true }),
      [
        {
          name: 't',
          properties: [
            { name: 'x', primaryKey: true },
            { name: 'y', primaryKey: true },
          ],
        },
      ],
      'key-changed',
      both,
    ],
    [
      'more nulls are accepted',
      rule({ metric: 'nullValues', mustBeLessThan: 5 }),
      rule({ metric: 'nullValues', mustBeLessOrEqualTo: 5 }),
      'constraint-loosened',
      readers,
    ],
    [
      'fewer nulls are accepted',
      rule({ metric: 'nullValues', mustBeBetween: [0, 5] }),
      rule({ metric: 'nullValues', mustBe: 0 }),
      'constraint-tightened',
      writers,
    ],
    [
      'nulls are counted in another unit',
      rule({ metric: 'nullValues', mustBeLessThan: 5 }),
      rule({ metric: 'nullValues', mustBeLessThan: 5, unit: 'percent' }),
      'constraint-changed',
      both,
    ],
    [
      'a query changes',
      rule({ type: 'sql', query: 'SELECT 1', mustBe: 1 }),
      rule({ type: 'sql', query: 'SELECT 2', mustBe: 1 }),
      'constraint-changed',
      both,
    ],
    ['a severity is raised', severity('warning'), severity('error'), 'severity-raised', writers],
    ['a severity is lowered', severity('error'), severity('info'), 'severity-lowered', readers],
    ['a tolerance is raised', tolerance(0.1), tolerance(0.2), 'tolerance-raised', readers],
    ['a tolerance is lowered', tolerance(0.2), tolerance(0.1), 'tolerance-lowered', writers],
    [
      'it holds in another environment',
      environments('training'),
      environments('serving'),
      'environments-changed',
      both,
    ],
    ['the files are others', file('a'), file('b'), 'checksum-changed', nobody],
    [
      'a remark gets stricter',
      rule({ metric: 'nullValues', mustBeLessThan: 5, severity: 'info' }),
      rule({ metric: 'nullValues', mustBeLessThan: 4, severity: 'info' }),
      'constraint-tightened',
      nobody,
    ],
    [
      'what says nothing about rows is added',
      table({}),
      table({ physicalType: 'BIGINT' }),
      'constraint-added',
      ['patch', ''],
    ],
  ];
  test.each(rows)('%s', (_name, base, head, change, expected) => {
    const found = changes(base, head);
    // A change of environment concerns every constraint of the column, the key of a table those of both columns.
    expect(found).toContainEqual([change, ...expected]);
    expect(new Set(found.map(([kind]) => kind)).size).toBe(change === 'key-changed' ? 2 : 1);
  });

  test('another id', () => {
    const diff = diffContracts(contract([]), contract([], '1.0.0', { id: 'd' }));
    expect(diff.changes).toMatchObject([
      { change: 'id-changed', before: 'c', after: 'd', impact: 'breaking' },
    ]);
  });
});
