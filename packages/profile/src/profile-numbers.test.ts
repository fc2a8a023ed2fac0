import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { useProfiling } from './test-support.ts';

const { profileOf } = useProfiling();

describe('numbers of many values are counted in deciles', () => {
  test('a hundred numbers: ten in each bin, an edge belongs to the bin below it', async () => {
    expect(await profileOf('SELECT range + 1 AS x FROM range(100)')).toEqual({
      kind: 'numeric',
      name: 'x',
      rows: 100,
      nulls: 0,
      mean: 50.5,
      standardDeviation: 29.011492,
      minimum: 1,
      maximum: 100,
      edges: [10, 20, 30, 40, 50, 60, 70, 80, 90],
      counts: Array(10).fill(10),
      outerMeans: [5.5, 95.5],
    });
  });

  test('nulls, NaN and infinities are counted as nulls and have no bin', async () => {
    const found = await profileOf(
      "SELECT range::DOUBLE AS x FROM range(100) UNION ALL SELECT unnest(['nan', 'inf', '-inf', NULL]::DOUBLE[])",
    );
    expect(found).toMatchObject({ rows: 104, nulls: 4, minimum: 0, maximum: 99, counts: Array(10).fill(10) });
  });

  test('a value that fills more than a decile has a bin of its own', async () => {
    // 30 losses, 900 zeros, 70 gains; the zeros are all of the quantiles.
    const found = await profileOf(
      'SELECT CASE WHEN range < 30 THEN range - 30 WHEN range < 930 THEN 0 ELSE range END AS x FROM range(1000)',
    );
    expect(found).toMatchObject({ kind: 'numeric', edges: [-1, 0], counts: [30, 900, 70] });
  });

  test('a clipped maximum has a bin of its own', async () => {
    const found = await profileOf('SELECT least(range, 85) AS x FROM range(100)');
    expect(found).toMatchObject({
      edges: [9, 19, 29, 39, 49, 59, 69, 79, 84],
      counts: [10, 10, 10, 10, 10, 10, 10, 10, 5, 15],
    });
  });

  test.each<[string, string, Record<string, unknown>]>([
    [
      'integers beyond 2^53 are the nearest doubles',
      'SELECT 9007199254740993 + range AS x FROM range(100)',
      { minimum: 9007199254740992, maximum: 9007199254741092 },
    ],
    [
      'HUGEINT',
      'SELECT 10::HUGEINT ** 30 * range AS x FROM range(100)',
      { minimum: 0, maximum: 99e30, mean: 49.5e30 },
    ],
    [
      'decimals',
      'SELECT (range / 4)::DECIMAL(18, 2) AS x FROM range(100)',
      { minimum: 0, maximum: 24.75, mean: 12.375 },
    ],
    [
      'numbers whose squares overflow',
      'SELECT (range - 50) * 1e306 AS x FROM range(100)',
      { minimum: -5e307, maximum: 4.9e307, mean: -5e305, standardDeviation: 2.9011492e307 },
    ],
    [
      'numbers whose sum overflows',
      'SELECT 1.7e308 + range * 1e305 AS x FROM range(50)',
      { mean: 1.7245e308, counts: Array(10).fill(5) },
    ],
    [
      'numbers too small to be squared',
      'SELECT range * 1e-310 AS x FROM range(50)',
      { standardDeviation: 0, counts: Array(10).fill(5) },
    ],
  ])('%s', async (_name, select, expected) => {
    expect(await profileOf(select)).toMatchObject(expected);
  });

  /** The definition, on an array: order statistics, then the value before each one that repeats or is the maximum. */
  function edgesOf(numbers: readonly number[]): number[] {
    const sorted = numbers.toSorted((a, b) => a - b);
    const deciles = Array.from(
      { length: 9 },
      (_, i) => sorted[Math.ceil(((i + 1) * sorted.length) / 10) - 1] ?? Number.NaN,
    );
    const maximum = sorted.at(-1);
    const tied = deciles.filter((decile, i) => decile === maximum || deciles.indexOf(decile) !== i);
    const before = tied.map((value) => sorted.findLast((other) => other < value));
    const edges = [
      ...deciles.filter((decile) => decile !== maximum),
      ...before.filter((x) => x !== undefined),
    ];
    return [...new Set(edges)].sort((a, b) => a - b);
  }

  // Continuous numbers take their deciles by order, tied ones by the counts of the values; both must be exact.
  test.each([
    ['continuous', fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 })],
    ['tied', fc.integer({ min: 0, max: 45 }).map((k) => Math.floor(k ** 3 / 700))],
    ['clipped', fc.integer({ min: -40, max: 60 }).map((k) => Math.min(k, 30))],
  ])('%s numbers: the edges follow their definition, and every row has a bin', async (_name, number) => {
    await fc.assert(
      fc.asyncProperty(fc.array(number, { minLength: 60, maxLength: 200 }), async (numbers) => {
        fc.pre(new Set(numbers).size > 24);
        const found = await profileOf(`SELECT unnest(['${numbers.join("', '")}']::DOUBLE[]) AS x`);
        if (found?.kind !== 'numeric') throw new Error('expected bins');
        const edges = edgesOf(numbers);
        expect(found.edges).toEqual(edges);
        const counts = [...edges, Infinity].map(
          (edge, i) => numbers.filter((x) => x <= edge && x > (edges[i - 1] ?? -Infinity)).length,
        );
        expect(found.counts).toEqual(counts);
        expect(Math.min(...counts)).toBeGreaterThan(0);
      }),
      { seed: 3, numRuns: 25 },
    );
  });
});
