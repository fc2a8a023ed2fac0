import type { Cell, SliceSums } from '@proofmark/documents';
import { expect, test } from 'vitest';
import { binarySums, CLASSES, metricOf } from './fixture.ts';
import { compare, estimate } from './index.ts';

/** Shares of rows by label and prediction. */
type World = { tn: number; fp: number; fn: number; tp: number };

const REPLICATES = 1500;
/** Of a share that is truly 0.95, four standard errors of the simulation below. */
const LEAST = 0.95 - 4 * Math.sqrt((0.95 * 0.05) / REPLICATES);

/** Mulberry32 of T. Ettinger: seeded, so these tests fail for a change only. */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function sumsOf(counts: readonly number[]): SliceSums {
  const cells = counts.map(
    (rows, i): Cell => ({ label: String(i >> 1), candidate: String(i & 1), baseline: null, rows }),
  );
  return {
    slice: [],
    rows: cells.reduce((sum, { rows }) => sum + rows, 0),
    cells: cells.filter(({ rows }) => rows > 0),
    moments: { unit: 'row', features: [], strata: [] },
  };
}

const worldOf = (prevalence: number, recall: number, fallOut: number): World => ({
  tn: (1 - prevalence) * (1 - fallOut),
  fp: (1 - prevalence) * fallOut,
  fn: prevalence * (1 - recall),
  tp: prevalence * recall,
});

/** How many of the intervals that there are hold the truth. */
function coverage(name: string, { tn, fp, fn, tp }: World, rows: number): number {
  const metric = metricOf(name);
  const limits = { classes: CLASSES, level: 0.95 };
  const scale = 2 ** 40;
  const truth = estimate(metric, sumsOf([tn, fp, fn, tp].map((p) => p * scale)), 'candidate', limits).value;
  const next = uniform(5);
  let [held, counted] = [0, 0];
  for (let i = 0; i < REPLICATES; i++) {
    const counts = [0, 0, 0, 0];
    for (let j = 0; j < rows; j++) {
      const u = next();
      const k = u < tn ? 0 : u < tn + fp ? 1 : u < tn + fp + fn ? 2 : 3;
      counts[k] = (counts[k] ?? 0) + 1;
    }
    const found = estimate(metric, sumsOf(counts), 'candidate', limits);
    if (found.value === null || found.interval === null) continue;
    counted++;
    if (found.interval.lower <= (truth ?? 0) && (truth ?? 0) <= found.interval.upper) held++;
  }
  expect(counted).toBeGreaterThan(REPLICATES / 2);
  return held / counted;
}

test.each([
  ['f_beta@0.5', 0.05, 0.6, 0.02, 100],
  ['f_beta@0.5', 0.1, 0.9, 0.3, 40],
  ['f_beta@2', 0.1, 0.9, 0.3, 40],
  ['f_beta@2', 0.2, 0.2, 0.02, 60],
  ['f_beta@5', 0.3, 0.95, 0.02, 100],
  ['mcc', 0.5, 0.1, 0.05, 40],
  ['mcc', 0.5, 0.05, 0.05, 60],
  ['mcc', 0.5, 0.05, 0.05, 100],
])(
  '%s of prevalence %s, recall %s and fall-out %s holds its level on %i rows',
  (name, prevalence, recall, fallOut, rows) => {
    expect(coverage(name, worldOf(prevalence, recall, fallOut), rows)).toBeGreaterThan(LEAST);
  },
);

test('rows of weight 1 have the degrees of freedom that they have without weights', () => {
  const rows = Array.from({ length: 300 }, (_, i) => ({
    label: i % 25 === 0 ? '1' : '0',
    candidate: i % 3 === 0 ? 0.9 : 0.1,
    baseline: i % 7 === 0 ? 0.9 : 0.1,
    cluster: String(i),
  }));
  const options = { classes: CLASSES, level: 0.95 };
  const [plain = [], weighted = []] = [false, true].map((clustered) => {
    const sums = binarySums(rows, clustered);
    const kappa = metricOf('kappa');
    return [estimate(kappa, sums, 'candidate', options), compare(kappa, sums, options)].map((found) =>
      found.value === null ? Number.NaN : found.degreesOfFreedom,
    );
  });
  expect(Math.max(...weighted)).toBeLessThan(100);
  for (const [i, df] of weighted.entries()) expect(df).toBeCloseTo(plain[i] ?? Number.NaN, 6);
});
