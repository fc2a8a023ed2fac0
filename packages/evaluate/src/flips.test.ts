import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EvaluationSection, type Flips, silentLogger } from '@proofmark/documents';
import { openEngine } from '@proofmark/engine';
import { afterEach, expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';

const directories: string[] = [];
afterEach(async () => {
  for (const directory of directories.splice(0)) await rm(directory, { recursive: true, force: true });
});

async function flipsOf(csv: string, section: object): Promise<Flips | undefined> {
  const workDirectory = await mkdtemp(join(tmpdir(), 'flips-'));
  directories.push(workDirectory);
  await writeFile(join(workDirectory, 'p.csv'), csv);
  const evaluation = EvaluationSection.parse({ predictions: 'p.csv', ...section });
  const engine = await openEngine({ workDirectory, threads: 2 });
  const onnx = () => Promise.reject(new Error('no model is run here'));
  try {
    const spec = { model: 'm', evaluation, workDirectory };
    return (await evaluate(spec, engine, { logger: silentLogger, onnx })).flips;
  } finally {
    await engine.close();
  }
}

const binary = { task: 'binary', columns: { 'baseline-score': 'q' } };
const multiclass = { task: 'multiclass', columns: { prediction: 'p', 'baseline-prediction': 'q' } };
const multilabel = {
  task: 'multilabel',
  columns: { label: 'is_{class}', prediction: 'p_{class}', 'baseline-prediction': 'q_{class}' },
};

test.each([
  {
    name: 'binary',
    section: binary,
    csv: 'id,label,score,q\n1,1,0.9,0.1\n2,1,0.5,0.9\n3,0,0.6,0.4\n4,0,0.1,0.2\n5,1,0.1,0.8\n',
    expected: { column: 'id', seed: 1, lost: { rows: 2, ids: ['3', '5'] }, won: { rows: 1, ids: ['1'] } },
  },
  {
    name: 'multiclass',
    section: multiclass,
    csv: 'id,label,p,q\na,x,x,y\nb,y,z,z\nc,z,x,z\n',
    expected: { column: 'id', seed: 1, lost: { rows: 1, ids: ['c'] }, won: { rows: 1, ids: ['a'] } },
  },
  {
    name: 'multilabel, where all labels of a row must be right',
    section: multilabel,
    csv: 'id,is_a,is_b,p_a,p_b,q_a,q_b\n1,1,1,1,1,1,0\n2,0,0,0,1,0,0\n3,0,1,1,0,1,1\n',
    expected: { column: 'id', seed: 1, lost: { rows: 1, ids: ['2'] }, won: { rows: 1, ids: ['1'] } },
  },
])('rows that flipped are told by their ids: $name', async ({ csv, section, expected }) => {
  const flips = await flipsOf(csv, section);
  const sorted = (ids: readonly string[] = []) => [...ids].sort();
  expect(flips && { ...flips, lost: { ...flips.lost, ids: sorted(flips.lost.ids) } }).toEqual(expected);
});

test.each([
  ['there is no baseline', 'id,label,score\n1,1,0.9\n2,0,0.1\n', { task: 'binary' }],
  [
    'nothing is right or wrong',
    'id,label,score,q\n1,1,0.9,1\n2,0,0.1,0\n',
    { task: 'regression', columns: { 'baseline-score': 'q' } },
  ],
])('no flips are told when %s', async (_, csv, section) => {
  expect(await flipsOf(csv, section)).toBeUndefined();
});

const many = (id: (i: number) => string, order: (i: number) => number) => {
  const rows = Array.from({ length: 200 }, (_, i) => `${id(order(i))},1,0.1,0.9`);
  return `id,label,score,q\n${rows.join('\n')}\n0,0,0.1,0.1\n`;
};

test('the sample is bounded and depends on the ids alone, not on the order of the rows', async () => {
  const one = await flipsOf(
    many(
      (i) => `row${i}`,
      (i) => i,
    ),
    binary,
  );
  const other = await flipsOf(
    many(
      (i) => `row${i}`,
      (i) => 199 - i,
    ),
    binary,
  );
  expect(one?.lost.rows).toBe(200);
  expect(one?.lost.ids).toHaveLength(10);
  expect(new Set(one?.lost.ids)).not.toEqual(new Set(Array.from({ length: 10 }, (_, i) => `row${i}`)));
  expect(other).toEqual(one);
});

test('ids that are personal data are masked, and long ones are cut', async () => {
  const flips = await flipsOf(
    many(
      (i) => (i < 190 ? `ada${i}@example.org` : 'x'.repeat(300) + i),
      (i) => i,
    ),
    binary,
  );
  for (const id of flips?.lost.ids ?? []) expect(id).toMatch(/^(\[masked: e-mail\]|x{99}…)$/);
});
