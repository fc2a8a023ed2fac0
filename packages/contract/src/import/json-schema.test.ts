import { describe, expect, test } from 'vitest';
import { readContract } from '../read-contract.ts';
import { lineOf, planOf, rulesOf } from './test-support.ts';

type Json = Record<string, unknown>;
const $schema = 'https://json-schema.org/draft/2020-12/schema';
const record = (x: unknown, more: Json = {}) => ({ $schema, type: 'object', properties: { x }, ...more });

describe('each keyword becomes a rule', () => {
  const text = (...values: string[]) => values.map((value) => ({ type: 'text', value }));
  const rows: [string, unknown, string, unknown][] = [
    ['type', { type: 'integer' }, 'logicalType', { test: 'type' }],
    ['a type or null', { type: ['integer', 'null'] }, 'logicalType', { test: 'type' }],
    [
      'integers are numbers',
      { type: ['integer', 'number'], minimum: 1 },
      'minimum',
      { test: 'at-least', bound: '1', exclusive: false },
    ],
    [
      'minimum',
      { type: 'integer', minimum: 1 },
      'minimum',
      { test: 'at-least', bound: '1', exclusive: false },
    ],
    [
      'exclusiveMaximum',
      { type: 'number', exclusiveMaximum: 0.5 },
      'exclusiveMaximum',
      { test: 'at-most', bound: '0.5', exclusive: true },
    ],
    ['multipleOf', { type: 'number', multipleOf: 0.01 }, 'multipleOf', { test: 'multiple', divisor: '0.01' }],
    ['minLength', { type: 'string', minLength: 1 }, 'minLength', { test: 'length', atLeast: 1 }],
    ['maxLength', { type: 'string', maxLength: 2 }, 'maxLength', { test: 'length', atMost: 2 }],
    [
      'pattern, anywhere in the value',
      { type: 'string', pattern: 'a.b' },
      'pattern',
      { test: 'matches', re2: expect.stringMatching(/^a\[/) },
    ],
    ['format', { type: 'string', format: 'ipv4' }, 'format', { test: 'matches', re2: expect.any(String) }],
    [
      'enum',
      { enum: ['a', 1, true, null] },
      'enum',
      {
        test: 'among',
        values: [...text('a'), { type: 'number', value: '1' }, { type: 'boolean', value: true }],
      },
    ],
    ['const', { const: 'a' }, 'enum', { test: 'among', values: text('a') }],
    ['minItems', { type: 'array', minItems: 1 }, 'minItems', { test: 'item-count', limit: { atLeast: 1 } }],
    ['uniqueItems', { type: 'array', uniqueItems: true }, 'uniqueItems', { test: 'distinct-items' }],
    [
      'minProperties',
      { type: 'object', minProperties: 2 },
      'minProperties',
      { test: 'field-count', limit: { atLeast: 2 } },
    ],
    ['$ref', { $ref: '#/$defs/a~1b%20c' }, 'minimum', { test: 'at-least', bound: '7', exclusive: false }],
    ['$ref by anchor', { $ref: '#seven' }, 'minimum', { test: 'at-least', bound: '7', exclusive: false }],
    [
      '$ref by the own id',
      { $ref: 'https://example.org/s#seven' },
      'minimum',
      { test: 'at-least', bound: '7', exclusive: false },
    ],
    [
      'allOf',
      { allOf: [{ $ref: '#seven' }, { maximum: 9 }] },
      'maximum',
      { test: 'at-most', bound: '9', exclusive: false },
    ],
    [
      'anyOf of one and null',
      { anyOf: [{ type: 'null' }, { type: 'string', minLength: 3 }] },
      'minLength',
      { test: 'length', atLeast: 3 },
    ],
    [
      'a keyword beside $ref',
      { $ref: '#seven', maximum: 9 },
      'maximum',
      { test: 'at-most', bound: '9', exclusive: false },
    ],
  ];
  const defs = {
    $id: 'https://example.org/s',
    $defs: { 'a/b c': { $anchor: 'seven', type: 'integer', minimum: 7 } },
  };
  test.each(rows)('%s', (_name, schema, name, plan) => {
    const rule = rulesOf(record(schema, defs)).find(({ id }) => id === `t.x.${name}`);
    expect(planOf(rule)).toEqual(plan);
  });

  test('the place is where the keyword stands, behind references too', () => {
    const document = record({ $ref: '#/$defs/a~1b%20c' }, defs);
    const rule = rulesOf(document).find(({ kind }) => kind === 'minimum');
    expect(rule?.location).toMatchObject({ file: 't.json', line: lineOf(document, '"minimum"') });
  });

  test('times are read by their format', () => {
    const types = ['date', 'date-time', 'time'].map(
      (format) =>
        readContract(JSON.stringify(record({ type: 'string', format })), 't.json').tables[0]?.columns[0]
          ?.type,
    );
    expect(types).toEqual(['date', 'timestamp', 'time']);
  });

  test('what lies inside of objects, lists and maps', () => {
    const document = record({
      type: 'object',
      required: ['street'],
      properties: {
        street: { type: 'string', minLength: 1 },
        tags: { type: 'array', items: { type: 'string', maxLength: 3 } },
        prices: { type: 'object', additionalProperties: { type: 'number', minimum: 0 } },
      },
    });
    const found = Object.fromEntries(rulesOf(document).map((rule) => [rule.id, planOf(rule)]));
    expect(found).toMatchObject({
      't.x.street.required': { test: 'not-null' },
      't.x.street.minLength': { test: 'length', atLeast: 1 },
      't.x.tags[].maxLength': { test: 'length', atMost: 3 },
      't.x.prices{}.minimum': { test: 'at-least', bound: '0' },
      't.x.tags.present': 'not-applicable: the column may be absent',
    });
  });
});

describe('required', () => {
  test.each<[string, unknown, unknown]>([
    ['of a type', { type: 'string' }, { test: 'not-null' }],
    ['of a list of values', { enum: ['a'] }, { test: 'not-null' }],
    ['of a type or null', { type: ['string', 'null'] }, expect.stringMatching(/both are null/)],
    [
      'of one or null',
      { anyOf: [{ type: 'string' }, { type: 'null' }] },
      expect.stringMatching(/both are null/),
    ],
    ['of anything', true, expect.stringMatching(/both are null/)],
  ])('%s', (_name, schema, plan) => {
    const found = rulesOf(record(schema, { required: ['x'] }));
    expect(planOf(found.find(({ id }) => id === 't.x.required'))).toEqual(plan);
    expect(planOf(found.find(({ id }) => id === 't.x.present'))).toEqual({ test: 'present' });
  });

  test('of a property that is not described, and none of one that is not required', () => {
    const found = rulesOf(record(true, { required: ['y'] }));
    expect(planOf(found.find(({ id }) => id === 't.y.present'))).toEqual({ test: 'present' });
    expect(planOf(found.find(({ id }) => id === 't.x.present'))).toMatch(/may be absent/);
  });
});

/** A list that contains a list that contains … */
function deep(lists: number): object {
  return lists === 0 ? { const: 1 } : { contains: deep(lists - 1) };
}

describe('what cannot be checked is reported with its reason', () => {
  test.each<[string, unknown, string, RegExp]>([
    ['another document', { $ref: 'https://example.org/x.json' }, '$ref', /another document/],
    ['a reference to nothing', { $ref: '#/$defs/none' }, '$ref', /refers to nothing/],
    ['a reference along the prototype', { $ref: '#/constructor/prototype' }, '$ref', /refers to nothing/],
    ['a broken reference', { $ref: '#/%E0%A4%A' }, '$ref', /no valid reference/],
    ['the schema itself', { $ref: '#' }, '$ref', /refers to itself/],
    ['a dynamic reference', { $dynamicRef: '#x' }, '$dynamicRef', /not checked/],
    ['an unknown format', { type: 'string', format: 'iri' }, 'format', /iri/],
    [
      'a choice with an unknown keyword',
      { oneOf: [{ colour: 'red' }, {}] },
      'oneOf',
      /colour is not checked/,
    ],
    ['a number that is not exact', { not: { const: 2 ** 53 } }, 'not', /beyond 2\^53/],
    ['a reference within a choice', { not: { $ref: 'x.json' } }, 'not', /another document/],
    ['a choice of itself', { not: { $ref: '#' } }, 'not', /refers to itself/],
    [
      'a name that RE2 cannot find',
      { patternProperties: { '(?=a)': {} } },
      'patternProperties',
      /looks ahead/,
    ],
    ['lists in many lists', deep(11), 'contains', /more than 10 deep/],
    [
      'members known by many schemas',
      {
        anyOf: Array.from({ length: 9 }, (_, i) => ({ patternProperties: { [`^${i}`]: {} } })),
        unevaluatedProperties: false,
      },
      'unevaluatedProperties',
      /more than 8 schemas/,
    ],
    ['a type that is none', { type: ['float', 'string'] }, 'type', /float is unknown/],
    ['a choice of many', { enum: [...Array(600).keys()].map((i) => [i]) }, 'enum', /more than 120 parts/],
    ['an unknown keyword', { colour: 'red' }, 'colour', /colour is not checked/],
  ])('%s', (_name, schema, keyword, reason) => {
    const found = rulesOf(record(schema)).filter(({ plan }) => plan.status === 'unsupported');
    expect(found.map(({ id }) => id.replace(/#2|\[\]/, ''))).toEqual([`t.x.${keyword}`]);
    expect(planOf(found[0])).toMatch(reason);
  });

  test('names by a pattern that RE2 has not', () => {
    const schema = { type: 'object', patternProperties: { '(?=a)': true }, unevaluatedProperties: false };
    const found = rulesOf(record(schema)).find(({ id }) => id === 't.x.unevaluatedProperties');
    expect(planOf(found)).toMatch(/^unsupported: pattern: it looks ahead/);
  });

  test('remarks are none of it', () => {
    const schema = {
      title: 'X',
      description: 'd',
      default: 1,
      examples: [1],
      $comment: 'c',
      'x-unit': 'm',
      deprecated: true,
    };
    expect(rulesOf(record(schema)).map(({ id }) => id)).toEqual(['t.x.present']);
  });
});

describe('the whole document', () => {
  test.each(['https://json-schema.org/draft/2019-09/schema', `${$schema}#`])('%s is read', (dialect) => {
    expect(readContract(JSON.stringify(record(true, { $schema: dialect })), 't.json').standard).toBe(
      'JSON Schema',
    );
  });

  test('one without $schema is read as the newest draft, behind a reference too', () => {
    const document = {
      $ref: '#/$defs/R',
      $defs: { R: { type: 'object', properties: { x: { type: 'string' } } } },
    };
    expect(rulesOf(document).map(({ id }) => id)).toContain('t.x.logicalType');
  });

  test('a list of records counts its rows', () => {
    const document = {
      $schema,
      type: 'array',
      minItems: 2,
      items: { type: 'object', properties: { x: {} } },
    };
    const found = Object.fromEntries(rulesOf(document).map((rule) => [rule.id, planOf(rule)]));
    expect(found['t.minItems']).toEqual({ test: 'count-rows', comparison: { operator: '>=', value: 2 } });
    expect(found).toHaveProperty(['t.x.present']);
  });

  test.each<[string, Json, RegExp]>([
    [
      'an older draft',
      record(true, { $schema: 'http://json-schema.org/draft-07/schema#' }),
      /expected draft 2019-09 or 2020-12, received/,
    ],
    ['records that are texts', { $schema, type: 'string' }, /expected object, as records are objects/],
    ['properties in a list', { $schema, type: 'object', properties: [] }, /properties: expected an object/],
    ['a required that is no name', record(true, { required: [1] }), /required: expected a list of names/],
    ['a schema that is a text', record('string'), /expected a schema/],
    ['an empty choice', record({ anyOf: [] }), /anyOf: expected a list/],
    ['a negative length', record({ type: 'string', minLength: -1 }), /t\.json:\d+:\d+: .*minLength/],
  ])('%s is refused at its place', (_name, document, message) => {
    expect(() => rulesOf(document)).toThrow(message);
  });
});
