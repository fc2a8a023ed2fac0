import type { SliceSums } from '@proofmark/documents';
import { expect, test } from 'vitest';
import { estimate, requireMetric } from './index.ts';
import { momentsOf } from './moments.ts';

/** Sums of one feature of independent rows. */
function sumsOf(feature: string, values: readonly number[]): SliceSums {
  const { units, mean, comoment } = momentsOf(
    1,
    values.map((value) => ({ x: [value], count: 1 })),
  );
  return {
    slice: [],
    rows: units,
    cells: [],
    moments: { unit: 'row', features: [feature], strata: [{ stratum: 'all', units, mean, comoment }] },
  };
}

// A mean near 0, and one far from it: a logarithmic scale would make the first endlessly wide.
test.each([0.01, -0.01, 5, -5])('a distance from 0 is known as well as the mean itself, %d', (shift) => {
  const errors = Array.from({ length: 100 }, (_, i) => shift + (i % 2 === 0 ? 1 : -1));
  const [bias, distance] = ['bias', 'absolute_bias'].map((name) => {
    const metric = requireMetric(name, { task: 'regression', classes: [] }, 'test');
    const found = estimate(metric, sumsOf('error.candidate', errors), 'candidate', {
      classes: [],
      level: 0.95,
    });
    return found.value === null ? undefined : found.interval;
  });
  const ends = [Math.abs(bias?.lower ?? Number.NaN), Math.abs(bias?.upper ?? Number.NaN)];
  expect(distance?.upper).toBeCloseTo(Math.max(...ends), 12);
  expect(distance?.lower).toBeCloseTo(Math.abs(shift) < 1 ? 0 : Math.min(...ends), 12);
});
