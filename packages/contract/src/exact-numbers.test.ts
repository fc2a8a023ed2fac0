import { parseYaml } from '@proofmark/documents';
import { describe, expect, test } from 'vitest';
import { convertToOdcs } from './import/convert.ts';
import { lintContract } from './lint.ts';
import { readContract } from './read-contract.ts';
import { rules } from './rules.ts';

const contract = (column: string) => `apiVersion: v3.2.0
kind: DataContract
id: c
version: 1.0.0
schema:
  - name: t
    properties:
      - {name: a, ${column}}
`;

function plansOf(column: string) {
  const read = readContract(contract(column), 'c.yaml');
  return Object.fromEntries(rules(read).map(({ id, plan }) => [id, plan]));
}
const testOf = (column: string, id: string) => {
  const plan = plansOf(column)[id];
  return plan?.status === 'enforced' ? plan.test : plan?.reason;
};
const integer = (options: string) => `logicalType: integer, logicalTypeOptions: {${options}}`;
const number = (options: string) => `logicalType: number, logicalTypeOptions: {${options}}`;

describe('a bound is the decimal that was written', () => {
  test.each([
    ['9007199254740993', '9007199254740993'],
    ['-9007199254740993', '-9007199254740993'],
    ['9.007199254740993e15', '9007199254740993'],
    ['0x20000000000001', '9007199254740993'],
    ['0o17', '15'],
    ['017', '017'],
    ['+5', '5'],
    ['-0', '-0'],
    ['0.30', '0.30'],
    ['0.30000000000000000001', '0.30000000000000000001'],
    ['1e22', '10000000000000000000000'],
    ['5e-3', '0.005'],
  ])('%s', (written, bound) => {
    expect(testOf(integer(`minimum: ${written}`), 't.a.minimum')).toEqual({
      test: 'at-least',
      bound,
      exclusive: false,
    });
    expect(testOf(number(`exclusiveMaximum: ${written}`), 't.a.exclusiveMaximum')).toEqual({
      test: 'at-most',
      bound,
      exclusive: true,
    });
  });
});

test('multipleOf keeps its decimals', () => {
  expect(testOf(number('multipleOf: 0.1'), 't.a.multipleOf')).toEqual({ test: 'multiple', divisor: '0.1' });
});

describe('what is no finite number is refused with its place', () => {
  test.each([
    ['1e400', /c\.yaml:8:\d+: .*minimum: .*received Infinity/],
    ['-1e400', /received -Infinity/],
    ['.inf', /received Infinity/],
    ['.nan', /received NaN/],
    ['"5"', /received "5"/],
  ])('%s', (written, message) => {
    expect(() => readContract(contract(number(`minimum: ${written}`)), 'c.yaml')).toThrow(message);
    const values = `logicalType: number, enum: [{value: ${written}}]`;
    if (written !== '"5"') expect(() => readContract(contract(values), 'c.yaml')).toThrow(/enum/);
  });
});

describe('values of an enum are told apart by their digits', () => {
  const valued = (...values: string[]) =>
    `logicalType: integer, enum: [${values.map((value) => `{value: ${value}}`).join(', ')}]`;

  test('2^53 and 2^53 + 1 are two', () => {
    const column = valued('9007199254740992', '9007199254740993');
    expect(testOf(column, 't.a.enum')).toEqual({
      test: 'among',
      values: [
        { type: 'number', value: '9007199254740992' },
        { type: 'number', value: '9007199254740993' },
      ],
    });
    expect(lintContract(readContract(contract(column), 'c.yaml'))).toEqual([]);
  });

  test.each([
    [['9007199254740993', '9007199254740993']],
    [['9007199254740993', '9.007199254740993e15']],
    [['1', '1.0']],
    [['0', '-0']],
    [['31', '0x1f']],
    [['x', '"x"']],
    [['null', '~']],
  ])('%j repeat', (values) => {
    const read = () => readContract(contract(valued(...values)), 'c.yaml');
    expect(read).toThrow(
      /^c\.yaml:8:\d+: schema\[0\]\.properties\[0\]\.enum\[1\]: repeats an earlier value$/,
    );
  });

  test.each([[['1', '"1"']], [['true', '"true"']]])('%j do not', (values) => {
    expect(() => readContract(contract(valued(...values)), 'c.yaml')).not.toThrow();
  });

  test('of 40,000 values each is looked up once', () => {
    const many = Array.from({ length: 40_000 }, (_, i) => String(i));
    expect(testOf(valued(...many), 't.a.enum')).toMatchObject({ values: { length: 40_000 } });
  });

  test.each([
    ['items of an array', 'logicalType: array, items: {logicalType: string, ENUM}'],
    ['fields of an object', 'logicalType: object, properties: [{name: b, ENUM}]'],
    ['keys of a map', 'logicalType: map, map: {key: {ENUM}, value: {logicalType: string}}'],
    ['values of a map', 'logicalType: map, map: {key: {logicalType: string}, value: {ENUM}}'],
  ])('inside of %s', (_name, column) => {
    const repeating = column.replace('ENUM', 'enum: [{value: x}, {value: x}]');
    expect(() => readContract(contract(repeating), 'c.yaml')).toThrow(/repeats an earlier value/);
  });
});

test('the zeros of a number count where it is compared with text', () => {
  expect(testOf('logicalType: string, enum: [{value: 01234}]', 't.a.enum')).toMatchObject({
    values: [{ value: '01234' }],
  });
});

test('imported values keep their digits', () => {
  const schema =
    '{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "properties": {"a": {"type": "integer", "enum": [9007199254740992, 9007199254740993]}}}';
  const [rule] = rules(readContract(schema, 't.schema.json')).filter(({ kind }) => kind === 'enum');
  expect(rule?.plan).toMatchObject({
    test: { values: [{ value: '9007199254740992' }, { value: '9007199254740993' }] },
  });
  const fields =
    '{"fields": [{"name": "a", "type": "integer", "constraints": {"enum": ["9007199254740993"], "minimum": "9007199254740993"}}]}';
  const tests = rules(readContract(fields, 't.json')).flatMap(({ plan }) =>
    'test' in plan ? [plan.test] : [],
  );
  expect(tests).toContainEqual({ test: 'among', values: [{ type: 'number', value: '9007199254740993' }] });
  expect(tests).toContainEqual({ test: 'at-least', bound: '9007199254740993', exclusive: false });
});

test('converted contracts keep them too', () => {
  const { yaml } = convertToOdcs(
    contract(integer('minimum: 0x20000000000001, maximum: 9007199254740995')),
    'c',
  );
  const source = parseYaml(yaml, 'c');
  const at = (name: string) => source.written(['schema', 0, 'properties', 0, 'logicalTypeOptions', name]);
  expect([at('minimum'), at('maximum')]).toEqual(['9007199254740993', '9007199254740995']);
});

test('a comparison with a number beyond 2^53 is unsupported instead of wrong', () => {
  const rule = 'quality: [{type: sql, query: SELECT 1, mustBe: 9007199254740993}]';
  expect(Object.values(plansOf(rule))).toContainEqual({
    status: 'unsupported',
    reason: 'mustBe: numbers beyond 2^53 are not exact in a comparison of what was measured',
  });
});
