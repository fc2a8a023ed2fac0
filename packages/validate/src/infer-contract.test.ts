import { join } from 'node:path';
import { readContract } from '@proofmark/contract';
import { openEngine } from '@proofmark/engine';
import { describe, expect, test } from 'vitest';
import { inferFromFiles } from './infer-contract.ts';
import { temporaryDirectory, validateFiles, writeParquet } from './test-support.ts';

const samples = join(import.meta.dirname, '../../../node_modules/vega-datasets/data');

async function infer(directory: string, files: string[]): Promise<string> {
  const engine = await openEngine({ workDirectory: directory, threads: 2 });
  try {
    return await inferFromFiles({ files, directory, engine });
  } finally {
    await engine.close();
  }
}

describe('the data keep the contract inferred from them', () => {
  test.each([
    'airports.csv',
    'seattle-weather.csv',
    'stocks.csv',
    'penguins.json',
    'movies.json',
    'birdstrikes.csv',
    'unemployment.tsv',
    'us-employment.csv',
    'flights-3m.parquet',
  ])('%s', async (file) => {
    const text = await infer(samples, [file]);
    const validation = await validateFiles(text, samples, [file]);
    const failing = validation.checks.filter(({ status }) => status !== 'pass');
    expect(failing.map(({ id, status, received, reason }) => [id, status, received, reason])).toEqual([]);
    expect(validation.coverage.enforced).toBeGreaterThan(validation.data.columns.length);
  });
});

test('the contract says what was seen, and asks for no more', async () => {
  const lines = Array.from({ length: 100 }, (_, i) => {
    const code = `${'ABCDEFGHIJ'[i % 10]}X${'ABCDEFGHIJ'[Math.floor(i / 10)]}`;
    const rare = i % 4 === 0 ? '' : `2024-01-0${(i % 9) + 1}`;
    return `${i + 1},${i % 2 ? 'red' : 'o"dd'},${i / 10},${rare},${code},${i % 2 ? 'true' : 'false'}`;
  });
  const directory = await temporaryDirectory({
    'd.csv': `id,colour,x,day,code,flag\n${lines.join('\n').replaceAll('o"dd', '"o""dd"')}\n`,
  });
  const text = await infer(directory, ['d.csv']);
  expect(text).toMatch(/^# Inferred from d\.csv \(100 rows\)/);
  const [table] = readContract(text, 'inferred').tables;
  const declared = (name: string) =>
    table?.columns.find((column) => column.name === name)?.constraints.map(({ demand }) => demand);
  expect(table?.key).toEqual(['id']);
  expect(declared('id')).toContainEqual({ kind: 'minimum', bound: '0', exclusive: false });
  expect(declared('id')).toContainEqual({ kind: 'maximum', bound: '110', exclusive: false });
  expect(declared('colour')?.map(({ kind }) => kind)).not.toContain('pattern');
  expect(declared('colour')).toContainEqual({
    kind: 'enum',
    values: [
      { type: 'text', value: 'o"dd' },
      { type: 'text', value: 'red' },
    ],
  });
  expect(declared('day')).not.toContainEqual({ kind: 'required' });
  expect(declared('day')).toContainEqual({
    kind: 'null-values',
    comparison: { operator: '<=', value: 37 },
    unit: 'percent',
  });
  expect(declared('code')).toContainEqual({ kind: 'pattern', pattern: '^[A-Z]{3}$' });
  expect(table?.columns.map(({ type }) => type)).toEqual([
    'integer',
    'string',
    'number',
    'date',
    'string',
    'boolean',
  ]);
});

test.each([
  [
    'two columns',
    'day,symbol,price',
    (i: number) => `2024-01-0${(i % 5) + 1},S${Math.floor(i / 5)},${i % 7}`,
    ['day', 'symbol'],
  ],
  [
    'three columns',
    'a,b,c,x',
    (i: number) => `${i % 2},${Math.floor(i / 2) % 3},${Math.floor(i / 6)},1.5`,
    ['a', 'b', 'c'],
  ],
  ['no columns', 'a,b', (i: number) => `${i % 2},${i % 3}`, []],
])('%s that identify each row together are found', async (_name, header, line, key) => {
  const lines = Array.from({ length: 60 }, (_, i) => line(i));
  const directory = await temporaryDirectory({ 'd.csv': `${header}\n${lines.join('\n')}\n` });
  const text = await infer(directory, ['d.csv']);
  expect(readContract(text, 'inferred').tables[0]?.key).toEqual(key);
  expect((await validateFiles(text, directory, ['d.csv'])).status).toBe('pass');
});

test('hostile names and values become inert YAML', async () => {
  const directory = await temporaryDirectory();
  const name = 'a: "b"\n- x: # y';
  const values = Array.from({ length: 40 }, (_, i) => (i % 2 ? '*anchor' : '- !!js/function x # "'));
  await writeParquet(directory, { [name]: { type: 'VARCHAR', values } });
  const text = await infer(directory, ['data.parquet']);
  expect((await validateFiles(text, directory, ['data.parquet'])).status).toBe('pass');
});
