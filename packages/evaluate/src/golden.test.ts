import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Evaluation, EvaluationSection, type Side, silentLogger } from '@proofmark/documents';
import { loadOnnxRuntime, openEngine } from '@proofmark/engine';
import { compare, estimate, requireMetric } from '@proofmark/metrics';
import { beforeAll, describe, expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';

// 300 rows with ties, clusters and two sites; values by scikit-learn and statsmodels (python.json) and pROC
// (proc.json), written by the scripts beside them.
const golden = join(import.meta.dirname, '../../metrics/test/golden');

type Errors = Record<Side | 'change', number>;
type PythonSlice = {
  points: Record<Side, Record<string, number>>;
  standardErrors: Record<'row' | 'cluster', Record<string, Errors>>;
  clusteredAuc?: Errors;
};
type ProcSlice = Record<Side, { auc: number; var: number }> & { covariance: number };

async function readGolden<T>(name: string): Promise<T> {
  return JSON.parse(await readFile(join(golden, name), 'utf8')) as T;
}

async function run(task: 'binary' | 'regression', unit: 'row' | 'cluster'): Promise<Evaluation> {
  const evaluation = EvaluationSection.parse({
    task,
    predictions: `${task}.csv`,
    columns: { id: '__row', score: 'candidate', 'baseline-score': 'baseline' },
    slices: [{ column: 'site', 'min-rows': 1 }],
    ...(unit === 'cluster' && { cluster: 'cluster' }),
  });
  const engine = await openEngine({ workDirectory: golden });
  try {
    return await evaluate({ model: 'golden', evaluation, workDirectory: golden }, engine, {
      logger: silentLogger,
      onnx: () => loadOnnxRuntime({ workDirectory: golden }),
    });
  } finally {
    await engine.close();
  }
}

/** Values and standard errors of one slice of a document, by metric and side. */
function measure({ task, classes, sums }: Evaluation, slice: string) {
  const metricOf = (name: string) => requireMetric(name, { task, classes }, 'test');
  const own = sums.find(({ slice: [key] }) => (key ? `${key.column}=${key.value}` : 'all') === slice);
  if (!own) throw new Error(`no sums of ${slice}`);
  const options = { classes, level: 0.95 };
  return (metric: string, of: Side | 'change') =>
    of === 'change' ? compare(metricOf(metric), own, options) : estimate(metricOf(metric), own, of, options);
}

function close(received: number | null | undefined, expected: number | undefined, what: string): void {
  const difference = Math.abs((received ?? Number.NaN) - (expected ?? Number.NaN));
  expect(difference, `${what}: ${received}, expected ${expected}`).toBeLessThan(1e-9);
}

const parts = ['candidate', 'baseline', 'change'] as const;

describe.each([
  ['binary', 'row'],
  ['binary', 'cluster'],
  ['regression', 'row'],
  ['regression', 'cluster'],
] as const)('%s sums by %s from the engine', (task, unit) => {
  let document: Evaluation;
  let python: Record<string, PythonSlice>;
  beforeAll(async () => {
    document = await run(task, unit);
    python = (await readGolden<Record<typeof task, Record<string, PythonSlice>>>('python.json'))[task];
  });

  test('give the values of scikit-learn on every slice', () => {
    expect(document.sums).toHaveLength(Object.keys(python).length);
    for (const [slice, { points }] of Object.entries(python)) {
      const measured = measure(document, slice);
      for (const side of ['candidate', 'baseline'] as const) {
        for (const [metric, value] of Object.entries(points[side])) {
          close(measured(metric, side).value, value, `${metric} of ${side}, ${slice}`);
        }
      }
    }
  });

  test('give the standard errors of statsmodels on every slice', () => {
    for (const [slice, { standardErrors, clusteredAuc }] of Object.entries(python)) {
      const measured = measure(document, slice);
      const expected: Record<string, Errors> = {
        ...standardErrors[unit],
        ...(unit === 'cluster' && clusteredAuc && { roc_auc: clusteredAuc }),
      };
      for (const [metric, errors] of Object.entries(expected)) {
        for (const part of parts) {
          const result = measured(metric, part);
          close('standardError' in result ? result.standardError : null, errors[part], `${metric}, ${slice}`);
        }
      }
    }
  });
});

test('binary sums by row give the AUC and the covariances of pROC on every slice', async () => {
  const document = await run('binary', 'row');
  const { pROC, ...slices } = await readGolden<{ pROC: string } & { [slice: string]: ProcSlice }>(
    'proc.json',
  );
  expect(pROC).toMatch(/^1\./);
  for (const [slice, { candidate, baseline, covariance }] of Object.entries(slices)) {
    const measured = measure(document, slice);
    const variance = (part: (typeof parts)[number]) => {
      const result = measured('roc_auc', part);
      return 'standardError' in result ? (result.standardError ?? 0) ** 2 : null;
    };
    close(measured('roc_auc', 'candidate').value, candidate.auc, slice);
    close(measured('roc_auc', 'baseline').value, baseline.auc, slice);
    close(variance('candidate'), candidate.var, slice);
    close(variance('baseline'), baseline.var, slice);
    close(variance('change'), candidate.var + baseline.var - 2 * covariance, slice);
  }
});
