import { describe, expect, test } from 'vitest';
import { readContract } from '../read-contract.ts';
import { planOf, rulesOf } from './test-support.ts';

const digest = 'ab'.repeat(32);
const field = (name: string, dataType: unknown, more: Record<string, unknown> = {}) => ({
  '@type': 'cr:Field',
  '@id': `people/${name}`,
  name: `people/${name}`,
  dataType,
  source: { fileObject: { '@id': 'people.csv' }, extract: { column: name } },
  ...more,
});
const document = (fields: unknown[], set: Record<string, unknown> = {}) => ({
  '@context': { '@vocab': 'https://schema.org/' },
  '@type': 'sc:Dataset',
  name: 'demo',
  conformsTo: 'http://mlcommons.org/croissant/1.0',
  version: '1.4.0',
  distribution: [
    {
      '@type': 'cr:FileObject',
      '@id': 'people.csv',
      name: 'people.csv',
      contentUrl: 'https://example.org/p?id=1',
      contentSize: '12 B',
      sha256: digest.toUpperCase(),
      md5: 'E'.repeat(32),
    },
    {
      '@type': 'cr:FileObject',
      '@id': 'towns.csv',
      name: 'towns.csv',
      contentUrl: 'data/towns.csv',
      contentSize: '12 B',
      md5: 'x',
    },
    { '@type': 'cr:FileObject', '@id': 'else.csv', name: 'else.csv', sha256: digest },
  ],
  recordSet: [
    {
      '@type': 'cr:RecordSet',
      '@id': 'towns',
      name: 'towns',
      field: [
        {
          '@id': 'towns/name',
          name: 'name',
          dataType: 'sc:Text',
          source: { fileObject: { '@id': 'towns.csv' }, extract: { column: 'name' } },
        },
      ],
    },
    { '@type': 'cr:RecordSet', '@id': 'people', name: 'people', field: fields, ...set },
  ],
});

describe('types', () => {
  test.each<[unknown, string | undefined, string | undefined]>([
    ['sc:Text', 'string', undefined],
    [['sc:URL', 'wd:Q515'], 'string', 'uri'],
    ['https://schema.org/Boolean', 'boolean', undefined],
    ['sc:Integer', 'integer', undefined],
    ['cr:UInt8', 'integer', 'u8'],
    ['sc:Float', 'number', undefined],
    ['http://mlcommons.org/croissant/Float32', 'number', 'f32'],
    ['sc:Date', 'date', undefined],
    ['sc:DateTime', 'timestamp', undefined],
    [['wd:Q1', 'sc:Integer'], 'integer', undefined],
    ['sc:ImageObject', undefined, undefined],
    ['sc:constructor', undefined, undefined],
  ])('%j', (dataType, type, format) => {
    const text = JSON.stringify(document([field('x', dataType)]));
    const column = readContract(text, 'croissant.json').tables[1]?.columns[0];
    expect(column?.type).toBe(type);
    const formats = column?.constraints.flatMap(({ demand }) => ('format' in demand ? [demand.format] : []));
    expect(formats).toEqual(format === undefined ? [] : [format]);
    const kept = rulesOf(JSON.parse(text)).filter(({ plan }) => plan.status === 'unsupported');
    expect(kept.some(({ id }) => id === 'people.x.dataType')).toBe(type === undefined);
  });

  test('repeated values are lists', () => {
    const found = rulesOf(document([field('x', 'cr:Int8', { repeated: true })])).map(({ id }) => id);
    expect(found).toEqual(expect.arrayContaining(['people.x.logicalType', 'people.x[].format']));
  });
});

test('tables, columns, keys, references and checksums', () => {
  const value = document(
    [
      field('id', 'sc:Integer'),
      field('town', 'sc:Text', {
        references: { field: { '@id': 'towns/name' } },
        source: { extract: { column: 'home town' } },
      }),
    ],
    { key: { '@id': 'people/id' } },
  );
  const contract = readContract(JSON.stringify(value, null, 1), 'croissant.json');
  expect(contract).toMatchObject({ standard: 'Croissant', id: 'demo', version: '1.4.0' });
  expect(
    contract.tables.map(({ name, key, columns }) => [name, key, columns.map((column) => column.name)]),
  ).toEqual([
    ['towns', [], ['name']],
    ['people', ['id'], ['id', 'home town']],
  ]);
  const found = Object.fromEntries(rulesOf(value).map((rule) => [rule.id, planOf(rule)]));
  expect(found).toMatchObject({
    'people.town.relationship': { test: 'refers', to: ['towns.name'] },
    'people.checksum[people.csv]': {
      test: 'checksum',
      paths: ['people.csv', 'https://example.org/p?id=1'],
      digest: { algorithm: 'sha256', value: digest },
    },
    'people.checksum[people.csv]#2': {
      test: 'checksum',
      digest: { algorithm: 'md5', value: 'e'.repeat(32) },
    },
    'towns.md5': expect.stringMatching(/^unsupported: it is no checksum of that kind/),
  });
  expect(Object.keys(found).filter((id) => id.includes('else.csv'))).toEqual([]);
});

test.each<[string, unknown, Record<string, unknown>, string]>([
  [
    'a transformation',
    field('x', 'sc:Text', { source: { extract: { column: 'x' }, transform: { regex: 'a' } } }),
    {},
    'people.x.transform',
  ],
  [
    'values by JSON path',
    field('x', 'sc:Text', { source: { extract: { jsonPath: '$.x' } } }),
    {},
    'people.x.extract',
  ],
  ['fields inside', field('x', 'sc:Text', { subField: [] }), {}, 'people.x.subField'],
  [
    'a reference to nothing',
    field('x', 'sc:Text', { references: { field: 'none/x' } }),
    {},
    'people.x.references',
  ],
  ['a key of no field', field('x', 'sc:Text'), { key: 'none' }, 'people.key'],
  ['rows inside the description', field('x', 'sc:Text'), { data: [{}] }, 'people.data'],
])('%s is reported', (_name, given, set, id) => {
  const found = rulesOf(document([given], set)).filter(
    ({ plan, table }) => plan.status === 'unsupported' && table === 'people',
  );
  expect(found.map((rule) => rule.id)).toEqual([id]);
});

test('single values stand for lists of one, and files alone for a table', () => {
  const value = { '@context': {}, name: 'demo', distribution: { name: 'a.csv', sha256: digest } };
  expect(rulesOf(value).map(({ id }) => id)).toEqual(['demo.checksum[a.csv]']);
});
