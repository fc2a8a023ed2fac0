import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Config, silentLogger } from '@proofmark/documents';
import { loadOnnxRuntime, openEngine } from '@proofmark/engine';
import { expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';

const workDirectory = join(import.meta.dirname, '../../..');

type Expected = {
  threshold: number;
  rows: string;
  label: string;
  features: Record<string, string>;
  models: Record<string, Record<string, Record<string, number>>>;
};

// expected.json holds the values of scikit-learn, written by examples/flight-delay/train.py with six digits.
test('two ONNX models on 518,831 real flights give the values of scikit-learn, overall and per slice', async () => {
  const expected = JSON.parse(
    await readFile(join(workDirectory, 'examples/flight-delay/expected.json'), 'utf8'),
  ) as Expected;
  const features = Object.entries(expected.features).map(([name, sql]) => `${sql} AS ${name}`);
  const { evaluation } = Config.parse({
    model: 'flight-delay',
    evaluation: {
      task: 'binary',
      rows: {
        files: 'node_modules/vega-datasets/data/flights-3m.parquet',
        sql: `SELECT __row, ${expected.label} AS late, origin, ${features.join(', ')} FROM data WHERE ${expected.rows}`,
      },
      model: 'examples/flight-delay/worse.onnx',
      'baseline-model': 'examples/flight-delay/baseline.onnx',
      columns: { id: '__row', label: 'late' },
      threshold: expected.threshold,
      slices: [{ column: 'origin', top: 3 }, 'weekday'],
    },
  });
  if (!evaluation) throw new Error('the test gives an evaluation');
  const engine = await openEngine({ workDirectory });
  const progress: number[] = [];
  const document = await evaluate({ model: 'flight-delay', evaluation, workDirectory }, engine, {
    logger: { ...silentLogger, progress: (done) => progress.push(done) },
    onnx: () => loadOnnxRuntime({ workDirectory }),
  });
  await engine.close();

  expect(progress.at(-1)).toBe(518_831);
  expect(document.classes).toEqual(['false', 'true']);
  expect(document.sums.map(({ slice }) => slice[0]?.value ?? 'all')).toHaveLength(1 + 3 + 7);
  let compared = 0;
  for (const { metric, slice, rows, candidate, baseline } of document.estimates) {
    const [key] = slice;
    const name = key ? `${key.column}=${key.value}` : 'overall';
    for (const [model, measured] of [
      ['worse', candidate],
      ['baseline', baseline],
    ] as const) {
      const own = expected.models[model]?.[name];
      if (own?.[metric] === undefined) continue;
      compared++;
      expect([name, rows]).toEqual([name, own.n]);
      expect(
        Math.abs((measured?.value ?? Number.NaN) - own[metric]),
        `${metric} of ${model}, ${name}`,
      ).toBeLessThan(2e-6);
    }
  }
  expect(compared).toBeGreaterThan(100);
  expect(document.omitted).toEqual([
    { why: 'few-rows', column: 'origin', values: 31, minRows: 100 },
    { why: 'beyond-top', column: 'origin', values: 186, top: 3 },
  ]);
});
