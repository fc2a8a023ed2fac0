import { moverInterval, wilsonInterval } from '@proofmark/stats';
import { describe, expect, test } from 'vitest';
import { binaryRows, CLASSES, readGolden } from './fixture.ts';
import { estimateGap, groupGaps, type Measured } from './index.ts';
import { type BinaryRow, referenceBinarySums } from './reference-sums.ts';

const options = { classes: CLASSES, level: 0.95 };

function groupsOf(rows: readonly (BinaryRow & { site: string })[], clustered = false) {
  return [...Map.groupBy(rows, ({ site }) => site)].map(([value, own]) =>
    referenceBinarySums(own, {
      classes: CLASSES,
      threshold: 0.5,
      otherThresholds: [0.3, 0.7],
      clustered,
      slice: [{ column: 'site', value }],
    }),
  );
}

function requireMeasured(gap: ReturnType<typeof estimateGap>): Measured & { interval: object } {
  if (gap.value === null || gap.interval === null) throw new Error('expected a value');
  return { ...gap, interval: gap.interval };
}

const golden = readGolden('gaps.json') as Record<'candidate' | 'baseline', Record<string, number>>;

describe.each(['candidate', 'baseline'] as const)('gaps of the %s', (side) => {
  test.each(groupGaps.flatMap(({ name }) => ['', '@threshold=0.3', '@threshold=0.7'].map((at) => name + at)))(
    '%s is that of fairlearn, by row and by cluster',
    (name) => {
      for (const clustered of [false, true]) {
        const { value } = requireMeasured(estimateGap(name, groupsOf(binaryRows, clustered), side, options));
        expect(Math.abs(value - (golden[side][name] ?? Number.NaN))).toBeLessThan(1e-9);
      }
    },
  );
});

const rate = (site: string, flagged: number, rows: number) =>
  Array.from({ length: rows }, (_, i) => ({
    site,
    label: CLASSES[i % 2] ?? '0',
    candidate: i < flagged ? 0.9 : 0.1,
  }));

test("the interval of two groups is Newcombe's of two proportions", () => {
  const { interval } = requireMeasured(
    estimateGap(
      'demographic_parity_gap',
      groupsOf([...rate('a', 56, 70), ...rate('b', 48, 80)]),
      'candidate',
      options,
    ),
  );
  // Newcombe, Statistics in Medicine 17, 1998, table II, example (a), method 10.
  expect(interval).toMatchObject({ lower: expect.closeTo(0.0524, 4), upper: expect.closeTo(0.3339, 4) });
});

test('the interval of several groups holds for all pairs at once', () => {
  const groups = [rate('a', 30, 100), rate('b', 45, 100), rate('c', 38, 100)];
  const { value, interval } = requireMeasured(
    estimateGap('demographic_parity_gap', groupsOf(groups.flat()), 'candidate', options),
  );
  const alone = (hits: number) => ({
    value: hits / 100,
    standardError: 1,
    ...wilsonInterval(hits, 100, 1 - 0.05 / 3),
  });
  const pair = moverInterval(alone(45), alone(30), Math.SQRT2);
  expect(value).toBeCloseTo(0.15, 12);
  expect(interval).toMatchObject({
    upper: expect.closeTo(pair.upper, 12),
    lower: Math.max(0, pair.lower),
  });
});

test('equal groups have no gap, and an interval from 0', () => {
  const groups = groupsOf([...rate('a', 30, 100), ...rate('b', 30, 100)]);
  const { value, interval } = requireMeasured(
    estimateGap('demographic_parity_gap', groups, 'candidate', options),
  );
  expect(value).toBe(0);
  expect(interval).toMatchObject({ lower: 0 });
});

test.each([
  ['demographic_parity_gap', rate('a', 1, 4), 'fewer than two groups'],
  [
    'equal_opportunity_gap',
    [...rate('a', 1, 4), { site: 'b', label: '0', candidate: 0.9 }],
    'b: no positive labels (zero division)',
  ],
])('%s without what it needs has no value: %#', (name, rows, reason) => {
  expect(estimateGap(name, groupsOf(rows), 'candidate', options)).toEqual({ value: null, reason });
});
