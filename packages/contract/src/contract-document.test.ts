import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ContractDocument, check, parseDocument } from '@proofmark/documents';
import { describe, expect, test } from 'vitest';
import { toDocument } from './contract-document.ts';
import { lintContract } from './lint.ts';
import { readContract, readOdcs } from './read-contract.ts';
import { rules } from './rules.ts';

const root = join(import.meta.dirname, '../../..');
const flights = 'examples/flight-delay/contracts/flights.odcs.yaml';
const official = join(root, '../shared/odcs/examples');
const examples = existsSync(official) ? readdirSync(official).sort() : [];

const read = (path: string, name: string) => readContract(readFileSync(path, 'utf8'), name);
const written = (contract: ReturnType<typeof readContract>) => JSON.stringify(toDocument(contract), null, 1);

describe('a contract document', () => {
  test('of the flights is the committed one', async () => {
    await expect(`${written(read(join(root, flights), flights))}\n`).toMatchFileSnapshot(
      './golden/flights.contract.json',
    );
  });

  test.each<readonly [string, string]>([
    [flights, join(root, flights)],
    ...examples.map((name) => [name, join(official, name)] as const),
  ])('%s: read back it gives the same rules and findings', (name, path) => {
    const contract = read(path, name);
    const text = written(contract);
    parseDocument(text, 'contract', 'contract.json');
    const again = readContract(text, 'contract.json');
    expect(again).toMatchObject({ id: contract.id, file: { path: 'contract.json' } });
    for (const environment of [undefined, 'prod']) {
      expect(rules(again, environment)).toEqual(rules(contract, environment));
    }
    expect(lintContract(again)).toEqual(lintContract(contract));
  });

  test.each<[string, (document: Record<string, unknown>) => unknown, RegExp]>([
    [
      'an unknown major version',
      (document) => ({ ...document, version: '2.0' }),
      /^c\.json: version: expected 1\.x, received "2\.0"/,
    ],
    [
      'another kind',
      (document) => ({ ...document, document: 'proofmark/verdict' }),
      /^c\.json: expected a proofmark\/contract document, received "proofmark\/verdict"/,
    ],
    [
      'a rule nobody knows',
      (document) => ({
        ...document,
        contract: { ...Object(document.contract), constraints: [{ demand: { kind: 'magic' } }] },
      }),
      /^c\.json: contract\.constraints\[0\]/,
    ],
  ])('of %s is refused', (_name, change, message) => {
    const document = JSON.parse(written(read(join(root, flights), flights)));
    expect(() => readContract(JSON.stringify(change(document)), 'c.json')).toThrow(message);
  });

  test('is not converted into the words of a standard', () => {
    expect(() => readOdcs(written(read(join(root, flights), flights)), 'c.json')).toThrow(
      /^c\.json: expected a contract in the words of a standard/,
    );
  });
});

test.each([
  ['a size that is no number of bytes', { proofmarkFile: { paths: ['a.csv'], bytes: -1 } }, {}],
  ['an endless age', {}, { property: 'freshness', value: 'Infinity', unit: 'd', element: 't.a' }],
])('%s is unsupported, so that every contract can be written', (_name, custom, level) => {
  const text = JSON.stringify({
    apiVersion: 'v3.2.0',
    kind: 'DataContract',
    id: 'test',
    version: '1.0.0',
    schema: [
      {
        name: 't',
        properties: [{ name: 'a', logicalType: 'date' }],
        customProperties: Object.entries(custom).map(([property, value]) => ({ property, value })),
      },
    ],
    ...('property' in level ? { slaProperties: [level] } : {}),
  });
  const contract = readContract(text, 'c.yaml');
  check(ContractDocument, toDocument(contract), { what: 'c.yaml', code: 'document-invalid' });
  expect(rules(contract).map(({ plan }) => plan.status)).toContain('unsupported');
});
