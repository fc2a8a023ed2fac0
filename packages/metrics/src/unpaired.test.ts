import { expect, test } from 'vitest';
import { compareUnpaired } from './unpaired.ts';

test('two shares of a single row each have a difference with an interval, as wide as both', () => {
  const share = (value: number, lower: number, upper: number) => ({
    value,
    standardError: null,
    degreesOfFreedom: 0,
    interval: { lower, upper, level: 0.95, method: 'Wilson score' },
  });
  // The Wilson limits of 1 of 1 and 0 of 1.
  const found = compareUnpaired(share(1, 0.2065, 1), share(0, 0, 0.7935), 0.95);
  expect(found).toMatchObject({ value: 1, interval: { method: 'MOVER, unpaired' } });
  const lower = found.value === null ? Number.NaN : found.interval?.lower;
  expect(lower).toBeCloseTo(1 - Math.hypot(1 - 0.2065, 0.7935), 12);
});
