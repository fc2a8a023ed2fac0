import { describe, expect, test } from 'vitest';
import { convertToOdcs } from './convert.ts';
import { lineOf, planOf, rulesOf } from './test-support.ts';

const $schema = 'https://json-schema.org/draft/2020-12/schema';
const record = (x: unknown, more: Record<string, unknown> = {}) => ({
  $schema,
  type: 'object',
  properties: { x },
  ...more,
});

/** The schemas that custom rules of the translation have, by the name of the rule. */
function schemasOf(document: unknown): Record<string, unknown> {
  const { yaml } = convertToOdcs(JSON.stringify(document), 't.json');
  const rules = rulesOf(yaml, 't.odcs.yaml').filter(({ kind }) => kind === 'json-schema');
  return Object.fromEntries(rules.map(({ id, expected }) => [id.replace('t.', ''), expected]));
}

/** As text: an object with a `then` looks like a promise. */
const CHOICE = JSON.parse('{"if": {"const": 1}, "then": false, "else": true}');

const valid = (schema: unknown) => `valid by the JSON Schema ${JSON.stringify(schema)}`;

describe('what ODCS has no words for is a rule of its own, with what it needs of the keywords beside it', () => {
  test.each<[string, unknown, Record<string, unknown>]>([
    ['two types', { type: ['string', 'integer'] }, { 'x.type': { type: ['string', 'integer'] } }],
    ['null alone', { type: 'null' }, { 'x.type': { type: 'null' } }],
    ['nothing', false, { 'x.false': false }],
    ['a bound without type', { minimum: 1 }, { 'x.minimum': { minimum: 1 } }],
    [
      'a second bound',
      { allOf: [{ type: 'integer', minimum: 1 }, { minimum: 2 }] },
      { 'x.minimum#2': { minimum: 2 } },
    ],
    ['a list of objects as values', { enum: [{}] }, { 'x.enum': { enum: [{}] } }],
    [
      'a choice',
      { oneOf: [{ const: 1 }, { minLength: 2 }] },
      { 'x.oneOf': { oneOf: [{ const: 1 }, { minLength: 2 }] } },
    ],
    ['its opposite', { not: { type: 'string' } }, { 'x.not': { not: { type: 'string' } } }],
    ['if, then, else', CHOICE, { 'x.if': CHOICE }],
    [
      'contains',
      { type: 'array', contains: { const: 1 }, minContains: 2 },
      { 'x.contains': { contains: { const: 1 }, minContains: 2 } },
    ],
    [
      'the first items and the others',
      { type: 'array', prefixItems: [{ const: 1 }], items: { const: 2 } },
      {
        'x.prefixItems': { prefixItems: [{ const: 1 }] },
        'x.items': { prefixItems: [true], items: { const: 2 } },
      },
    ],
    [
      'the same in the words of 2019-09',
      { type: 'array', items: [{ const: 1 }], additionalItems: false },
      {
        'x.items': { prefixItems: [{ const: 1 }] },
        'x.additionalItems': { prefixItems: [true], items: false },
      },
    ],
    [
      'members beyond the declared ones',
      { type: 'object', patternProperties: { '^a': { const: 1 } }, additionalProperties: { const: 2 } },
      {
        'x.patternProperties': { patternProperties: { '^a': { const: 1 } } },
        'x.additionalProperties': { patternProperties: { '^a': true }, additionalProperties: { const: 2 } },
      },
    ],
    [
      'members of what may be no object',
      { properties: { a: { const: 1 } }, required: ['a'] },
      { 'x.properties': { properties: { a: { const: 1 } } }, 'x.required': { required: ['a'] } },
    ],
    ['references within it', { not: { $ref: '#/$defs/a' } }, { 'x.not': { not: { allOf: [{ const: 1 }] } } }],
  ])('%s', (_name, schema, expected) => {
    const found = schemasOf(record(schema, { $defs: { a: { title: 'A', const: 1 } } }));
    expect(found).toEqual(
      Object.fromEntries(Object.entries(expected).map(([id, each]) => [id, valid(each)])),
    );
  });

  test('of whole records, at the place of the keyword', () => {
    const document = record(true, { anyOf: [{ required: ['a'] }, { required: ['b'] }] });
    const found = rulesOf(document).find(({ id }) => id === 't.anyOf');
    expect(found).toMatchObject({ kind: 'json-schema', column: undefined });
    expect(found?.location.line).toBe(lineOf(document, '"anyOf"'));
  });
});

describe('required, of what a rule of its own excludes null from', () => {
  test.each<[string, unknown, unknown]>([
    ['two types', { type: ['string', 'integer'] }, { test: 'not-null' }],
    ['two types or null', { type: ['string', 'integer', 'null'] }, expect.stringMatching(/both are null/)],
    ['a choice', { anyOf: [{ type: 'string' }, { type: 'integer' }] }, { test: 'not-null' }],
    [
      'a choice that null keeps',
      { anyOf: [{ minimum: 1 }, { type: 'integer' }] },
      expect.stringMatching(/both/),
    ],
    ['the opposite of null', { not: { type: 'null' } }, { test: 'not-null' }],
  ])('%s', (_name, schema, plan) => {
    const found = rulesOf(record(schema, { required: ['x'] }));
    expect(planOf(found.find(({ id }) => id === 't.x.required'))).toEqual(plan);
  });

  test('items that may not be null are required', () => {
    const found = rulesOf(record({ type: 'array', items: { type: 'string' } }));
    expect(planOf(found.find(({ id }) => id === 't.x[].required'))).toEqual({ test: 'not-null' });
  });
});
