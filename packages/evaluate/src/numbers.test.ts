import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Evaluation, EvaluationSection, type Side, silentLogger } from '@proofmark/documents';
import { loadOnnxRuntime, openEngine } from '@proofmark/engine';
import { compare, estimate, requireMetric } from '@proofmark/metrics';
import { expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';

// Rows and values are committed beside the Python scripts that write them (scikit-learn, numpy); standard errors are those
// of the numeric jackknife of the same functions.
const golden = join(import.meta.dirname, '../../metrics/test/golden');

type Errors = Record<Side | 'change', number>;
type Points = Record<Side, Record<string, number>>;
type Slice = { points: Points; weighted: Points; standardErrors?: Record<string, Record<string, Errors>> };

async function readSlices(name: string): Promise<Record<string, Slice>> {
  return JSON.parse(await readFile(join(golden, name), 'utf8')) as Record<string, Slice>;
}

async function run(section: Record<string, unknown>): Promise<Evaluation> {
  const evaluation = EvaluationSection.parse(section);
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

function close(received: number | null, expected: number | undefined, what: string): void {
  const difference = Math.abs((received ?? Number.NaN) - (expected ?? Number.NaN));
  const scale = Math.max(1, Math.abs(expected ?? 0));
  expect.soft(difference / scale, `${what}: ${received}, expected ${expected}`).toBeLessThan(1e-9);
}

const units = {
  row: {},
  cluster: { cluster: 'cluster' },
  weighted: { weight: 'weight' },
  'weighted cluster': { weight: 'weight', cluster: 'cluster' },
};

const sections = {
  'numbers.json': {
    task: 'regression',
    predictions: 'numbers.csv',
    columns: { id: '__row', score: 'candidate', 'baseline-score': 'baseline' },
    slices: [{ column: 'site', 'min-rows': 1 }],
  },
  'ranking.json': {
    task: 'ranking',
    predictions: 'ranking.csv',
    columns: { score: 'candidate', 'baseline-score': 'baseline' },
    slices: [{ column: 'site', 'min-rows': 1 }],
  },
  'forecast.json': {
    task: 'forecast',
    predictions: 'forecast.csv',
    columns: {
      score: 'candidate',
      'baseline-score': 'baseline',
      quantiles: 'candidate_{quantile}',
      'baseline-quantiles': 'baseline_{quantile}',
    },
    history: { files: 'forecast_past.csv', season: 4 },
    slices: [{ column: 'site', 'min-rows': 1 }],
  },
};

const cases = Object.keys(sections).flatMap((file) =>
  Object.keys(units).map((unit) => [file as keyof typeof sections, unit as keyof typeof units] as const),
);

test.each(cases)('%s by %s: values and standard errors of Python', async (file, unit) => {
  const python = await readSlices(file);
  const kind = unit.startsWith('weighted') ? 'weighted' : 'points';
  const metrics = Object.keys(python.all?.[kind].candidate ?? {});
  const document = await run({ ...sections[file], metrics, ...units[unit] });
  for (const [slice, expected] of Object.entries(python)) {
    const measured = measure(document, slice);
    for (const side of ['candidate', 'baseline'] as const) {
      for (const [metric, value] of Object.entries(expected[kind][side])) {
        close(measured(metric, side).value, value, `${metric} of ${side}, ${slice}`);
      }
    }
    for (const [metric, errors] of Object.entries(expected.standardErrors?.[unit] ?? {})) {
      for (const part of ['candidate', 'baseline', 'change'] as const) {
        close(measured(metric, part).standardError, errors[part], `error of ${metric} of ${part}`);
      }
    }
  }
});
