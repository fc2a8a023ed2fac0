import { readContract } from '@proofmark/contract';
import { literal, openEngine } from '@proofmark/engine';
import { expect, test } from 'vitest';
import { inferFromFiles } from './infer-contract.ts';
import { temporaryDirectory, validateFiles } from './test-support.ts';

async function infer(directory: string, file: string): Promise<string> {
  const engine = await openEngine({ workDirectory: directory, threads: 2 });
  try {
    return await inferFromFiles({ files: [file], directory, engine });
  } finally {
    await engine.close();
  }
}

/** The columns of an inferred contract, with what lies inside: name, type and whether it is required. */
function columnsOf(text: string): [string, string | undefined, boolean][] {
  const [table] = readContract(text, 'inferred').tables;
  return (table?.columns ?? []).map(({ name, type, constraints }) => [
    name,
    type,
    constraints.some(({ demand }) => demand.kind === 'required'),
  ]);
}

test('objects and lists of JSON, and the data keep it', async () => {
  const directory = await temporaryDirectory({
    'd.jsonl': [
      '{"id":1,"o":{"a b":1.5,"c":{"d":true}},"l":[{"x":1},{"y":"2024-01-05"}],"m":1}',
      '{"id":2,"o":{"a b":2,"c":null},"l":[],"m":"one"}',
      '{"id":3,"o":null,"l":[{"x":2}],"m":[2]}',
    ].join('\n'),
  });
  const text = await infer(directory, 'd.jsonl');
  expect(columnsOf(text)).toEqual([
    ['id', 'integer', true],
    ['o', 'object', false],
    ['o.a b', 'number', true],
    ['o.c', 'object', false],
    ['o.c.d', 'boolean', true],
    ['l', 'array', true],
    ['l[]', 'object', false],
    ['l[].x', 'integer', false],
    ['l[].y', 'date', false],
    ['m', 'string', true],
  ]);
  const { checks } = await validateFiles(text, directory, ['d.jsonl']);
  expect(checks.filter(({ status }) => status === 'fail' || status === 'unsupported')).toEqual([]);
});

test('maps and lists of Parquet', async () => {
  const directory = await temporaryDirectory();
  const engine = await openEngine({ workDirectory: directory, threads: 2 });
  const row = "map {'a': [1.5::DECIMAL(4, 1)]} AS m, [TIME '10:00:00'] AS l, {'k': 1} AS s";
  await engine.query(`COPY (SELECT ${row}) TO ${literal(`${directory}/d.parquet`)}`);
  await engine.close();
  const text = await infer(directory, 'd.parquet');
  expect(columnsOf(text).map(([name, type]) => [name, type])).toEqual([
    ['m', 'map'],
    ['m{key}', 'string'],
    ['m{}', 'array'],
    ['m{}[]', 'number'],
    ['l', 'array'],
    ['l[]', 'time'],
    ['s', 'object'],
    ['s.k', 'integer'],
  ]);
  expect((await validateFiles(text, directory, ['d.parquet'])).status).toBe('pass');
});

test.each<[string, string[], Record<string, string>]>([
  ['within the day', ['09:00:00', '17:30', '12:15:10.5'], { minimum: '08:09:00', maximum: '18:21:00' }],
  ['until midnight', ['22:00:00', '23:59:59'], { minimum: '21:48:00', maximum: '23:59:59.999999' }],
  ['of all day', ['00:05:00', '23:00:00'], {}],
])('times %s have bounds with slack', async (_name, times, expected) => {
  const directory = await temporaryDirectory({ 'd.csv': `t\n${times.join('\n')}\n` });
  const text = await infer(directory, 'd.csv');
  const [column] = readContract(text, 'inferred').tables[0]?.columns ?? [];
  expect(column?.type).toBe('time');
  const bounds = (column?.constraints ?? []).flatMap(({ demand }) =>
    'bound' in demand ? [[demand.kind, demand.bound]] : [],
  );
  expect(Object.fromEntries(bounds)).toEqual(expected);
  const validation = await validateFiles(text, directory, ['d.csv']);
  expect(validation.checks.filter(({ status }) => status !== 'pass')).toEqual([]);
});
