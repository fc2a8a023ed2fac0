import { expect, test } from 'vitest';
import { clusteredQuantileRanks, normalQuantile, quantileRank, quantileRanks } from './index.ts';

test('values that are all alike in their cluster tell as much as the clusters', () => {
  // 100 clusters of 30 equal values each: the places are those of the 100 values, at their far ends.
  const single = quantileRanks(94, 0.9, 0.9);
  const t = { units: 1e9, effective: 94 };
  const ranks = clusteredQuantileRanks(94 * 30, t, 0.9, 0.9);
  expect(ranks).toEqual({ lower: ((single?.lower ?? 0) - 1) * 30 + 1, upper: (single?.upper ?? 0) * 30 });
});

test('independent values have the places that they have without clusters', () => {
  expect(clusteredQuantileRanks(1000, { units: 1000, effective: 1000 }, 0.95, 0.9)).toEqual(
    quantileRanks(1000, 0.95, 0.9),
  );
});

test('one cluster tells nothing', () => {
  expect(clusteredQuantileRanks(1000, { units: 1, effective: 1 }, 0.5, 0.9)).toBeUndefined();
});

/** The generator of Numerical Recipes: the test needs the same numbers each time, not good ones. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
}

test.each([
  [0.5, 60, 0.5],
  [0.95, 100, 0.2],
])(
  'the %f quantile of %i clusters of correlation %f lies within both limits in about 90 %%',
  (p, units, correlation) => {
    const random = randomOf(7);
    const truth = normalQuantile(p);
    const [repeats, size] = [400, 20];
    let held = 0;
    for (let repeat = 0; repeat < repeats; repeat++) {
      const clusters = Array.from({ length: units }, () => {
        const shared = Math.sqrt(correlation) * normalQuantile(random());
        return Array.from(
          { length: size },
          () => shared + Math.sqrt(1 - correlation) * normalQuantile(random()),
        );
      });
      const sorted = clusters.flat().sort((a, b) => a - b);
      const cut = sorted[quantileRank(sorted.length, p) - 1] ?? 0;
      const counts = clusters.map((values) => values.filter((value) => value <= cut).length - size * p);
      const squares = counts.reduce((sum, count) => sum + count * count, 0);
      const variance = (squares * units) / (units - 1) / sorted.length ** 2;
      const effective = (p * (1 - p)) / variance;
      const ranks = clusteredQuantileRanks(sorted.length, { units, effective }, p, 0.9);
      if (!ranks) continue;
      held += Number((sorted[ranks.lower - 1] ?? 0) <= truth && truth <= (sorted[ranks.upper - 1] ?? 0));
    }
    // Two Monte-Carlo errors are 3 points.
    expect(held / repeats).toBeGreaterThan(0.87);
    expect(held / repeats).toBeLessThan(0.97);
  },
);
