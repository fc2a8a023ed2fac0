import { expect, test } from 'vitest';
import { effectiveDegreesOfFreedom, mixtureKurtosis, moverInterval, moverMean } from './index.ts';

test.each([
  ['one normal part', [{ share: 1, mean: 5, variance: 4 }], 3],
  [
    'parts that are alike',
    [
      { share: 0.2, mean: 1, variance: 9 },
      { share: 0.8, mean: 1, variance: 9 },
    ],
    3,
  ],
  // scipy.stats.bernoulli(p).stats(moments='k') + 3, which is (1 − 3pq)/pq.
  [
    'a coin',
    [
      { share: 0.5, mean: 0, variance: 0 },
      { share: 0.5, mean: 1, variance: 0 },
    ],
    1,
  ],
  [
    'a rare event',
    [
      { share: 0.99, mean: 0, variance: 0 },
      { share: 0.01, mean: 1, variance: 0 },
    ],
    98.01010101010101,
  ],
])('the kurtosis of %s', (_name, parts, expected) => {
  expect(mixtureKurtosis(parts)).toBeCloseTo(expected, 9);
});

test('a normal population leaves all but one degree of freedom', () => {
  for (const units of [2, 10, 1000]) expect(effectiveDegreesOfFreedom(units, 3)).toBe(units - 1);
  expect(effectiveDegreesOfFreedom(100, 1)).toBe(99);
  expect(effectiveDegreesOfFreedom(100, Number.NaN)).toBe(99);
});

test('a rare event leaves twice the number of events', () => {
  // 1 % of 1,000: 2 · 10, a little more for being no Poisson count.
  expect(effectiveDegreesOfFreedom(1000, 98.01010101010101)).toBeCloseTo(20.6, 1);
  expect(effectiveDegreesOfFreedom(20, 1e6)).toBe(1);
});

test('the mean of two independent estimates is half their difference with one turned', () => {
  const first = { value: 0.8, lower: 0.6, upper: 0.9, standardError: 0.1 };
  const second = { value: 0.5, lower: 0.45, upper: 0.52, standardError: 0.02 };
  const turned = { value: -0.5, lower: -0.52, upper: -0.45, standardError: 0.02 };
  const { lower, upper } = moverInterval(first, turned, Math.hypot(0.1, 0.02));
  expect(moverMean([first, second]).lower).toBeCloseTo(lower / 2, 12);
  expect(moverMean([first, second]).upper).toBeCloseTo(upper / 2, 12);
  expect(moverMean([first])).toEqual({ lower: expect.closeTo(0.6, 12), upper: expect.closeTo(0.9, 12) });
});
