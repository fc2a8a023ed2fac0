import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { convertToOdcs } from '@proofmark/contract';
import type { Validation } from '@proofmark/documents';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory, validateFiles } from './test-support.ts';

const samples = join(import.meta.dirname, '../../../node_modules/vega-datasets/data');

/** Failing rules with the number of failing rows; the same for the contract and its conversion into ODCS. */
async function failures(
  contract: unknown,
  directory: string,
  file: string,
): Promise<{ failing: Record<string, number>; validation: Validation }> {
  const text = typeof contract === 'string' ? contract : JSON.stringify(contract, null, 1);
  const failing = ({ checks }: Validation) =>
    Object.fromEntries(
      checks.filter(({ status }) => status === 'fail').map((check) => [check.id, check.failing]),
    );
  const validation = await validateFiles(text, directory, [file], {}, 't.json');
  const converted = await validateFiles(convertToOdcs(text, 't.json').yaml, directory, [file], {}, 't.json');
  expect(failing(converted)).toEqual(failing(validation));
  expect(converted.coverage).toEqual(validation.coverage);
  return { failing: failing(validation), validation };
}

describe('a Table Schema', () => {
  const rows = [
    'id,day,flag,score,mail',
    '1,31.12.2023,Y,0.5,a@b.org',
    '2,01.01.2024,N,NA,c@d.org',
    '2,2024-01-02,maybe,1.5,no mail',
    'x,-,N,0.25,-',
  ];
  const schema = {
    fields: [
      { name: 'id', type: 'integer', constraints: { unique: true, maximum: 1 } },
      { name: 'day', type: 'date', format: '%d.%m.%Y', constraints: { required: true } },
      { name: 'flag', type: 'boolean', trueValues: ['Y'], falseValues: ['N'] },
      { name: 'score', type: 'number', constraints: { maximum: 1, required: true } },
      { name: 'mail', type: 'string', format: 'email', constraints: { pattern: '[a-z]@.*' } },
      { name: 'extra', type: 'string' },
    ],
    missingValues: ['', '-'],
    fieldsMatch: 'superset',
  };

  test('finds what its constraints rule out, and leaves what is missing alone', async () => {
    const directory = await temporaryDirectory({ 'd.csv': `${rows.join('\n')}\n` });
    const { failing, validation } = await failures(schema, directory, 'd.csv');
    expect(failing).toEqual({
      't.id.logicalType': 1,
      't.id.unique': 1,
      't.id.maximum': 2,
      't.day.required': 1,
      't.day.format': 1,
      't.flag.enum': 1,
      't.score.logicalType': 1,
      't.score.maximum': 1,
      't.mail.format': 1,
      't.mail.pattern': 1,
    });
    expect(validation.checks.find(({ id }) => id === 't.extra.present')?.status).toBe('not-applicable');
    expect(validation.contract.file.path).toBe('t.json');
  });

  test('of 3376 airports', async () => {
    const schema = {
      fields: [
        { name: 'iata', type: 'string', constraints: { required: true, pattern: '[A-Z0-9]{3}' } },
        { name: 'state', type: 'string', constraints: { minLength: 2, maxLength: 2 } },
        { name: 'latitude', type: 'number', constraints: { minimum: 10, maximum: 70 } },
      ],
      primaryKey: 'iata',
    };
    const csv = readFileSync(join(samples, 'airports.csv'), 'utf8').trim().split('\n').slice(1);
    const expected = csv.filter((line) => Number(line.split(',').at(-2)) > 70).length;
    const { failing } = await failures(schema, samples, 'airports.csv');
    expect(failing['t.latitude.maximum']).toBe(expected);
    expect(failing['t.primaryKey']).toBeUndefined();
  });
});

test('a JSON Schema of records finds what its keywords rule out', async () => {
  const records = [
    { id: 1, tags: ['a'], address: { zip: 'AB1' }, at: '2024-01-01T10:00:00Z' },
    { id: 2, tags: ['b', 'b'], address: { zip: 'too long' }, at: '2024-01-01T10:00:00Z' },
    { id: 0, tags: [], address: {}, kind: 'y' },
    { tags: ['c'], address: { zip: 'ab1' }, kind: 'x' },
  ];
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    required: ['id'],
    properties: {
      id: { type: 'integer', exclusiveMinimum: 0 },
      tags: { type: 'array', minItems: 1, uniqueItems: true, items: { enum: ['a', 'b'] } },
      address: { type: 'object', required: ['zip'], properties: { zip: { $ref: '#/$defs/zip' } } },
      at: { type: 'string', format: 'date-time' },
      kind: { const: 'x' },
      absent: { type: 'string' },
    },
    $defs: { zip: { type: 'string', pattern: '^[A-Z]{2}', maxLength: 3 } },
  };
  const directory = await temporaryDirectory({
    'd.jsonl': records.map((record) => JSON.stringify(record)).join('\n'),
  });
  const { failing } = await failures(schema, directory, 'd.jsonl');
  expect(failing).toEqual({
    't.id.required': 1,
    't.id.exclusiveMinimum': 1,
    't.tags.minItems': 1,
    't.tags.uniqueItems': 1,
    't.tags[].enum': 1,
    't.address.zip.required': 1,
    't.address.zip.pattern': 2,
    't.address.zip.maxLength': 1,
    't.kind.enum': 1,
  });
});

