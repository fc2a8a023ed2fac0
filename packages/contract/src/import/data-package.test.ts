import { describe, expect, test } from 'vitest';
import { readContract } from '../read-contract.ts';
import { planOf, rulesOf } from './test-support.ts';

describe('a Data Package', () => {
  const document = {
    name: 'shop',
    version: '2.1.0',
    resources: [
      {
        name: 'orders',
        path: 'orders.csv',
        hash: `sha256:${'A'.repeat(64)}`,
        schema: { fields: [{ name: 'id' }] },
      },
      { path: 'data/items.csv', bytes: 12, hash: 'd41d8cd98f00b204e9800998ecf8427e', schema: 'items.json' },
      {
        name: 'parts',
        path: ['a.csv', 'b.csv'],
        bytes: 1,
        encoding: 'cp1252',
        dialect: { delimiter: ';', skipInitialSpace: true },
      },
      { name: 'notes', path: 'notes.csv', bytes: 9, hash: 'crc32:01020304' },
    ],
  };

  test('has a table for each resource, with the checksums of its files', () => {
    const contract = readContract(JSON.stringify(document, null, 1), 'datapackage.json');
    expect(contract).toMatchObject({ standard: 'Data Package', id: 'shop', version: '2.1.0' });
    expect(contract.tables.map(({ name }) => name)).toEqual(['orders', 'items', 'parts', 'notes']);
    expect(contract.tables[2]?.layout).toEqual({
      delimiter: { value: ';', location: expect.objectContaining({ file: 'datapackage.json' }) },
    });
    const plans = rulesOf(document).map((rule) => [rule.id, planOf(rule)]);
    expect(Object.fromEntries(plans)).toMatchObject({
      'orders.checksum[orders.csv]': {
        test: 'checksum',
        paths: ['orders.csv'],
        digest: { algorithm: 'sha256', value: 'a'.repeat(64) },
      },
      'items.schema': expect.stringMatching(/another file/),
      'items.checksum[data/items.csv]': {
        test: 'checksum',
        digest: { algorithm: 'md5', value: 'd41d8cd98f00b204e9800998ecf8427e' },
      },
      'notes.hash': expect.stringMatching(/expected a checksum by md5, sha1/),
      'notes.checksum[notes.csv]': { test: 'checksum', bytes: 9 },
      'parts.hash': expect.stringMatching(/several files/),
      'parts.encoding': expect.stringMatching(/UTF-8, UTF-16 and Latin-1/),
      'parts.skipInitialSpace': expect.stringMatching(/files are read without it/),
    });
  });
});
