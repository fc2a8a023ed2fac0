import { readFileSync } from 'node:fs';
import type { CategoricalColumn, NumericColumn } from '@proofmark/documents';
import { describe, expect, test } from 'vitest';
import { wassersteinDistance, wassersteinNoise } from './wasserstein.ts';

type Numbers = Pick<NumericColumn, 'edges' | 'counts' | 'outerMeans' | 'standardDeviation'>;
type Counts = readonly number[];

/** Written by test/golden/wasserstein.py with scipy. */
const golden = JSON.parse(
  readFileSync(new URL('../test/golden/wasserstein.json', import.meta.url), 'utf8'),
) as {
  categories: { reference: Counts; current: Counts; wasserstein: number }[];
  categoryNoise: { shares: Counts; n: number; m: number; percentile: number }[];
  numbers: { name: string; reference: Numbers; current: Numbers; wasserstein: number; ofRows: number }[];
  numberNoise: { name: string; n: number; m: number; profile: Numbers; percentile: number }[];
};

function numbers(facts: Numbers, changes: Partial<NumericColumn> = {}): NumericColumn {
  const rows = facts.counts.reduce((a, b) => a + b, 0);
  return {
    kind: 'numeric',
    name: 'x',
    rows,
    nulls: 0,
    mean: 0,
    minimum: null,
    maximum: null,
    ...facts,
    ...changes,
  };
}

function texts(counts: Counts): CategoricalColumn {
  const values = counts.map((count, i) => ({ value: `v${i}`, count }));
  const rows = counts.reduce((a, b) => a + b, 0);
  return { kind: 'categorical', name: 'x', rows, nulls: 0, distinct: values.length, values, other: 0 };
}

describe('of numbers', () => {
  test.each(golden.numbers)(
    '$name: agrees with quadrature by scipy',
    ({ reference, current, wasserstein }) => {
      expect(wassersteinDistance(numbers(reference), numbers(current))).toBeCloseTo(wasserstein, 7);
    },
  );

  test.each(golden.numbers)('$name: is near to the distance of the rows themselves', (row) => {
    const { wasserstein, ofRows } = row;
    // Ten bins stand for all rows: what moves within a bin is not seen.
    expect(Math.abs(wasserstein - ofRows)).toBeLessThan(0.02 + 0.05 * ofRows);
  });

  test.each(golden.numberNoise)('$name: noise agrees with a simulation of $n and $m rows', (row) => {
    const { profile, n, m, percentile } = row;
    const total = profile.counts.reduce((a, b) => a + b, 0);
    const of = (rows: number) =>
      numbers({ ...profile, counts: profile.counts.map((c) => (c * rows) / total) });
    const noise = wassersteinNoise(of(n), of(m));
    // 1,500 draws give the percentile to a few percent; what is too large only asks for more evidence.
    expect(noise / percentile).toBeGreaterThan(0.93);
    expect(noise / percentile).toBeLessThan(1.15);
  });

  const column = numbers({
    edges: [1, 2],
    counts: [10, 10, 10],
    outerMeans: [0.5, 2.5],
    standardDeviation: 1,
  });
  test.each<[string, NumericColumn, number]>([
    ['equal', column, 0],
    ['all above every edge', { ...column, counts: [0, 0, 30], outerMeans: [null, 1001.5] }, 1000],
    ['all below every edge', { ...column, counts: [30, 0, 0], outerMeans: [-998.5, null] }, 1000],
    ['without rows', { ...column, counts: [0, 0, 0], outerMeans: [null, null] }, 0],
    ['at one place', { ...column, counts: [30, 0, 0], outerMeans: [1, null] }, 5 / 6],
  ])('%s', (_name, other, distance) => {
    expect(wassersteinDistance(column, other)).toBeCloseTo(distance, 12);
    expect(wassersteinDistance(other, column)).toBeCloseTo(distance, 12);
  });

  test('one extreme value among many does not stretch its bin', () => {
    const before = { ...column, counts: [1000, 1000, 1000], maximum: 3 };
    const after = {
      ...before,
      maximum: 1e9,
      counts: [1000, 1000, 1001],
      outerMeans: [0.5, 2.6] as [number, number],
    };
    expect(wassersteinDistance(before, after)).toBeLessThan(0.1);
  });

  test('a profile without means of the open bins reaches from the minimum to the maximum', () => {
    const { outerMeans: _, ...old } = column;
    const before = { ...old, minimum: 0, maximum: 3 };
    expect(wassersteinDistance(before, column)).toBeCloseTo(0, 12);
    expect(wassersteinDistance(before, { ...before, minimum: -2 })).toBeCloseTo(1 / 3, 12);
  });

  test.each([1e-300, 1e300])('has no unit: values of %d give the same', (factor) => {
    const large = (facts: Numbers): NumericColumn =>
      numbers({
        counts: facts.counts,
        edges: facts.edges.map((edge) => edge * factor),
        outerMeans: facts.outerMeans?.map((mean) => (mean ?? 0) * factor) as [number, number],
        standardDeviation: (facts.standardDeviation ?? 0) * factor,
      });
    for (const { reference, current, wasserstein } of golden.numbers) {
      expect(wassersteinDistance(large(reference), large(current))).toBeCloseTo(wasserstein, 7);
    }
  });
});

describe('of values without order', () => {
  test.each(golden.categories)(
    '$reference and $current agree with scipy',
    ({ reference, current, wasserstein }) => {
      expect(wassersteinDistance(texts(reference), texts(current))).toBeCloseTo(wasserstein, 12);
    },
  );

  test.each(golden.categoryNoise)(
    'noise of $n and $m rows agrees with a simulation',
    ({ shares, n, m, percentile }) => {
      const of = (rows: number) => texts(shares.map((share) => share * rows));
      const noise = wassersteinNoise(of(n), of(m));
      expect(noise / percentile).toBeGreaterThan(0.96);
      expect(noise / percentile).toBeLessThan(1.06);
    },
  );

  test('one value is nothing to tell apart', () => {
    expect(wassersteinNoise(texts([10]), texts([20]))).toBe(0);
    expect(wassersteinDistance(texts([10]), texts([0]))).toBe(0);
  });
});
