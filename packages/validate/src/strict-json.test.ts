import { describe, expect, test } from 'vitest';
import { checkNamed, evidenceValues, temporaryDirectory, validateFiles } from './test-support.ts';

const $schema = 'https://json-schema.org/draft/2020-12/schema';

/** The values of JSON that break a rule of a schema, at the top of a record, inside of an object and of a list. */
async function breaking(
  schema: unknown,
  rule: string,
  values: readonly string[],
): Promise<(string | null)[][]> {
  const object = { type: 'object', properties: { x: schema } };
  const contract = JSON.stringify({
    $schema,
    type: 'object',
    properties: { x: schema, o: object, l: { type: 'array', items: schema } },
  });
  const lines = values.map((value) => `{"x":${value},"o":{"x":${value}},"l":[${value}]}\n`).join('');
  const directory = await temporaryDirectory({ 't.jsonl': lines, 't.json': contract });
  const validation = await validateFiles(contract, directory, ['t.jsonl'], {}, 't.json');
  return ['x', 'o.x', 'l[]'].map((column) => evidenceValues(checkNamed(validation, `t.${column}.${rule}`)));
}

describe('JSON Schema compares the types that JSON writes', () => {
  test.each<[string, unknown, string, string[], string[]]>([
    ['texts are no integers', { type: 'integer' }, 'logicalType', ['"1"', '"2"'], ['1', '2']],
    ['nor beside integers', { type: 'integer' }, 'logicalType', ['1', '"2"', '3.0', 'true'], ['2', 'true']],
    ['texts are no numbers', { type: 'number' }, 'logicalType', ['1.5', '"2.5"', '1e3'], ['2.5']],
    ['texts are no booleans', { type: 'boolean' }, 'logicalType', ['true', '"true"', '1'], ['true', '1']],
    ['numbers are no texts', { type: 'string' }, 'logicalType', ['"a"', '5', 'true', 'null'], ['5', 'true']],
    [
      'nor dates',
      { type: 'string', format: 'date' },
      'logicalType',
      ['"2026-01-05"', '20260105'],
      ['20260105'],
    ],
    [
      'a text that spells a list is none',
      { type: 'array' },
      'logicalType',
      ['[1]', '"[1]"', '2'],
      ['"[1]"', '2'],
    ],
    ['a list of texts alone is one', { type: 'array' }, 'logicalType', ['["a"]', '[]'], []],
    [
      'what has the wrong type breaks its type alone',
      { type: 'string', minLength: 2 },
      'minLength',
      ['"a"', '5'],
      ['a'],
    ],
    ['an enum of numbers', { enum: [5] }, 'enum', ['5', '5.0', '"5"', '6'], ['5', '6']],
    ['an enum of numbers, all texts', { enum: [5] }, 'enum', ['"5"', '"6"'], ['5', '6']],
    ['an enum of texts, all numbers', { enum: ['5'] }, 'enum', ['5', '6'], ['5', '6']],
    [
      'an enum of several types',
      { enum: ['a', 1, true] },
      'enum',
      ['"a"', '1', 'true', '"1"', '"true"'],
      ['1', 'true'],
    ],
    ['an enum of another type', { type: 'string', enum: [5] }, 'enum', ['"5"', '"6"'], ['5', '6']],
  ])('%s', async (_name, schema, rule, values, broken) => {
    const [top, field, item] = await breaking(schema, rule, values);
    expect(top).toEqual(broken);
    expect(field).toEqual(broken);
    expect(item).toEqual(broken);
  });
});
