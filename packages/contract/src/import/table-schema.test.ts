import { describe, expect, test } from 'vitest';
import { readContract } from '../read-contract.ts';
import { jdkPatternOf } from './strptime.ts';
import { lineOf, planOf, rulesOf } from './test-support.ts';

type Json = Record<string, unknown>;

describe('each constraint of a field becomes a rule at its place', () => {
  const rows: [string, Json, string, unknown][] = [
    ['required', { constraints: { required: true } }, 'x.required', { test: 'not-null' }],
    [
      'unique',
      { constraints: { unique: true } },
      'x.unique',
      { test: 'unique', columns: ['x'], nullsFail: false },
    ],
    [
      'minLength',
      { type: 'string', constraints: { minLength: 2 } },
      'x.minLength',
      { test: 'length', atLeast: 2 },
    ],
    [
      'maxLength',
      { type: 'string', constraints: { maxLength: 9 } },
      'x.maxLength',
      { test: 'length', atMost: 9 },
    ],
    [
      'minLength of a list',
      { type: 'array', constraints: { minLength: 1 } },
      'x.minItems',
      { test: 'item-count', limit: { atLeast: 1 } },
    ],
    [
      'maxLength of an object',
      { type: 'object', constraints: { maxLength: 3 } },
      'x.maxProperties',
      { test: 'field-count', limit: { atMost: 3 } },
    ],
    [
      'minimum',
      { type: 'integer', constraints: { minimum: 3 } },
      'x.minimum',
      { test: 'at-least', bound: '3', exclusive: false },
    ],
    [
      'a maximum written as text',
      { type: 'number', constraints: { maximum: '0.10' } },
      'x.maximum',
      { test: 'at-most', bound: '0.10', exclusive: false },
    ],
    [
      'exclusiveMinimum',
      { type: 'integer', constraints: { exclusiveMinimum: 0 } },
      'x.exclusiveMinimum',
      { test: 'at-least', bound: '0', exclusive: true },
    ],
    [
      'exclusiveMaximum',
      { type: 'integer', constraints: { exclusiveMaximum: 9 } },
      'x.exclusiveMaximum',
      { test: 'at-most', bound: '9', exclusive: true },
    ],
    [
      'minimum of dates',
      { type: 'date', constraints: { minimum: '2020-01-01' } },
      'x.minimum',
      { test: 'at-least', bound: '2020-01-01', exclusive: false },
    ],
    [
      'pattern, against the whole value',
      { type: 'string', constraints: { pattern: 'a|b' } },
      'x.pattern',
      { test: 'matches', re2: '^(?:a|b)$' },
    ],
    [
      'enum',
      { type: 'string', constraints: { enum: ['a', 'b'] } },
      'x.enum',
      {
        test: 'among',
        values: [
          { type: 'text', value: 'a' },
          { type: 'text', value: 'b' },
        ],
      },
    ],
    [
      'enum of integers as texts',
      { type: 'integer', constraints: { enum: ['1', '2'] } },
      'x.enum',
      {
        test: 'among',
        values: [
          { type: 'number', value: '1' },
          { type: 'number', value: '2' },
        ],
      },
    ],
    [
      'categories',
      { type: 'string', categories: [{ value: 'a', label: 'A' }, 'b'] },
      'x.enum',
      {
        test: 'among',
        values: [
          { type: 'text', value: 'a' },
          { type: 'text', value: 'b' },
        ],
      },
    ],
    [
      'the format of strings',
      { type: 'string', format: 'uuid' },
      'x.format',
      { test: 'matches', re2: expect.stringContaining('{3}-') },
    ],
    [
      'the format of dates',
      { type: 'date', format: '%d/%m/%Y' },
      'x.format',
      {
        test: 'time-format',
        forms: [{ re2: '[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}', strptime: '%d/%m/%Y', offset: false }],
      },
    ],
    ['datetime', { type: 'datetime' }, 'x.logicalType', { test: 'type' }],
    [
      'year',
      { type: 'year', constraints: { minimum: 1900 } },
      'x.minimum',
      { test: 'at-least', bound: '1900', exclusive: false },
    ],
    [
      'yearmonth',
      { type: 'yearmonth' },
      'x.pattern',
      { test: 'matches', re2: '^-?[0-9]{4}-(0[1-9]|1[0-2])$' },
    ],
    [
      'booleans in other words',
      { type: 'boolean', trueValues: ['Y'], falseValues: ['N'] },
      'x.enum',
      {
        test: 'among',
        values: [
          { type: 'text', value: 'Y' },
          { type: 'text', value: 'N' },
        ],
      },
    ],
  ];
  test.each(rows)('%s', (_name, field, id, plan) => {
    const document = { fields: [{ name: 'x', ...field }] };
    const rule = rulesOf(document).find((each) => each.id === `t.${id}`);
    expect(planOf(rule)).toEqual(plan);
  });

  test('the place is that of the keyword', () => {
    const document = { fields: [{ name: 'a' }, { name: 'x', type: 'integer', constraints: { minimum: 3 } }] };
    const rule = rulesOf(document, 'dir/t.json').find(({ kind }) => kind === 'minimum');
    expect(rule?.location).toEqual({ file: 'dir/t.json', line: lineOf(document, 'minimum'), column: 5 });
  });
});

