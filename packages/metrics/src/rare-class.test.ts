import type { Cell, SliceSums } from '@proofmark/documents';
import { describe, expect, test } from 'vitest';
import { CLASSES, metricOf } from './fixture.ts';
import { compare, estimate, fewestRows, requireMetric } from './index.ts';
import { type BinaryRow, referenceBinarySums } from './reference-sums.ts';

const options = { classes: CLASSES, level: 0.95 };

/** Positives of any quality among 90 negatives; the models differ. */
function sumsWith(positives: number, clustered = false): SliceSums {
  const rows = Array.from({ length: 90 + positives }, (_, i): BinaryRow => {
    const label = i < positives ? '1' : '0';
    const score = (seed: number) => ((i * seed) % 17) / 17 + (label === '1' ? 0.05 : -0.05);
    const limit = (p: number) => Math.min(0.99, Math.max(0.01, p));
    return { label, candidate: limit(score(5)), baseline: limit(score(7)), cluster: String(i % 20) };
  });
  return referenceBinarySums(rows, { classes: CLASSES, threshold: 0.5, clustered });
}

const few = '9 rows of class 1 are too few to tell its spread, which takes at least 10';

describe.each(['log_loss', 'brier', 'mcc', 'kappa'])('%s', (name) => {
  const metric = metricOf(name);

  test.each([false, true])('with 9 positives says that they are too few, by cluster: %s', (clustered) => {
    const sums = sumsWith(9, clustered);
    for (const found of [estimate(metric, sums, 'candidate', options), compare(metric, sums, options)]) {
      expect(found).toMatchObject({
        value: expect.any(Number),
        standardError: expect.any(Number),
        interval: null,
        reason: few,
      });
    }
  });

  test('with 10 has its interval', () => {
    const sums = sumsWith(10);
    expect(estimate(metric, sums, 'candidate', options)).toMatchObject({ interval: { level: 0.95 } });
    expect(compare(metric, sums, options)).toMatchObject({ interval: { level: 0.95 } });
  });
});

test.each(['accuracy', 'precision', 'recall', 'f1', 'f_beta@2', 'roc_auc', 'balanced_accuracy'])(
  '%s of 3 positives has a score interval, which holds for few',
  (name) => {
    const sums = sumsWith(3);
    expect(estimate(metricOf(name), sums, 'candidate', options)).toMatchObject({ interval: { level: 0.95 } });
    expect(compare(metricOf(name), sums, options)).toMatchObject({ interval: { level: 0.95 } });
  },
);

test.each(['recall', 'roc_auc'])('%s of 3 positives in clusters has none', (name) => {
  expect(estimate(metricOf(name), sumsWith(3, true), 'candidate', options)).toMatchObject({
    interval: null,
    reason: expect.stringContaining('3 rows of class 1'),
  });
});

test('a test set without positives does not tell its log loss', () => {
  expect(estimate(metricOf('log_loss'), sumsWith(0), 'candidate', options)).toMatchObject({
    interval: null,
    reason: expect.stringContaining('0 rows of class 1'),
  });
});

test('the rows that it takes follow from the share of the class', () => {
  expect(fewestRows(metricOf('brier'), sumsWith(3), CLASSES)).toBe(310);
  expect(fewestRows(metricOf('brier'), sumsWith(0), CLASSES)).toBe(Number.POSITIVE_INFINITY);
  expect(fewestRows(metricOf('accuracy'), sumsWith(3), CLASSES)).toBe(1);
});

test('few rows of a rare class make few degrees of freedom', () => {
  const degreesOfFreedom = (positives: number) => {
    const found = compare(metricOf('log_loss'), sumsWith(positives), options);
    return found.value === null ? Number.NaN : found.degreesOfFreedom;
  };
  expect(degreesOfFreedom(10)).toBeLessThan(degreesOfFreedom(45));
  expect(degreesOfFreedom(45)).toBeLessThanOrEqual(134);
});

describe('average precision', () => {
  /** Of positives whose mean precision is 0.6 with a spread of `deviation`. */
  const ofPositives = (positives: number, deviation: number): SliceSums => ({
    slice: [],
    rows: 1000,
    cells: [
      { label: '0', candidate: '0', baseline: null, rows: 1000 - positives },
      { label: '1', candidate: '1', baseline: null, rows: positives },
    ],
    moments: {
      unit: 'row',
      features: ['precision_area.candidate'],
      strata: [
        { stratum: '0', units: 1000 - positives, mean: [0], comoment: [0] },
        { stratum: '1', units: positives, mean: [0.6], comoment: [positives * deviation ** 2] },
      ],
    },
  });
  const intervalOf = (sums: SliceSums) => {
    const found = estimate(metricOf('average_precision'), sums, 'candidate', options);
    return found.value === null ? null : found.interval;
  };

  test('of few positives is no better known than a share of them', () => {
    const narrow = intervalOf(ofPositives(12, 0.01));
    expect(narrow?.method).toBe('logit of a share');
    // logit(0.6) − t/√(12 · 0.24) by scipy: 0.2261 with 4 degrees of freedom, 0.3202 with 400.
    expect(narrow?.lower).toBeGreaterThan(0.22);
    expect(narrow?.lower).toBeLessThan(0.33);
    expect(intervalOf(ofPositives(12, 0.6))?.method).toContain('delta method');
  });

  test('of thirty is known as well as they agree', () => {
    expect(intervalOf(ofPositives(30, 0.01))?.method).toContain('delta method');
  });
});

describe('a mean over classes', () => {
  const classes = ['a', 'b', 'c'];
  const cell = (label: string, candidate: string, baseline: string, rows: number): Cell => ({
    label,
    candidate,
    baseline,
    rows,
  });
  const sums: SliceSums = {
    slice: [],
    rows: 104,
    cells: [
      cell('a', 'a', 'a', 40),
      cell('a', 'b', 'a', 5),
      cell('a', 'a', 'b', 5),
      cell('b', 'b', 'b', 45),
      cell('b', 'a', 'b', 5),
      cell('c', 'c', 'c', 3),
      cell('c', 'a', 'c', 1),
    ],
    moments: { unit: 'row', features: [], strata: [] },
  };
  const named = (name: string) => requireMetric(name, { task: 'multiclass', classes }, 'test');

  test('has no interval of its value where a class is rare, and one of a difference, in which it cancels', () => {
    expect(estimate(named('f1_macro'), sums, 'candidate', { classes, level: 0.95 })).toMatchObject({
      interval: null,
      reason: expect.stringContaining('4 rows of class c'),
    });
    expect(compare(named('f1_macro'), sums, { classes, level: 0.95 })).toMatchObject({
      interval: { level: 0.95 },
    });
  });

  test('of recalls has one from those of the classes', () => {
    const found = estimate(named('balanced_accuracy'), sums, 'candidate', { classes, level: 0.95 });
    expect(found).toMatchObject({ interval: { method: 'MOVER of Wilson scores' } });
  });

  test('of recalls has no value where one class alone occurs, as with two classes', () => {
    const alone = { ...sums, cells: sums.cells.filter(({ label }) => label === 'a') };
    expect(estimate(named('balanced_accuracy'), alone, 'candidate', { classes, level: 0.95 })).toMatchObject({
      value: null,
      reason: 'only one class among the labels',
    });
  });

  test('weighted by their rows does not mind', () => {
    expect(estimate(named('f1_weighted'), sums, 'candidate', { classes, level: 0.95 })).toMatchObject({
      interval: { level: 0.95 },
    });
  });
});
