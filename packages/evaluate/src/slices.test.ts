import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Config, type Evaluation, showSlice, silentLogger } from '@proofmark/documents';
import { loadOnnxRuntime, openEngine } from '@proofmark/engine';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';

let workDirectory: string;

/** 12 airports' rows: three origins by two days, distances 1 to 12, one of them unknown. */
beforeAll(async () => {
  workDirectory = await mkdtemp(join(tmpdir(), 'slices-test-'));
  const rows = Array.from({ length: 12 }, (_, i) =>
    [
      i,
      i % 2,
      (i % 5) / 5,
      ['ATL', 'a"b', 'ATL', 'ORD'][i % 4],
      i < 6 ? 'Mon' : 'Tue',
      i === 4 ? '' : i + 1,
    ].join(),
  );
  await writeFile(
    join(workDirectory, 'p.csv'),
    `id,label,score,origin,day,distance\n${rows.join('\n').replaceAll('a"b', '"a""b"')}\n`,
  );
});
afterAll(() => rm(workDirectory, { recursive: true, force: true }));

async function run(slices: readonly unknown[]): Promise<Evaluation> {
  const { evaluation } = Config.parse({
    model: 'm',
    evaluation: { task: 'binary', predictions: 'p.csv', slices, metrics: ['accuracy'] },
  });
  if (!evaluation) throw new Error('given above');
  const engine = await openEngine({ workDirectory, threads: 1 });
  try {
    return await evaluate({ model: 'm', evaluation, workDirectory }, engine, {
      logger: silentLogger,
      onnx: () => loadOnnxRuntime({ workDirectory }),
    });
  } finally {
    await engine.close();
  }
}

const counts = ({ sums }: Evaluation) =>
  Object.fromEntries(sums.slice(1).map(({ slice, rows }) => [showSlice(slice), rows]));

test('crossed columns give a slice for each pair of values that occurs', async () => {
  const { sums, omitted } = await run([{ columns: ['origin', 'day'], 'min-rows': 2 }]);
  expect(sums.slice(1).map(({ slice, rows }) => [rows, ...slice.map(({ value }) => value)])).toEqual([
    [3, 'ATL', 'Mon'],
    [3, 'ATL', 'Tue'],
    [2, 'ORD', 'Tue'],
    [2, 'a"b', 'Mon'],
  ]);
  expect(sums[1]?.slice.map(({ column }) => column)).toEqual(['origin', 'day']);
  expect(omitted).toEqual([{ why: 'few-rows', column: 'origin x day', values: 2, minRows: 2 }]);
});

test('bins hold equally many rows, and rows without a number belong to none', async () => {
  const evaluation = await run([{ column: 'distance', bins: 3, 'min-rows': 1 }]);
  expect(counts(evaluation)).toEqual({ 'distance=≤ 4': 4, 'distance=(4, 9]': 4, 'distance=> 9': 3 });
  expect(evaluation.omitted).toEqual([{ why: 'no-value', column: 'distance', rows: 1 }]);
});

test('bins may be crossed with values', async () => {
  const slice = { columns: [{ column: 'distance', bins: 2 }, 'day'], 'min-rows': 1 };
  expect(counts(await run([slice]))).toEqual({
    'distance=≤ 7, day=Mon': 5,
    'distance=≤ 7, day=Tue': 1,
    'distance=> 7, day=Tue': 5,
  });
});

test.each([
  [[{ column: 'origin', bins: 3 }], /"origin": expected numbers/],
  [[{ columns: ['origin', 'dayy'] }], /"dayy" \(evaluation\.slices\) is missing; did you mean "day"/],
  [['origin', { column: 'origin' }], /evaluation\.slices\[1\]: expected each column or crossing once/],
])('slices that cannot be made are refused: %j', async (slices, message) => {
  await expect(run(slices)).rejects.toThrow(message);
});
