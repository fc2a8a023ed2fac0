export type Value = string | number | boolean | null | Value[] | { [name: string]: Value };
export type Storage = 'jsonl' | 'csv' | 'parquet';

/** A rule about what lies inside of a column, with values that keep and break it. */
export type Case = {
  rule: string;
  property: Record<string, unknown>;
  check: string;
  passing: Value[];
  failing: Value[];
  /** Values that the evidence shows, in each storage alike; default: not compared. */
  shows?: (string | null)[];
  storages?: Storage[];
};

export const array = (options: object, items?: object) => ({
  logicalType: 'array',
  logicalTypeOptions: options,
  ...(items ? { items } : {}),
});
export const object = (properties: object[], options: object = {}) => ({
  logicalType: 'object',
  properties,
  logicalTypeOptions: options,
});
const vector = (options: object) => ({
  logicalType: 'vector',
  logicalTypeOptions: { dimensions: 2, ...options },
});
const map = (key: object, value: object) => ({ logicalType: 'map', map: { key, value } });

export const nestedCases: readonly Case[] = [
  {
    rule: 'minItems',
    property: array({ minItems: 2 }),
    check: 'x.minItems',
    passing: [[1, 2], null],
    failing: [[1], []],
  },
  {
    rule: 'maxItems',
    property: array({ maxItems: 1 }),
    check: 'x.maxItems',
    passing: [[1], [], null],
    failing: [[1, 2]],
  },
  {
    rule: 'uniqueItems',
    property: array({ uniqueItems: true }),
    check: 'x.uniqueItems',
    passing: [['a', 'b'], [null, 'a'], [], null],
    failing: [
      ['a', 'a'],
      [null, null],
    ],
  },
  {
    rule: 'uniqueItems of objects',
    property: array({ uniqueItems: true }),
    check: 'x.uniqueItems',
    passing: [[{ a: 1 }, { a: 2 }]],
    failing: [[{ a: 1 }, { a: 1 }]],
  },
  {
    rule: 'a pattern of items',
    property: array({}, { logicalType: 'string', logicalTypeOptions: { pattern: '^[a-z]+$' } }),
    check: 'x[].pattern',
    passing: [['a', 'b'], [], null, [null]],
    failing: [['a', 'B', 'C'], ['7']],
    shows: ['B', '7'],
  },
  {
    rule: 'bounds of items',
    property: array({}, { logicalType: 'integer', logicalTypeOptions: { maximum: 9 } }),
    check: 'x[].maximum',
    passing: [[1, 9], []],
    failing: [[10], [1, 11]],
    shows: ['10', '11'],
  },
  {
    rule: 'required items',
    property: array({}, { logicalType: 'integer', required: true }),
    check: 'x[].required',
    passing: [[1], [], null],
    failing: [[1, null]],
    shows: [null],
  },
  {
    rule: 'an enum of items, longer than a list that is compared one by one',
    property: array({}, { enum: [...'abcdefghijk'].map((value) => ({ value })) }),
    check: 'x[].enum',
    passing: [['a', 'k'], []],
    failing: [['a', 'z']],
    shows: ['z'],
  },
  {
    rule: 'the type of items',
    property: array({}, { logicalType: 'integer' }),
    check: 'x[].logicalType',
    passing: [[1], []],
    failing: [['a']],
    storages: ['jsonl', 'csv'],
    shows: ['a'],
  },
  {
    rule: 'items of items',
    property: array({}, array({}, { logicalType: 'integer', logicalTypeOptions: { minimum: 0 } })),
    check: 'x[][].minimum',
    passing: [[[1], []], [], null],
    failing: [[[1], [2, -3]]],
    shows: ['-3'],
  },
  {
    rule: 'a field of objects in a list',
    property: array({}, object([{ name: 'p', logicalType: 'integer', logicalTypeOptions: { minimum: 0 } }])),
    check: 'x[].p.minimum',
    passing: [[{ p: 1 }], []],
    failing: [[{ p: 1 }, { p: -1 }]],
    shows: ['-1'],
  },
  {
    rule: 'a required field of objects in a list',
    property: array({}, object([{ name: 'p', required: true }, { name: 'q' }])),
    check: 'x[].p.required',
    passing: [[{ p: 1, q: 1 }], [], [null]],
    failing: [[{ p: 1, q: 1 }, { q: 2 }]],
    shows: [null],
  },
  {
    rule: 'a field of an object',
    property: object([{ name: 's', logicalType: 'string', logicalTypeOptions: { maxLength: 2 } }]),
    check: 'x.s.maxLength',
    passing: [{ s: 'ab' }, null],
    failing: [{ s: 'abc' }],
    shows: ['abc'],
  },
  {
    rule: 'a field of a field',
    property: object(
      [object([{ name: 'b', logicalType: 'integer', logicalTypeOptions: { minimum: 5 } }])].map((each) => ({
        name: 'a',
        ...each,
      })),
    ),
    check: 'x.a.b.minimum',
    passing: [{ a: { b: 5 } }, { a: null }, null],
    failing: [{ a: { b: 4 } }],
    shows: ['4'],
  },
  {
    rule: 'a required field, where the object is there',
    property: object([{ name: 's', required: true }, { name: 't' }]),
    check: 'x.s.required',
    passing: [{ s: 'a', t: 1 }, null],
    failing: [{ t: 1 }, { s: null, t: 1 }],
    shows: [null, null],
  },
  {
    rule: 'a unique field',
    property: object([{ name: 's', unique: true }]),
    check: 'x.s.unique',
    passing: [{ s: 'a' }, { s: 'b' }, null],
    failing: [{ s: 'a' }],
    shows: ['a'],
  },
  {
    rule: 'a date in a field',
    property: object([{ name: 's', logicalType: 'date', logicalTypeOptions: { minimum: '2024-01-01' } }]),
    check: 'x.s.minimum',
    passing: [{ s: '2024-01-01' }],
    failing: [{ s: '2023-12-31' }],
    shows: ['2023-12-31'],
  },
  {
    rule: 'a list in a field',
    property: object([
      { name: 'l', ...array({ maxItems: 1 }, { logicalType: 'integer', enum: [{ value: 1 }] }) },
    ]),
    check: 'x.l[].enum',
    passing: [{ l: [1] }, { l: [] }],
    failing: [{ l: [1, 2] }],
    shows: ['2'],
  },
  {
    rule: 'required of an object',
    property: object([], { required: ['a', 'b'] }),
    check: 'x.required',
    passing: [{ a: 1, b: 2 }, null],
    failing: [{ a: 1, c: 1 }],
  },
  {
    rule: 'minProperties',
    property: object([], { minProperties: 2 }),
    check: 'x.minProperties',
    passing: [{ a: 1, b: 2 }, null],
    failing: [{ a: 1 }],
  },
  {
    rule: 'maxProperties',
    property: object([], { maxProperties: 1 }),
    check: 'x.maxProperties',
    passing: [{ a: 1 }, null],
    failing: [{ a: 1, b: 2 }],
  },
  {
    rule: 'keys of a map',
    property: map(
      { logicalType: 'string', logicalTypeOptions: { pattern: '^[a-z]{2}$' } },
      { logicalType: 'integer' },
    ),
    check: 'x{key}.pattern',
    passing: [{ de: 1, fr: 2 }, { it: 3, pl: 4, nl: 5 }, null],
    failing: [{ DE: 1, en: 1 }],
    shows: ['DE'],
  },
  {
    rule: 'values of a map',
    property: map({ logicalType: 'string' }, { logicalType: 'integer', logicalTypeOptions: { minimum: 0 } }),
    check: 'x{}.minimum',
    passing: [{ de: 1, fr: 2 }, { it: 3, pl: 4, nl: 5 }, null],
    failing: [{ en: -1 }],
    shows: ['-1'],
  },
  {
    rule: 'objects in a map',
    property: map({ logicalType: 'string' }, object([{ name: 'p', required: true }, { name: 'q' }])),
    check: 'x{}.p.required',
    passing: [
      { a: { p: 1, q: 1 }, b: { p: 2, q: 2 } },
      { c: { p: 1, q: 1 }, d: { p: 1, q: 1 } },
    ],
    failing: [{ e: { q: 1 } }],
    shows: [null],
  },
  {
    rule: 'dimensions',
    property: vector({}),
    check: 'x.dimensions',
    passing: [[1, 0], null],
    failing: [[1], [1, 0, 0]],
  },
  {
    rule: 'elementType int8',
    property: vector({ elementType: 'int8' }),
    check: 'x.elementType',
    passing: [[1, -128], null],
    failing: [
      [1, 128],
      [0.5, 0],
      [null, 1],
    ],
  },
  {
    rule: 'elementType float32',
    property: vector({ elementType: 'float32' }),
    check: 'x.elementType',
    passing: [[0.1, 3e38], null],
    failing: [[1, 1e39]],
  },
  {
    rule: 'normalized',
    property: vector({ normalized: true }),
    check: 'x.normalized',
    passing: [[0.6, 0.8], [1, 0], null],
    failing: [
      [1, 1],
      [0, 0],
    ],
  },
];