describe('a Croissant description', () => {
  const data = 'id,size\n1,300\n2,5\n';
  const describeFile = (sha256: string) => ({
    '@context': {},
    conformsTo: 'http://mlcommons.org/croissant/1.0',
    name: 'demo',
    distribution: [{ '@id': 'd', name: 'd.csv', contentUrl: 'https://example.org/get?file=1', sha256 }],
    recordSet: {
      name: 'r',
      key: 'id',
      field: ['id', 'size'].map((name) => ({
        name: `r/${name}`,
        dataType: 'cr:Int8',
        source: { fileObject: { '@id': 'd' }, extract: { column: name } },
      })),
    },
  });

  test.each([
    ['the declared', createHash('sha256').update(data).digest('hex'), {}],
    ['other', 'ab'.repeat(32), { 'r.checksum[d.csv]': 1 }],
  ])('finds %s bytes, and values outside of their type', async (_name, sha256, expected) => {
    const directory = await temporaryDirectory({ 'd.csv': data });
    const { failing, validation } = await failures(describeFile(sha256), directory, 'd.csv');
    expect(failing).toEqual({ 'r.size.format': 1, ...expected });
    const check = validation.checks.find(({ rule }) => rule === 'checksum');
    expect(check?.expected).toBe(`the SHA-256 ${sha256}`);
  });
});

test.each([
  ['', 'md5', 'MD5'],
  ['sha1:', 'sha1', 'SHA-1'],
  ['sha512:', 'sha512', 'SHA-512'],
])('the hash %s of a Data Package is verified', async (prefix, algorithm, name) => {
  const content = 'id\n1\n';
  const directory = await temporaryDirectory({ 'd.csv': content });
  const digest = createHash(algorithm).update(content).digest('hex');
  const describeFile = (hash: string) => ({
    name: 'p',
    resources: [{ name: 'd', path: 'd.csv', hash: prefix + hash, schema: { fields: [{ name: 'id' }] } }],
  });
  expect((await failures(describeFile(digest), directory, 'd.csv')).failing).toEqual({});
  const other = await failures(describeFile(digest.replaceAll(/[0-9]/g, '0')), directory, 'd.csv');
  expect(other.failing).toEqual({ 'd.checksum[d.csv]': 1 });
  const check = other.validation.checks.find(({ rule }) => rule === 'checksum');
  expect(check?.expected).toMatch(new RegExp(`^the ${name} [0-9a-f]+$`));
  expect(check?.received).toBe(digest);
});

describe('a JSON Schema of records that says which members they have', () => {
  const properties = { a: { type: 'integer' }, b: { type: 'string' }, "o'KEYS": { type: 'object' } };
  const rows = [
    '{"a":1,"b":"x","o\'KEYS":{"c":1,"d":2}}',
    '{"a":2,"z":3,"x-1":4,"o\'KEYS":{"c":1}}',
    '{"a":3,"b":null,"z":null}',
    '{"b":"y","y":[]}',
  ];
  const nested = (keywords: unknown) => ({
    properties: { ...properties, "o'KEYS": { type: 'object', ...(keywords as object) } },
  });
  test.each<[string, Record<string, unknown>, string, number]>([
    ['no others', { additionalProperties: false }, 'additionalProperties', 2],
    [
      'no others but some',
      { patternProperties: { '^[xy]': {} }, additionalProperties: false },
      'additionalProperties',
      1,
    ],
    [
      'no others, by all that holds',
      { allOf: [{ properties: { z: {}, y: {}, 'x-1': {} } }], unevaluatedProperties: false },
      'unevaluatedProperties',
      0,
    ],
    [
      'no others, by what stands beside',
      { allOf: [{ properties: { z: {}, y: {} } }], additionalProperties: false },
      'additionalProperties',
      2,
    ],
    ['enough', { minProperties: 2 }, 'minProperties', 1],
    ['not too many', { maxProperties: 3 }, 'maxProperties', 1],
    ['one because of another', { dependentRequired: { a: ['b'], b: ['a'] } }, 'dependentRequired', 3],
    [
      'others than of the field',
      nested({ additionalProperties: false, properties: { c: {} } }),
      "o'KEYS.additionalProperties",
      1,
    ],
    [
      'one because of another in a field',
      nested({ dependentRequired: { c: ['d'] } }),
      "o'KEYS.dependentRequired",
      1,
    ],
  ])('%s', async (_name, keywords, rule, failing) => {
    const directory = await temporaryDirectory({ 'd.jsonl': `${rows.join('\n')}\n` });
    const schema = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      properties,
      ...keywords,
    };
    const { validation } = await failures(schema, directory, 'd.jsonl');
    const check = validation.checks.find(({ id }) => id === `t.${rule}`);
    expect(check).toMatchObject({ status: failing > 0 ? 'fail' : 'pass', failing });
  });
});
