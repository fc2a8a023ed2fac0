import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readContract } from '../read-contract.ts';
import { rules } from '../rules.ts';
import { convertToOdcs } from './convert.ts';

/** What a rule is, apart from the place where it stands. */
function rulesIn(text: string, file: string): unknown[] {
  return rules(readContract(text, file)).map(({ location, ...rule }) => rule);
}

const table = {
  fields: [
    { name: 'id', type: 'integer', constraints: { required: true, maximum: 1e3, enum: ['1', '2'] } },
    { name: 'day', type: 'date', format: '%d.%m.%Y', constraints: { minimum: '2020-01-01' } },
    { name: "it's: #1", type: 'boolean', trueValues: ['Y'], bareNumber: false },
  ],
  primaryKey: ['id', 'day'],
  uniqueKeys: [['day']],
  missingValues: ['', '-'],
  fieldsMatch: 'superset',
};
const schema = {
  $schema: 'https://json-schema.org/draft/2019-09/schema',
  type: 'object',
  required: ['a'],
  properties: {
    a: { type: 'object', required: ['b'], properties: { b: { type: 'string', pattern: '^[a-z]+$' } } },
    c: { type: 'array', items: { type: ['number', 'null'], multipleOf: 0.1 }, contains: { const: 1 } },
    __proto: { $ref: '#' },
  },
};
const croissant = {
  '@context': {},
  name: 'demo',
  distribution: [{ name: 'a.csv', sha256: 'ab'.repeat(32) }],
  recordSet: [
    {
      name: 'r',
      key: 'x',
      field: [{ name: 'x', dataType: 'cr:Int8', source: { fileObject: 'a.csv', extract: { column: 'X' } } }],
    },
  ],
};

describe('a converted contract has the same rules', () => {
  test.each([
    ['Table Schema', table],
    ['Data Package', { resources: [{ name: 't', path: 't.csv', bytes: 3, schema: table }] }],
    ['JSON Schema', schema],
    ['Croissant', croissant],
  ])('%s', (standard, document) => {
    const text = JSON.stringify(document);
    const converted = convertToOdcs(text, 't.json');
    expect(converted.standard).toBe(standard);
    expect(rulesIn(converted.yaml, 't.odcs.yaml')).toEqual(rulesIn(text, 't.json'));
    const kept = rules(readContract(text, 't.json')).filter(({ kind }) => kind === 'custom');
    expect(converted.notCarried.map(({ reason, location }) => [reason, location])).toEqual(
      kept.map(({ plan, location }) => ['reason' in plan ? plan.reason : '', location]),
    );
  });

  // The official files are not part of the repository.
  const directory = join(import.meta.dirname, '../../../../../shared/odcs/examples');
  const files = existsSync(directory) ? readdirSync(directory) : [];
  test.runIf(files.length > 0).each(files)('%s', (file) => {
    const text = readFileSync(join(directory, file), 'utf8');
    expect(rulesIn(convertToOdcs(text, file).yaml, file)).toEqual(rulesIn(text, file));
  });
});

test('numbers keep their digits', () => {
  const text = '{"fields":[{"name":"x","type":"integer","constraints":{"minimum":9007199254740993}}]}';
  expect(convertToOdcs(text, 't.json').yaml).toContain('minimum: 9007199254740993\n');
});

test('ODCS v3.0 is upgraded: exclusive bounds, rules by name, and what v3.2 refuses is listed', () => {
  const text = `apiVersion: v3.0.2
kind: DataContract
id: c
version: 1.0.0
status: active
team:
  - name: Ada
    nickname: A
schema:
  - name: t
    properties:
      - name: x
        logicalType: integer
        logicalTypeOptions: { minimum: 9007199254740993, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false }
        quality:
          - { type: library, rule: nullCheck }
          - { type: library, rule: countCheck }
          - { type: library, rule: validValues, validValues: [1, 2], mustBeLessThan: 3, unit: percent }
`;
  const { yaml, notCarried } = convertToOdcs(text, 'old.yaml');
  const upgraded = Object.fromEntries(
    rules(readContract(yaml, 'new.yaml')).map(({ id, plan }) => [id, plan]),
  );
  expect(readContract(yaml, 'new.yaml').standard).toBe('ODCS v3.2.0');
  expect(upgraded).toMatchObject({
    't.x.exclusiveMinimum': { test: { bound: '9007199254740993', exclusive: true } },
    't.x.maximum': { test: { bound: '9', exclusive: false } },
    't.x.nullValues[0]': { test: { test: 'count-nulls', comparison: { operator: '=', value: 0 } } },
    't.x.invalidValues[1]': { test: { test: 'count-invalid', values: [{ value: '1' }, { value: '2' }] } },
  });
  expect(upgraded).not.toHaveProperty(['t.x.minimum']);
  expect(notCarried.map(({ what, location }) => [what, location.line])).toEqual([
    ['schema[0].properties[0].quality[1]', 17],
    ['team[0]', 7],
  ]);
});
