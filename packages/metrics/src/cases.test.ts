import type { SliceSums } from '@proofmark/documents';
import { expect, test } from 'vitest';
import { metricOf } from './fixture.ts';
import { compare, estimate } from './index.ts';
import { type BinaryRow, referenceBinarySums, referenceRegressionSums } from './reference-sums.ts';

const classes = ['no', 'yes'] as const;
const options = { classes, level: 0.95 };

const row = (label: string, candidate: number, baseline?: number, cluster = 'a'): BinaryRow => ({
  label,
  candidate,
  baseline,
  cluster,
});
const binary = (rows: BinaryRow[], clustered = false) =>
  referenceBinarySums(rows, { classes, threshold: 0.5, clustered });
const regression = (rows: [label: number, candidate: number][]) =>
  referenceRegressionSums(
    rows.map(([label, candidate]) => ({ label, candidate })),
    { clustered: false, centre: 0 },
  );

const bothClasses = [row('yes', 0.9, 0.8), row('yes', 0.7, 0.6), row('no', 0.2, 0.3), row('no', 0.6, 0.1)];

const undefinedCases: [name: string, metric: string, sums: SliceSums, reason: string][] = [
  ['an empty slice', 'accuracy', binary([]), 'no rows'],
  ['an empty slice by cluster', 'roc_auc', binary([], true), 'no rows'],
  ['AUC of positives only', 'roc_auc', binary([row('yes', 0.9)]), 'only one class among the labels'],
  [
    'AUC of negatives only by cluster',
    'roc_auc',
    binary([row('no', 0.9)], true),
    'only one class among the labels',
  ],
  [
    'precision without predicted positives',
    'precision',
    binary([row('yes', 0.1)]),
    'no predicted positives (zero division)',
  ],
  ['recall without positives', 'recall', binary([row('no', 0.9)]), 'no positive labels (zero division)'],
  [
    'F1 of true negatives only',
    'f1',
    binary([row('no', 0.1)]),
    'no positive labels and no predicted positives (zero division)',
  ],
  ['R² of one row', 'r2', regression([[3, 2]]), 'fewer than two rows'],
  [
    'R² of equal labels',
    'r2',
    regression([
      [3, 2],
      [3, 4],
    ]),
    'all labels are equal',
  ],
  ['a metric of another task', 'rmse', binary(bothClasses), 'the sums do not hold squared_error.candidate'],
];

test.each(undefinedCases)('%s is undefined and says why', (_name, metric, sums, reason) => {
  expect(estimate(metricOf(metric, classes), sums, 'candidate', options)).toEqual({ value: null, reason });
});

test.each(['accuracy', 'log_loss', 'roc_auc'] as const)('%s of an absent baseline is undefined', (metric) => {
  const sums = binary(bothClasses.map(({ baseline: _, ...rest }) => rest));
  const reason = 'not measured on these rows';
  expect(estimate(metricOf(metric, classes), sums, 'baseline', options)).toEqual({ value: null, reason });
  expect(compare(metricOf(metric, classes), sums, options)).toEqual({
    value: null,
    reason: `baseline: ${reason}`,
  });
});

test('a single row has a value and no interval, except for shares', () => {
  const sums = binary([row('yes', 0.8)]);
  expect(estimate(metricOf('log_loss', classes), sums, 'candidate', options)).toMatchObject({
    standardError: null,
    interval: null,
    reason: 'a single row shows no spread',
  });
  expect(estimate(metricOf('accuracy', classes), sums, 'candidate', options)).toMatchObject({
    value: 1,
    interval: { upper: 1, method: 'Wilson score' },
  });
});

test('a single cluster shows no spread', () => {
  const result = compare(metricOf('f1', classes), binary(bothClasses, true), options);
  expect(result).toMatchObject({ interval: null, reason: 'a single cluster shows no spread' });
});

const metrics: string[] = ['log_loss', 'brier', 'roc_auc'];

test.each(metrics)('equal models differ by exactly zero in %s, whatever the size', (metric) => {
  const sums = binary(bothClasses.map((r) => ({ ...r, baseline: r.candidate })));
  expect(compare(metricOf(metric, classes), sums, options)).toMatchObject({
    value: 0,
    standardError: 0,
    interval: { lower: 0, upper: 0, method: expect.stringContaining('no difference in any row') },
  });
});

