import type { SliceSums } from '@proofmark/documents';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { metricOf } from './fixture.ts';
import { compare, defaultMetrics, estimate, mergeSums, scaleSums } from './index.ts';
import { type BinaryRow, referenceBinarySums, referenceRegressionSums } from './reference-sums.ts';

const classes = ['0', '1'] as const;
const options = { classes, level: 0.9 };
const score = fc.integer({ min: 0, max: 20 }).map((n) => n / 20);
const rowsOf = fc.array(
  fc.record({
    label: fc.constantFrom(...classes),
    candidate: score,
    baseline: score,
    cluster: fc.constantFrom('a', 'b', 'c', 'd'),
  }),
  { minLength: 1, maxLength: 40 },
);
type Row = BinaryRow & { baseline: number };

function sumsOf(rows: readonly Row[], metric: string, clustered: boolean): SliceSums {
  return !defaultMetrics('regression').includes(metric)
    ? referenceBinarySums(rows, { classes, threshold: 0.5, clustered })
    : referenceRegressionSums(
        rows.map((row) => ({ ...row, label: Number(row.label) })),
        { clustered, centre: 0.5 },
      );
}

const binary = [
  ...defaultMetrics('binary'),
  'balanced_accuracy',
  'specificity',
  'f_beta@2',
  'jaccard',
  'mcc',
  'kappa',
];
const each = [...binary, ...defaultMetrics('regression')].flatMap((metric) => [
  [metric, false] as const,
  [metric, true] as const,
]);

test.each(each)('%s (clustered: %s): swapping the models negates the change', (metric, clustered) => {
  fc.assert(
    fc.property(rowsOf, (rows) => {
      const there = compare(metricOf(metric), sumsOf(rows, metric, clustered), options);
      const swapped = rows.map((row) => ({ ...row, candidate: row.baseline, baseline: row.candidate }));
      const back = compare(metricOf(metric), sumsOf(swapped, metric, clustered), options);
      expect(back.value === null).toBe(there.value === null);
      if (there.value === null || back.value === null) return;
      expect(back.value).toBeCloseTo(-there.value, 10);
      expect(back.interval === null).toBe(there.interval === null);
      expect(back.interval?.lower ?? 0).toBeCloseTo(-(there.interval?.upper ?? 0), 8);
    }),
    { seed: 11, numRuns: 60 },
  );
});

test.each(each)(
  '%s (clustered: %s): never NaN, the value lies in its interval and in its range',
  (metric, clustered) => {
    const [from, to] = metricOf(metric).range;
    fc.assert(
      fc.property(rowsOf, (rows) => {
        for (const side of ['candidate', 'baseline'] as const) {
          const result = estimate(metricOf(metric), sumsOf(rows, metric, clustered), side, options);
          if (result.value === null) continue;
          expect(result.value).toBeGreaterThanOrEqual(from - 1e-12);
          expect(result.value).toBeLessThanOrEqual(to + 1e-12);
          if (result.interval === null) continue;
          expect(result.interval.lower).toBeLessThanOrEqual(result.value + 1e-9);
          expect(result.interval.upper).toBeGreaterThanOrEqual(result.value - 1e-9);
        }
      }),
      { seed: 12, numRuns: 60 },
    );
  },
);

test.each([...binary, ...defaultMetrics('regression')].filter((metric) => metric !== 'roc_auc'))(
  '%s: merged shards equal the whole',
  (metric) => {
    fc.assert(
      fc.property(rowsOf, fc.nat(40), (rows, at) => {
        fc.pre(at > 0 && at < rows.length);
        const whole = sumsOf(rows, metric, false);
        const merged = mergeSums(
          sumsOf(rows.slice(0, at), metric, false),
          sumsOf(rows.slice(at), metric, false),
        );
        const [one, two] = [
          compare(metricOf(metric), whole, options),
          compare(metricOf(metric), merged, options),
        ];
        expect(two.value === null).toBe(one.value === null);
        if (one.value === null || two.value === null) return;
        expect(two.value).toBeCloseTo(one.value, 9);
        expect(two.interval?.lower ?? 0).toBeCloseTo(one.interval?.lower ?? 0, 7);
      }),
      { seed: 13, numRuns: 60 },
    );
  },
);

test('merging refuses shards of different slices', () => {
  const a = sumsOf([], 'accuracy', false);
  const b = { ...a, slice: [{ column: 'origin', value: 'ATL' }] };
  expect(() => mergeSums(a, b)).toThrow('cannot merge');
});

test('four times the rows halve the standard error and keep the value', () => {
  const rows = Array.from({ length: 40 }, (_, i) => ({
    label: classes[i % 2] ?? '0',
    candidate: ((i * 7) % 20) / 20,
    baseline: ((i * 11) % 20) / 20,
  }));
  const sums = sumsOf(rows, 'f1', false);
  for (const metric of ['f1', 'log_loss', 'roc_auc', 'accuracy'] as const) {
    const one = compare(metricOf(metric), sums, options);
    const four = compare(metricOf(metric), scaleSums(sums, 4), options);
    if (one.value === null || four.value === null) throw new Error('expected values');
    expect(four.value).toBeCloseTo(one.value, 12);
    expect((one.standardError ?? 0) / (four.standardError ?? 1)).toBeGreaterThan(1.9);
    expect((one.standardError ?? 0) / (four.standardError ?? 1)).toBeLessThan(2.1);
  }
});
