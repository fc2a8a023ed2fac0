import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BinDistance, binDistance } from './distance.ts';
import { samplingNoise } from './noise.ts';

type Simulated = { percentile: number; lower: number; upper: number };

/** Written by test/golden/drift.py with scipy. */
const golden = JSON.parse(readFileSync(new URL('../test/golden/drift.json', import.meta.url), 'utf8')) as {
  distances: ({ reference: number[]; current: number[] } & Record<BinDistance, number>)[];
  noise: ({ shares: number[]; n: number; m: number } & Record<BinDistance, Simulated>)[];
};

const distances: BinDistance[] = ['psi', 'jensen-shannon', 'l-infinity'];

describe.each(distances)('%s', (distance) => {
  test.each(golden.distances)('of $reference and $current agrees with scipy', (row) => {
    expect(binDistance(distance, row)).toBeCloseTo(row[distance], 12);
  });

  test.each(golden.noise)('between samples of $n and $m rows: noise agrees with a simulation', (row) => {
    const { shares, n, m, [distance]: simulated } = row;
    const scaled = (rows: number) => shares.map((share) => (share / 1e6) * rows);
    const noise = samplingNoise(distance, { reference: scaled(n), current: scaled(m) });
    // Counts are whole and the χ² and normal distributions are limits: two percent besides the Monte Carlo error;
    // probabilities of bins that exclude each other add up to a little too much, never too little.
    const slack = distance === 'l-infinity' ? { below: 0.98, above: 1.05 } : { below: 0.98, above: 1.02 };
    expect(noise).toBeGreaterThan(simulated.lower * slack.below);
    expect(noise).toBeLessThan(simulated.upper * slack.above);
  });

  const counts = fc
    .array(fc.tuple(fc.nat(2_000_000), fc.nat(2_000_000)), { minLength: 1, maxLength: 60 })
    .map((pairs) => ({ reference: pairs.map(([a]) => a), current: pairs.map(([, b]) => b) }));

  test('is finite, not negative and symmetric; so is its noise', () => {
    fc.assert(
      fc.property(counts, ({ reference, current }) => {
        for (const measure of [binDistance, samplingNoise]) {
          const there = measure(distance, { reference, current });
          const back = measure(distance, { reference: current, current: reference });
          expect(Number.isFinite(there)).toBe(true);
          expect(there).toBeGreaterThanOrEqual(-1e-15);
          expect(back).toBeCloseTo(there, 12);
        }
      }),
      { seed: 3 },
    );
  });

  test('is 0 for equal shares, however many rows each sample has', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(10_000), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 50 }),
        (reference, factor) => {
          const current = reference.map((count) => count * factor);
          // The square root of a rounding error of 1e-16.
          expect(binDistance(distance, { reference, current })).toBeLessThan(1e-7);
        },
      ),
      { seed: 3 },
    );
  });

  test('does not depend on the order of the bins, and empty bins add nothing', () => {
    fc.assert(
      fc.property(counts, ({ reference, current }) => {
        const value = binDistance(distance, { reference, current });
        const turned = { reference: reference.toReversed(), current: current.toReversed() };
        expect(binDistance(distance, turned)).toBeCloseTo(value, 9);
        const noise = samplingNoise(distance, { reference, current });
        const padded = { reference: [...reference, 0], current: [...current, 0] };
        expect(samplingNoise(distance, padded)).toBeCloseTo(noise, 12);
      }),
      { seed: 3 },
    );
  });

  test.each([
    ['no bins', [], []],
    ['one bin', [5], [9]],
    ['an empty sample', [5, 5], [0, 0]],
    ['two empty samples', [0, 0], [0, 0]],
  ])('%s: nothing to tell apart', (_name, reference, current) => {
    expect(binDistance(distance, { reference, current })).toBe(0);
    expect(samplingNoise(distance, { reference, current })).toBe(0);
  });

  test('four times the rows make half the noise of a share, a quarter of the noise of a divergence', () => {
    const pair = { reference: [500, 300, 200], current: [50, 30, 20] };
    const larger = { reference: pair.reference.map((c) => 4 * c), current: pair.current.map((c) => 4 * c) };
    const expected = distance === 'psi' ? 4 : 2;
    expect(samplingNoise(distance, pair) / samplingNoise(distance, larger)).toBeCloseTo(expected, 9);
  });
});
