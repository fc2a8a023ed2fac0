import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readContract } from '@proofmark/contract';
import { silentLogger } from '@proofmark/documents';
import { openEngine } from '@proofmark/engine';
import { validate } from '@proofmark/validate';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { python, whyNoPeers } from './peer-python.ts';

/**
 * Keys of several columns, foreign keys, bounds of dates, numbers in a list and multiples: one Data Package given to
 * Frictionless and to ours, and the same rules to pandera. PROOFMARK_PYTHON is the interpreter of an environment with
 * test/peers/requirements.txt installed.
 */
const missing = whyNoPeers('tables by pandera and Frictionless');

const fields = [
  { name: 'a', type: 'string' },
  { name: 'b', type: 'integer' },
  { name: 'place', type: 'string' },
  { name: 'day', type: 'date', constraints: { minimum: '2024-01-05', maximum: '2024-02-29' } },
  { name: 'amount', type: 'number', constraints: { enum: [1, 2.5, 0.25], minimum: -1 } },
  { name: 'size', type: 'integer', constraints: { enum: [1, 2, 30], maximum: 10 } },
];
const place = { fields: ['place'], reference: { resource: 'places', fields: ['code'] } };
const descriptor = {
  name: 'shop',
  resources: [
    { name: 'orders', path: 'orders.csv', schema: { fields, primaryKey: ['a', 'b'], foreignKeys: [place] } },
    { name: 'places', path: 'places.csv', schema: { fields: [{ name: 'code', type: 'string' }] } },
  ],
};

const orNull = (...values: string[]) => fc.constantFrom('', ...values);
/** Without nulls in the key: what a null means there differs, see packages/contract/README.md. */
const row = fc.tuple(
  fc.stringMatching(/^[a-d]{1,2}$/),
  fc.constantFrom(...'0123456789'.split(''), '9007199254740992', '9007199254740993'),
  orNull('x', 'y', 'z', 'X', 'é'),
  orNull('2024-01-04', '2024-01-05', '2024-02-29', '2024-03-01', '1999-12-31'),
  orNull('1', '1.0', '2.5', '2.50', '0.25', '0.1', '-1', '-1.5', '1e0', '100'),
  orNull('1', '2', '30', '10', '11', '-1'),
);
const multiples = {
  apiVersion: 'v3.2.0',
  kind: 'DataContract',
  id: 'multiples',
  version: '1.0.0',
  schema: [
    {
      name: 'orders',
      properties: [{ name: 'amount', logicalType: 'number', logicalTypeOptions: { multipleOf: 0.25 } }],
    },
  ],
};

let folder: string;
const rows = fc.sample(row, { seed: 11, numRuns: 800 });
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'peers-tables-'));
  const header = fields.map(({ name }) => name).join(',');
  const lines = [header, ...rows.map((cells) => cells.join(','))];
  await writeFile(join(folder, 'orders.csv'), `${lines.join('\n')}\n`);
  await writeFile(join(folder, 'places.csv'), 'code\nx\né\n');
  await writeFile(join(folder, 'datapackage.json'), JSON.stringify(descriptor));
});
afterAll(() => rm(folder, { recursive: true }));

/** By the rule of the Table Schema, the rows that break it. */
async function ourRows(text: unknown, file: string): Promise<Record<string, number[]>> {
  const engine = await openEngine({ workDirectory: join(import.meta.dirname, '../..') });
  const contract = readContract(JSON.stringify(text), file);
  try {
    const { checks, coverage } = await validate({
      contract,
      files: ['orders.csv'],
      directory: folder,
      related: file === 'datapackage.json' ? [{ contract, table: 'places', files: ['places.csv'] }] : [],
      engine,
      options: { now: new Date(), evidenceRows: rows.length, table: 'orders' },
      logger: silentLogger,
    });
    expect(coverage.unsupported).toBe(0);
    const failing = checks.filter(({ status }) => status === 'fail');
    return Object.fromEntries(
      failing.map(({ id, evidence }) => [
        id.replace(/^orders\./, ''),
        (evidence?.rows ?? []).flatMap(({ row: number }) => number ?? []).sort((a, b) => a - b),
      ]),
    );
  } finally {
    await engine.close();
  }
}

function peerRows(tool: string): Record<string, number[]> {
  const script = join(import.meta.dirname, '../peers/table_rows.py');
  return JSON.parse(execFileSync(python, [script, tool, folder], { encoding: 'utf8' }));
}

/** What the others call our rules. */
const NAMES: Record<string, string> = {
  'place.relationship': 'foreignKeys',
  relationship: 'foreignKeys',
  'amount.multipleOf': 'multipleOf',
};

describe.skipIf(missing)('the same rows break the same rules', () => {
  test.each(['frictionless', 'pandera'])('by %s', async (tool) => {
    const found = await ourRows(descriptor, 'datapackage.json');
    if (tool === 'pandera') Object.assign(found, await ourRows(multiples, 'multiples.odcs.yaml'));
    const ours = Object.fromEntries(Object.entries(found).map(([id, each]) => [NAMES[id] ?? id, each]));
    expect(Object.keys(ours).length).toBeGreaterThan(5);
    expect(peerRows(tool)).toEqual(ours);
  });
});