describe('what cannot be checked is reported with its reason', () => {
  test.each<[string, Json, RegExp]>([
    ['bareNumber', { type: 'number', bareNumber: false }, /other characters around/],
    ['groupChar', { type: 'number', groupChar: ',' }, /grouped digits/],
    ['decimalChar', { type: 'number', decimalChar: ',' }, /decimal point only/],
    ['missingValues', { missingValues: ['-'] }, /single columns/],
    ['type', { type: 'geopoint' }, /geopoint are not read/],
    ['type', { type: 'colour' }, /colour is unknown/],
    ['format', { type: 'date', format: 'any' }, /any way to write a date/],
    ['format', { type: 'date', format: '%Q' }, /%Q is not understood/],
    ['format', { type: 'string', format: 'colour' }, /colour is unknown/],
    ['pattern', { type: 'string', constraints: { pattern: '\\i\\c*' } }, /XML Schema/],
    ['pattern', { type: 'string', constraints: { pattern: '[a-z-[aeiou]]' } }, /XML Schema/],
    ['minimum', { type: 'integer', constraints: { minimum: 'low' } }, /low is no number/],
    ['minLength', { type: 'integer', constraints: { minLength: 2 } }, /cannot be checked on integer columns/],
    ['pattern', { constraints: { pattern: 'a' } }, /type is not known/],
    ['jsonSchema', { constraints: { jsonSchema: { $ref: 'x' } } }, /\$ref is not checked/],
    ['colour', { constraints: { colour: 'red' } }, /unknown or not checked/],
  ])('%s of %j', (keyword, field, reason) => {
    const found = rulesOf({ fields: [{ name: 'x', ...field }] }).filter(
      ({ plan }) => plan.status === 'unsupported',
    );
    expect(found.map(({ id }) => id)).toEqual([`t.x.${keyword}`]);
    expect(planOf(found[0])).toMatch(reason);
  });
});

test('jsonSchema is a rule about the JSON of the value', () => {
  const document = { fields: [{ name: 'x', type: 'array', constraints: { jsonSchema: { minItems: 1 } } }] };
  const found = rulesOf(document).find(({ id }) => id === 't.x.jsonSchema');
  expect(planOf(found)).toMatchObject({ test: 'json', condition: { is: 'items', limit: { atLeast: 1 } } });
});

describe('the whole table', () => {
  const fields = [{ name: 'a' }, { name: 'b' }];
  test.each<[string, Json, string, unknown]>([
    ['primaryKey', { primaryKey: 'b' }, 'primaryKey', { test: 'unique', columns: ['b'], nullsFail: true }],
    [
      'a composite key',
      { primaryKey: ['b', 'a'] },
      'primaryKey',
      { test: 'unique', columns: ['b', 'a'], nullsFail: true },
    ],
    [
      'uniqueKeys',
      { uniqueKeys: [['a', 'b']] },
      'uniqueKeys[0]',
      expect.objectContaining({ test: 'count-duplicates', columns: ['a', 'b'] }),
    ],
    [
      'a foreign key to itself',
      { foreignKeys: [{ fields: 'a', reference: { resource: '', fields: 'b' } }] },
      'relationship',
      { test: 'refers', columns: ['a'], to: ['t.b'] },
    ],
    [
      'a foreign key of two columns',
      { foreignKeys: [{ fields: ['a', 'b'], reference: { resource: 'u', fields: ['c', 'd'] } }] },
      'relationship',
      { test: 'refers', columns: ['a', 'b'], to: ['u.c', 'u.d'] },
    ],
    [
      'a foreign key of names with dots',
      { foreignKeys: [{ fields: 'a', reference: { resource: 'u.v', fields: 'c' } }] },
      'foreignKey',
      expect.stringMatching(/^unsupported: its names/),
    ],
    [
      'fieldsMatch: equal',
      { fieldsMatch: 'equal' },
      'fieldsMatch',
      expect.stringMatching(/beyond the declared ones/),
    ],
    [
      'fieldsMatch in a list',
      { fieldsMatch: ['exact'] },
      'fieldsMatch',
      expect.stringMatching(/the order of the columns/),
    ],
    [
      'fieldsMatch: partial',
      { fieldsMatch: 'partial' },
      'a.present',
      'not-applicable: the column may be absent',
    ],
  ])('%s', (_name, schema, id, plan) => {
    expect(planOf(rulesOf({ fields, ...schema }).find((rule) => rule.id === `t.${id}`))).toEqual(plan);
  });

  test('missing values are what null is in the files', () => {
    const document = { fields, missingValues: ['', 'NA', { value: '-99', label: 'refused' }] };
    expect(readContract(JSON.stringify(document), 't.json').tables[0]?.nullText).toEqual(['', 'NA', '-99']);
  });

  test.each<[string, Json, RegExp]>([
    [
      'a key of an unknown field',
      { primaryKey: ['a', 'z'] },
      /^t\.json:\d+:\d+: z is no field of the table t/,
    ],
    [
      'a foreign key of an unknown field',
      { foreignKeys: [{ fields: 'z', reference: { fields: 'a' } }] },
      /z is no field/,
    ],
    ['a field without name', { fields: [{ type: 'string' }] }, /fields\[0\]\.name is missing/],
    [
      'a constraint of another type',
      { fields: [{ name: 'x', constraints: { minLength: 'two' } }] },
      /minLength/,
    ],
  ])('%s is refused', (_name, schema, message) => {
    expect(() => rulesOf({ fields, ...schema })).toThrow(message);
  });
});

test.each([
  ['%Y-%m-%dT%H:%M:%S.%f%z', "yyyy-M-d'T'H:m:s.[SSSSSS][SSSSS][SSSS][SSS][SS][S]Z"],
  ['%Y%m%d%H%M', 'yyyyMMddHHm'],
  ["%d. %B %y, 100%% o'clock", "d. MMMM yy, 100% 'o''clock'"],
])('the directives %s are the letters %s', (pattern, format) => {
  expect(jdkPatternOf(pattern)).toEqual({ format });
});
