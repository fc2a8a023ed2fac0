import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Evaluation, EvaluationSection, type Side, silentLogger } from '@proofmark/documents';
import { loadOnnxRuntime, openEngine } from '@proofmark/engine';
import { compare, estimate, requireMetric } from '@proofmark/metrics';
import { describe, expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';

// 240 rows with ties, weights, clusters and two sites; values by scikit-learn, standard errors by its numeric
// derivatives (classes.json), written by classes.py beside them.
const golden = join(import.meta.dirname, '../../metrics/test/golden');
const CLASSES = ['bird', 'cat', 'dog', 'fox'];

type Errors = Record<Side | 'change', number>;
type Points = Record<Side, Record<string, number>>;
type Slice = { points: Points; weighted?: Points; standardErrors?: Record<string, Record<string, Errors>> };
const python = JSON.parse(await readFile(join(golden, 'classes.json'), 'utf8')) as Record<
  'binary' | 'multiclass' | 'multilabel',
  Record<string, Slice>
>;

const columns = {
  binary: { label: 'positive', score: 'p', 'baseline-score': 'q' },
  multiclass: {
    label: 'label',
    prediction: 'candidate',
    'baseline-prediction': 'baseline',
    scores: 'candidate_{class}',
    'baseline-scores': 'baseline_{class}',
  },
  multilabel: {
    label: 'is_{class}',
    prediction: 'c_{class}',
    'baseline-prediction': 'b_{class}',
    scores: 'cs_{class}',
    'baseline-scores': 'bs_{class}',
  },
};

const units = {
  row: {},
  cluster: { cluster: 'cluster' },
  weighted: { weight: 'weight' },
  'weighted cluster': { weight: 'weight', cluster: 'cluster' },
};

async function run(task: keyof typeof columns, metrics: string[], unit: object): Promise<Evaluation> {
  const evaluation = EvaluationSection.parse({
    task,
    predictions: 'classes.csv',
    columns: { id: '__row', ...columns[task] },
    slices: [{ column: 'site', 'min-rows': 1 }],
    metrics,
    ...unit,
  });
  const engine = await openEngine({ workDirectory: golden });
  try {
    return Evaluation.parse(
      await evaluate({ model: 'golden', evaluation, workDirectory: golden }, engine, {
        logger: silentLogger,
        onnx: () => loadOnnxRuntime({ workDirectory: golden }),
      }),
    );
  } finally {
    await engine.close();
  }
}

function measure({ task, classes, sums }: Evaluation, slice: string) {
  const own = sums.find(({ slice: [key] }) => (key ? `${key.column}=${key.value}` : 'all') === slice);
  if (!own) throw new Error(`no sums of ${slice}`);
  const options = { classes, level: 0.95 };
  return (name: string, of: Side | 'change') => {
    const metric = requireMetric(name, { task, classes }, 'test');
    const result = of === 'change' ? compare(metric, own, options) : estimate(metric, own, of, options);
    if (result.value === null) throw new Error(`${name} of ${of}: ${result.reason}`);
    return result;
  };
}

function close(received: number | null | undefined, expected: number | undefined, what: string): void {
  const difference = Math.abs((received ?? Number.NaN) - (expected ?? Number.NaN));
  expect.soft(difference, `${what}: ${received}, expected ${expected}`).toBeLessThan(1e-9);
}

/** DeLong's variance divides by the size of each class less one, the jackknife by that of the sample. */
const DELONG = 'roc_auc';

describe.each(['binary', 'multiclass', 'multilabel'] as const)('%s', (task) => {
  const whole = python[task].all as Slice;
  const names = Object.keys(whole.points.candidate);

  test.each(Object.entries(units))(
    'by %s: values of scikit-learn, errors of its jackknife',
    async (unit, key) => {
      const isWeighted = unit.startsWith('weighted');
      const asked = isWeighted ? Object.keys(whole.weighted?.candidate ?? {}) : names;
      const document = await run(task, asked, key);
      for (const [slice, { points, weighted, standardErrors }] of Object.entries(python[task])) {
        const expected = isWeighted ? weighted : points;
        const measured = measure(document, slice);
        for (const side of ['candidate', 'baseline'] as const) {
          for (const [metric, value] of Object.entries(expected?.[side] ?? {})) {
            close(measured(metric, side).value, value, `${metric} of ${side}, ${slice}`);
          }
        }
        for (const [metric, errors] of Object.entries(standardErrors?.[unit] ?? {})) {
          if (metric === DELONG && unit === 'row') continue;
          for (const part of ['candidate', 'baseline', 'change'] as const) {
            // What shows no spread has none, or an unknown one.
            if (errors[part] < 1e-12) {
              expect.soft(measured(metric, part).standardError ?? 0, `${metric} of ${part}`).toBe(0);
              continue;
            }
            close(measured(metric, part).standardError, errors[part], `error of ${metric} of ${part}`);
          }
        }
      }
      if (task === 'multiclass') expect(document.classes).toEqual(CLASSES);
    },
  );
});
