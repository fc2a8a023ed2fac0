import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Evaluation, EvaluationSection, type Side, silentLogger } from '@proofmark/documents';
import { loadOnnxRuntime, openEngine } from '@proofmark/engine';
import { evaluate } from '@proofmark/evaluate';
import { compare, estimate, metricCatalogue, requireMetric } from '@proofmark/metrics';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { python, whyNoPeers } from './peer-python.ts';

/**
 * Standard errors of the whole way from files to estimates against 10,000 seeded bootstrap replicates in numpy
 * (test/peers/bootstrap): of every smooth metric, of both models and of their difference, by row and by cluster, weighted
 * and not. BOOTSTRAP_REPLICATES sets another number. PROOFMARK_PYTHON is an interpreter with test/peers/requirements.txt.
 */
const replicates = Number(process.env.BOOTSTRAP_REPLICATES ?? 10_000);
const missing = whyNoPeers('standard errors of the bootstrap');

/** No smooth functions of means, so that they are not held to the bootstrap. */
const NOT_SMOOTH: Readonly<Record<string, string>> = {
  ece: 'a sum of absolute values, most of them near 0, where the absolute value has a kink',
  ece_mass: 'as ece, over bins whose edges move with the rows',
  coverage_error: 'an absolute value, near 0 where the intervals are good',
  median_ae: 'a quantile: its interval is of order statistics',
  max_error: 'an extreme: it has no interval',
};

/** Smooth in the limit: the place where the curve is read is estimated too, which some thousand rows still show. */
const READ_OFF_A_CURVE = ['ks', 'gain', 'lift'];

type Part = Side | 'change';
type Drawn = { value: number; deviation: number; monteCarlo: number };
type Golden = Record<keyof typeof sections, Record<keyof typeof units, Record<string, Record<Part, Drawn>>>>;

const pair = { score: 'candidate', 'baseline-score': 'baseline' };
const sections = {
  binary: { columns: pair },
  multiclass: {
    columns: {
      prediction: 'candidate',
      'baseline-prediction': 'baseline',
      scores: 'candidate_{class}',
      'baseline-scores': 'baseline_{class}',
    },
  },
  multilabel: {
    columns: {
      label: 'is_{class}',
      prediction: 'candidate_{class}',
      'baseline-prediction': 'baseline_{class}',
      scores: 'p_candidate_{class}',
      'baseline-scores': 'p_baseline_{class}',
    },
  },
  regression: { columns: pair },
  ranking: { columns: pair },
  scores: {
    scores: ['grade', 'cost', 'solved', 'toxic'].map((column) => ({
      column,
      'baseline-column': `${column}_before`,
      better: column === 'cost' || column === 'toxic' ? 'lower' : 'higher',
    })),
  },
  forecast: {
    columns: {
      ...pair,
      quantiles: 'candidate_{quantile}',
      'baseline-quantiles': 'baseline_{quantile}',
    },
    history: { files: 'past.csv', season: 4 },
  },
};

const units = {
  row: {},
  cluster: { cluster: 'cluster' },
  weighted: { weight: 'weight' },
  'weighted cluster': { weight: 'weight', cluster: 'cluster' },
};

const tasks = Object.keys(sections) as (keyof typeof sections)[];
const cases = tasks.flatMap((task) =>
  (Object.keys(units) as (keyof typeof units)[]).map((unit) => [task, unit] as const),
);

/** Four Monte-Carlo errors, and what the terms of higher order make of some hundred clusters. */
const tolerance = ({ monteCarlo }: Drawn, name: string) =>
  4 * monteCarlo + (READ_OFF_A_CURVE.includes(name.replace(/@.*/, '')) ? 0.05 : 0.01);

describe.skipIf(missing)('the bootstrap', () => {
  let directory: string;
  let golden: Golden;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'bootstrap-test-'));
    const script = join(import.meta.dirname, '../peers/bootstrap');
    execFileSync(python, ['-B', script, directory, String(replicates)], { stdio: 'inherit' });
    golden = JSON.parse(await readFile(join(directory, 'bootstrap.json'), 'utf8'));
  }, 20 * 60_000);
  afterAll(() => rm(directory, { recursive: true, force: true }));

  async function run(task: keyof typeof sections, unit: keyof typeof units, metrics: readonly string[]) {
    const evaluation = EvaluationSection.parse({
      task,
      predictions: `${task}.csv`,
      metrics,
      ...sections[task],
      ...units[unit],
    });
    const engine = await openEngine({ workDirectory: directory, threads: 2 });
    try {
      const ports = { logger: silentLogger, onnx: () => loadOnnxRuntime({ workDirectory: directory }) };
      return Evaluation.parse(
        await evaluate({ model: 'drawn', evaluation, workDirectory: directory }, engine, ports),
      );
    } finally {
      await engine.close();
    }
  }

  test.each(tasks)('covers every smooth metric of the task %s', (task) => {
    const bases = new Set(Object.keys(golden[task].row).map((name) => name.replace(/@.*|=.*\]/, '')));
    const expected = Object.keys(metricCatalogue[task])
      .map((key) => key.replace(/\]$/, ''))
      .filter((key) => !Object.hasOwn(NOT_SMOOTH, key));
    expect([...expected].filter((key) => !bases.has(key))).toEqual([]);
  });

  test.each(cases)(
    '%s by %s: the standard errors of its metrics are those of the bootstrap',
    async (task, unit) => {
      const drawn = golden[task][unit];
      const { sums, classes } = await run(task, unit, Object.keys(drawn));
      const [whole] = sums;
      if (!whole) throw new Error('expected sums of all rows');
      for (const [name, parts] of Object.entries(drawn)) {
        const metric = requireMetric(name, { task, classes }, 'test');
        for (const part of ['candidate', 'baseline', 'change'] as const) {
          const options = { classes, level: 0.95 };
          const found =
            part === 'change' ? compare(metric, whole, options) : estimate(metric, whole, part, options);
          if (found.value === null) throw new Error(`${name} of ${part}: ${found.reason}`);
          const { value, deviation } = parts[part];
          const off = Math.abs(found.value - value) / Math.max(1, Math.abs(value));
          expect.soft(off, `${name} of ${part}: ${found.value}, expected ${value}`).toBeLessThan(1e-9);
          const ratio = (found.standardError ?? Number.NaN) / deviation;
          expect
            .soft(Math.abs(ratio - 1), `standard error of ${name} of ${part}: ${ratio} times the bootstrap's`)
            .toBeLessThan(tolerance(parts[part], name));
        }
      }
    },
  );
});
