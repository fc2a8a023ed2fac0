import { join } from 'node:path';
import { readContract } from '@proofmark/contract';
import { openEngine } from '@proofmark/engine';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type InferRequest, inferFromFiles } from './infer-contract.ts';
import { temporaryDirectory, validateFiles, writeParquet } from './test-support.ts';

const samples = join(import.meta.dirname, '../../../node_modules/vega-datasets/data');

async function infer(
  directory: string,
  files: string[],
  options: Pick<InferRequest, 'layout' | 'table'> = {},
): Promise<string> {
  const engine = await openEngine({ workDirectory: directory, threads: 2 });
  try {
    return await inferFromFiles({ files, directory, engine, ...options });
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
  expect(declared('id')?.map(({ kind }) => kind)).not.toContain('maximum');
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

describe('what the values look like becomes a rule', () => {
  const i100 = (value: (i: number) => unknown) => Array.from({ length: 100 }, (_, i) => value(i));
  const day = (i: number) => String((i % 28) + 1).padStart(2, '0');
  test.each<[string, unknown[], string, object | undefined]>([
    ['e-mail addresses', i100((i) => `a${i}@b.org`), 'string', { kind: 'format', format: 'email' }],
    ['URLs', i100((i) => `https://b.org/${i}`), 'string', { kind: 'format', format: 'url' }],
    ['IPv6 addresses', i100((i) => `fe80::${i}`), 'string', { kind: 'format', format: 'ipv6' }],
    ['German dates', i100((i) => `${day(i)}.12.2025`), 'date', { kind: 'format', format: 'dd.MM.yyyy' }],
    ['American dates', i100((i) => `12/${day(i)}/2025`), 'date', { kind: 'format', format: 'MM/dd/yyyy' }],
    ['days or months', i100((i) => `0${(i % 9) + 1}/02/2025`), 'string', undefined],
    [
      'times',
      i100((i) => `${day(i)}.12.2025 10:${(i % 50) + 10}`),
      'timestamp',
      { kind: 'format', format: 'dd.MM.yyyy HH:mm[:ss]' },
    ],
    [
      'labels',
      i100((i) => i % 2),
      'integer',
      {
        kind: 'enum',
        values: [
          { type: 'number', value: '0' },
          { type: 'number', value: '1' },
        ],
      },
    ],
    [
      'steps',
      i100((i) => [10, 20, 50, 20][i % 4]),
      'integer',
      { kind: 'enum', values: ['20', '10', '50'].map((value) => ({ type: 'number', value })) },
    ],
    ['counts', i100((i) => i % 5), 'integer', { kind: 'maximum', bound: '5', exclusive: false }],
  ])('%s', async (_name, values, type, demand) => {
    const directory = await temporaryDirectory({
      'd.csv': `x,y\n${values.map((x) => `${x},1.5`).join('\n')}\n`,
    });
    const text = await infer(directory, ['d.csv']);
    const column = readContract(text, 'inferred').tables[0]?.columns[0];
    expect(column?.type).toBe(type);
    const demands = column?.constraints.map((each) => each.demand);
    if (demand) expect(demands).toContainEqual(demand);
    else expect(demands?.map(({ kind }) => kind)).not.toContain('format');
    expect((await validateFiles(text, directory, ['d.csv'])).status).toBe('pass');
  });
});

test('what was told of the files stands in the contract, so that it is kept when they are read again', async () => {
  const lines = Array.from({ length: 40 }, (_, i) => `${i % 2 ? 'NA' : i},1,5`);
  const directory = await temporaryDirectory({
    'd.csv': `x|y\n${lines.join('\n').replaceAll(',1', '|1')}\n`,
  });
  const options = { table: 'mine', layout: { delimiter: '|', nullText: ['NA'] } };
  const text = await infer(directory, ['d.csv'], options);
  const [table] = readContract(text, 'inferred').tables;
  expect(table).toMatchObject({ name: 'mine', nullText: ['NA'], layout: { delimiter: { value: '|' } } });
  expect(table?.columns.map(({ type }) => type)).toEqual(['integer', 'string']);
  expect((await validateFiles(text, directory, ['d.csv'])).status).toBe('pass');
});

test('whatever the values are, they keep the contract inferred from them', async () => {
  const value = fc.oneof(
    fc.integer({ min: -3, max: 120 }).map(String),
    fc.constantFrom('', '0', '1', '1.50', '-0', '007', 'true', 'a@b.org', '::1', '10.0.0.1', 'AB', 'x_1'),
    fc.constantFrom(
      '31.12.2025',
      '1.2.2024',
      '02/03/2024',
      '2024-02-29',
      '2024-01-01T10:00:00+02:00',
      '10:30',
    ),
  );
  // Few kinds of values in a column, or each would be a column of texts.
  const column = fc
    .array(value, { minLength: 1, maxLength: 3 })
    .chain((few) => fc.array(fc.constantFrom(...few), { minLength: 30, maxLength: 30 }));
  await fc.assert(
    fc.asyncProperty(fc.array(column, { minLength: 6, maxLength: 6 }), async (columns) => {
      const rows = columns[0]?.map((_, i) => columns.map((each) => each[i]).join(',')) ?? [];
      const directory = await temporaryDirectory({ 'd.csv': `a,b,c,d,e,f\n${rows.join('\n')}\n` });
      const text = await infer(directory, ['d.csv'], { layout: { delimiter: ',' } });
      const { checks } = await validateFiles(text, directory, ['d.csv']);
      expect(checks.filter(({ status }) => status === 'fail').map(({ id }) => id)).toEqual([]);
    }),
    {
      numRuns: 20,
      examples: [
        [
          Array.from({ length: 6 }, (_, i) =>
            ['31.12.2025', i % 2 ? '2024-02-29' : ''].concat(Array(28).fill('31.12.2025')),
          ),
        ],
      ],
    },
  );
});
