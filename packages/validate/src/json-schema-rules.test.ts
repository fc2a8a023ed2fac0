import { describe, expect, test } from 'vitest';
import {
  checkNamed,
  contractText,
  evidenceValues,
  oneColumn,
  temporaryDirectory,
  validateFiles,
} from './test-support.ts';

const rule = (jsonSchema: unknown) => ({
  name: 'schema',
  type: 'custom',
  engine: 'proofmark',
  implementation: { jsonSchema },
});

/** Those of the values of a column of JSON that break a schema. */
async function broken(schema: unknown, values: readonly string[]): Promise<(string | undefined)[]> {
  const directory = await temporaryDirectory({ 't.jsonl': values.map((x) => `{"x":${x}}\n`).join('') });
  const validation = await validateFiles(oneColumn({ quality: [rule(schema)] }), directory, ['t.jsonl']);
  const check = checkNamed(validation, 't.x.schema');
  expect(check.status).toMatch(/pass|fail/);
  return (check.evidence?.rows ?? []).map(({ row }) => values[(row ?? 0) - 1]);
}

describe('a schema of a column', () => {
  test.each<[string, unknown, string[], string[]]>([
    [
      'an integer beyond 2^53',
      { maximum: 9007199254740991 },
      ['9007199254740991', '9007199254740993', '"a"'],
      ['9007199254740993'],
    ],
    ['decimals, exactly', { multipleOf: 0.1 }, ['0.3', '0.35', '"a"', '[]'], ['0.35']],
    [
      'one and only one',
      { oneOf: [{ type: 'integer' }, { minimum: 2 }] },
      ['1', '2.5', '3', '1.5'],
      ['3', '1.5'],
    ],
    ['no value', false, ['null', '1'], ['1']],
    [
      'values in any order of members',
      { const: { a: 1, b: [null] } },
      ['{"b":[null],"a":1.0}', '{"a":1}'],
      ['{"a":1}'],
    ],
    [
      'some items',
      { contains: { type: 'null' }, maxContains: 1 },
      ['[null]', '[1]', '[null,null]'],
      ['[1]', '[null,null]'],
    ],
    [
      'lists in lists',
      { items: { contains: { const: 1 } } },
      ['[[1],[2,1]]', '[[1],[2]]', '[]'],
      ['[[1],[2]]'],
    ],
    [
      'names that JSON pointers escape',
      { required: ['a/b', 'c~d'] },
      ['{"a/b":1,"c~d":2}', '{"a/b":1}'],
      ['{"a/b":1}'],
    ],
    ['equal items', { uniqueItems: true }, ['[1,"1",true]', '[1,1.0]', '["a","b"]'], ['[1,1.0]']],
    ["a name with '", { propertyNames: { const: "o'k" } }, ['{"o\'k":1}', '{"no":1}'], ['{"no":1}']],
  ])('%s', async (_name, schema, values, expected) => {
    expect(await broken(schema, values)).toEqual(expected);
  });
});

test('of a record no value is shown', async () => {
  const directory = await temporaryDirectory({ 't.jsonl': '{"a":1,"k":"p"}\n{"b":2,"k":"q"}\n{"k":"r"}\n' });
  const contract = contractText({
    properties: [{ name: 'k', primaryKey: true }],
    quality: [rule({ anyOf: [{ required: ['a'] }, { required: ['b'] }] })],
  });
  const check = checkNamed(await validateFiles(contract, directory, ['t.jsonl']), 't.schema');
  expect(check).toMatchObject({ status: 'fail', checked: 3, failing: 1 });
  expect(check.evidence?.rows).toEqual([{ row: 3, line: 3, file: 't.jsonl', value: null, key: { k: 'r' } }]);
});

test('text that is called an object is read as JSON; other text has no types', async () => {
  const directory = await temporaryDirectory({ 't.csv': 'x,y\n"{""a"":1}",1\n"{""a"":""1""}",2\nno,3\n' });
  const contract = contractText({
    properties: [
      { name: 'x', logicalType: 'object', quality: [rule({ properties: { a: { type: 'integer' } } })] },
      { name: 'y', quality: [rule({ type: 'integer' })] },
    ],
    quality: [rule({ required: ['x'] })],
  });
  const validation = await validateFiles(contract, directory, ['t.csv']);
  expect(evidenceValues(checkNamed(validation, 't.x.schema'))).toEqual(['{"a":"1"}']);
  expect(evidenceValues(checkNamed(validation, 't.x.logicalType'))).toEqual(['no']);
  for (const id of ['t.y.schema', 't.schema']) {
    expect(checkNamed(validation, id)).toMatchObject({
      status: 'unsupported',
      reason: expect.stringMatching(/texts without types/),
    });
  }
});

test('items that are null are values', async () => {
  const directory = await temporaryDirectory({ 't.jsonl': '{"l":[1,null],"m":[null]}\n' });
  const items = (schema: unknown) => ({ logicalType: 'array', items: { quality: [rule(schema)] } });
  const contract = contractText({
    properties: [
      { name: 'l', ...items({ type: 'integer' }) },
      { name: 'm', ...items({ type: 'null' }) },
    ],
  });
  const validation = await validateFiles(contract, directory, ['t.jsonl']);
  expect(checkNamed(validation, 't.l[].schema')).toMatchObject({ status: 'fail', failing: 1 });
  expect(checkNamed(validation, 't.m[].schema')).toMatchObject({ status: 'pass' });
});
