import type { SliceSums } from '@proofmark/documents';
import { describe, expect, test } from 'vitest';
import { compare, estimate, fewestRows, requireMetric } from './index.ts';

const classes = ['a', 'b', 'c'];
const options = { classes, level: 0.95 };

/** A mean over classes as evaluations sum it, one number a row; 100 rows, so many of each class or label. */
const sumsWith = (task: 'multiclass' | 'multilabel', name: string, counts: readonly number[]): SliceSums => ({
  slice: [],
  rows: 100,
  ...(task === 'multiclass'
    ? {
        cells: classes
          .map((label, k) => ({ label, candidate: 'a', baseline: 'a', rows: counts[k] ?? 0 }))
          .filter(({ rows }) => rows > 0),
      }
    : { cells: [], support: classes.map((label, k) => ({ label, rows: counts[k] ?? 0 })) }),
  moments: {
    unit: 'row',
    features: [`${name}.candidate`, `${name}.baseline`],
    strata: [{ stratum: 'all', units: 100, mean: [0.8, 0.75], comoment: [30, 20, 25] }],
  },
});

function measure(task: 'multiclass' | 'multilabel', name: string, counts: readonly number[]) {
  const metric = requireMetric(name, { task, classes }, 'test');
  const sums = sumsWith(task, name, counts);
  const value = estimate(metric, sums, 'candidate', options);
  return { value, change: compare(metric, sums, options), fewest: fewestRows(metric, sums, classes) };
}

describe.each([
  ['multiclass', 'roc_auc_ovr'],
  ['multiclass', 'roc_auc_ovo'],
  ['multiclass', 'average_precision_macro'],
  ['multilabel', 'roc_auc_macro'],
  ['multilabel', 'average_precision_macro'],
  ['multilabel', 'recall_macro'],
  ['multilabel', 'precision_macro'],
  ['multilabel', 'f1_macro'],
  ['multilabel', 'f_beta_macro@2'],
] as const)('%s: %s', (task, name) => {
  test('with nine rows of a class has a value, no interval, and says how many rows it takes', () => {
    const { value, change, fewest } = measure(task, name, [60, 31, 9]);
    const none = {
      interval: null,
      reason: '9 rows of class c are too few to tell its spread, which takes at least 10',
    };
    expect(value).toMatchObject({ value: expect.closeTo(0.8, 12), ...none });
    expect(change).toMatchObject({ value: expect.closeTo(0.05, 12), ...none });
    expect(fewest).toBe(112);
  });

  test('with ten has one, of few degrees of freedom', () => {
    const { value, change } = measure(task, name, [60, 30, 10]);
    for (const found of [value, change]) {
      expect(found).toMatchObject({ interval: { level: 0.95 } });
      // Ten rows make most of the variance; 99 would be those of all rows.
      expect('degreesOfFreedom' in found && found.degreesOfFreedom).toBeLessThan(50);
    }
  });
});

test.each([
  ['a class without rows is left out', 'multiclass', 'roc_auc_ovr', [60, 40, 0], null],
  ['a label without rows is left out of AUC', 'multilabel', 'roc_auc_macro', [60, 40, 0], null],
  ['a label of all rows is left out of AUC', 'multilabel', 'roc_auc_macro', [60, 40, 100], null],
  ['a label without rows counts 0 in recall', 'multilabel', 'recall_macro', [60, 40, 0], '0 rows of class c'],
  [
    'a label of nearly all rows has few others',
    'multilabel',
    'roc_auc_macro',
    [60, 40, 95],
    '5 rows outside class c',
  ],
  ['recall asks for no others', 'multilabel', 'recall_macro', [60, 40, 95], null],
  ['a mean weighted by rows does not mind', 'multilabel', 'roc_auc_weighted', [60, 40, 1], null],
] as const)('%s', (_what, task, name, counts, reason) => {
  const { value } = measure(task, name, counts);
  expect(value).toMatchObject(
    reason === null
      ? { interval: { level: 0.95 } }
      : { interval: null, reason: expect.stringContaining(reason) },
  );
});