test.each(['precision', 'f1'])('equal models on few rows leave room in the interval of %s', (metric) => {
  const width = (times: number) => {
    const rows = Array.from({ length: times }, () =>
      bothClasses.map((r) => ({ ...r, baseline: r.candidate })),
    );
    const result = compare(metricOf(metric, classes), binary(rows.flat()), options);
    expect(result).toMatchObject({ value: 0, standardError: 0 });
    const { lower = 0, upper = 0 } = (result.value !== null && result.interval) || {};
    expect(lower).toBeLessThan(0);
    expect(upper).toBeGreaterThan(0);
    return upper - lower;
  };
  // Of the order of one row among all, not of its root.
  expect(width(500)).toBeLessThan(width(50) / 5);
});

test('equal models on few rows leave room in the score interval of accuracy', () => {
  const sums = binary(bothClasses.map((r) => ({ ...r, baseline: r.candidate })));
  const result = compare(metricOf('accuracy', classes), sums, options);
  const z2 = 1.959963984540054 ** 2;
  expect(result).toMatchObject({ value: 0, interval: { method: 'Tango score, paired' } });
  expect(result.value === null ? 0 : result.interval?.upper).toBeCloseTo(z2 / (4 + z2), 9);
});

test('a difference without any spread is not taken for certain', () => {
  const sums = binary([row('yes', 0.9, 0.1), row('yes', 0.8, 0.2), row('no', 0.1, 0.9)]);
  expect(compare(metricOf('f1', classes), sums, options)).toMatchObject({
    value: 1,
    interval: null,
    reason: 'all 3 rows agree, so the spread is unknown',
  });
});

test('a perfect ranking of few rows is not taken for certain', () => {
  const sums = binary([row('yes', 0.9), row('yes', 0.8), row('no', 0.1), row('no', 0.2)]);
  const result = estimate(metricOf('roc_auc', classes), sums, 'candidate', options);
  expect(result).toMatchObject({
    value: 1,
    interval: { upper: 1, method: 'Wilson score of the independent units' },
  });
  expect(result.value === null ? 1 : result.interval?.lower).toBeLessThan(0.5);
});

test('exact predictions of a regression have no error and no spread, unless they are few', () => {
  const exact = (rows: number) =>
    regression(Array.from({ length: rows }, (_, i): [number, number] => [i, i]));
  for (const [metric, value] of [
    ['rmse', 0],
    ['r2', 1],
  ] as const) {
    expect(estimate(metricOf(metric, classes), exact(10), 'candidate', options)).toMatchObject({
      value,
      interval: { lower: value, upper: value },
    });
    expect(estimate(metricOf(metric, classes), exact(9), 'candidate', options)).toMatchObject({
      value,
      interval: null,
      reason: 'all 9 rows agree, so the spread is unknown',
    });
  }
});

test('two errors that differ alike in a few rows are not taken for certain', () => {
  const apart = (rows: number) =>
    referenceRegressionSums(
      Array.from({ length: rows }, (_, i) => ({ label: i, candidate: i + 1, baseline: i + 3 })),
      { clustered: false, centre: 0 },
    );
  const compared = (rows: number) => compare(metricOf('mae', classes), apart(rows), options);
  expect(compared(9)).toMatchObject({
    value: -2,
    interval: null,
    reason: 'all 9 rows agree, so the spread is unknown',
  });
  expect(compared(10)).toMatchObject({ value: -2, interval: { lower: -2, upper: -2 } });
});

const perfect = (each: number, baseline: (score: number) => number) =>
  Array.from({ length: 2 * each }, (_, i) => {
    const score = i < each ? 0.6 + i / 1000 : 0.1 + i / 1000;
    return row(i < each ? 'yes' : 'no', score, baseline(score));
  });

test('two perfect rankings by other scores may still differ on the next rows', () => {
  const reach = (each: number) => {
    const sums = binary(perfect(each, (score) => score / 2 + 0.3));
    const result = compare(metricOf('roc_auc', classes), sums, options);
    expect(result).toMatchObject({ value: 0, standardError: 0 });
    return result.value === null ? 0 : (result.interval?.upper ?? 0);
  };
  const z2 = 1.959963984540054 ** 2;
  expect(reach(20)).toBeCloseTo(z2 / (20 + z2), 9);
  expect(reach(200)).toBeCloseTo(z2 / (200 + z2), 9);
});
