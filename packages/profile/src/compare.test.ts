import type { CategoricalColumn, ColumnProfile, NumericColumn } from '@proofmark/documents';
import { describe, expect, test } from 'vitest';
import { compareProfiles, type DriftRules } from './compare.ts';

const total = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);

function texts(
  name: string,
  counts: Record<string, number>,
  { other = 0, nulls = 0 } = {},
): CategoricalColumn {
  const values = Object.entries(counts).map(([value, count]) => ({ value, count }));
  const rows = total(Object.values(counts)) + other + nulls;
  return { kind: 'categorical', name, rows, nulls, distinct: values.length + other, values, other };
}

function numbers(name: string, edges: number[], counts: number[], nulls = 0): NumericColumn {
  const moments = { mean: 0, standardDeviation: 1, minimum: -9, maximum: 9 };
  return { kind: 'numeric', name, rows: total(counts) + nulls, nulls, ...moments, edges, counts };
}

const rules: DriftRules = { distance: 'psi', threshold: 0.2, overrides: {} };

function compare(before: ColumnProfile, after: ColumnProfile, change: Partial<DriftRules> = {}) {
  return compareProfiles([before], [after], { ...rules, ...change });
}

describe('the reason names the bin that moved most', () => {
  test.each<[string, ColumnProfile, ColumnProfile, string]>([
    [
      'a value',
      texts('delayed', { '0': 839, '1': 161 }),
      texts('delayed', { '0': 787, '1': 213 }),
      'delayed = 1: 16.1 % → 21.3 %',
    ],
    [
      'a new value',
      texts('origin', { ATL: 500, ORD: 500 }),
      texts('origin', { ATL: 400, ORD: 450 }, { other: 150 }),
      'origin = any other value: 0 % → 15 %',
    ],
    [
      'the lowest bin',
      numbers('hour', [6, 12], [10, 10, 80]),
      numbers('hour', [6, 12], [30, 5, 65]),
      'hour ≤ 6: 10 % → 30 %',
    ],
    [
      'an inner bin',
      numbers('hour', [6, 12], [10, 80, 10]),
      numbers('hour', [6, 12], [30, 40, 30]),
      '6 < hour ≤ 12: 80 % → 40 %',
    ],
    [
      'the highest bin, its edge without the digits of a 32-bit float',
      numbers('score', [Math.fround(0.1)], [50, 50]),
      numbers('score', [Math.fround(0.1)], [60, 40]),
      'score > 0.1: 50 % → 40 %',
    ],
    [
      'a long value, shortened',
      texts('note', { ['é'.repeat(99)]: 10, b: 20 }),
      texts('note', { ['é'.repeat(99)]: 20, b: 10 }),
      `note = ${'é'.repeat(59)}…: 33.3 % → 66.7 %`,
    ],
  ])('%s', (_name, before, after, reason) => {
    // Between number and sign is a no-break space.
    expect(compare(before, after)[0]?.reason.replaceAll('\u00a0', ' ')).toBe(reason);
  });
});

describe('a column has drifted when the distance exceeds threshold and noise', () => {
  const many = [texts('x', { a: 50_000, b: 50_000 }), texts('x', { a: 60_000, b: 40_000 })] as const;
  const few = [texts('x', { a: 5, b: 5 }), texts('x', { a: 6, b: 4 })] as const;
  test.each<[string, readonly [ColumnProfile, ColumnProfile], Partial<DriftRules>, string]>([
    ['below the threshold', many, { distance: 'l-infinity', threshold: 0.11 }, 'stable'],
    ['above both', many, { distance: 'l-infinity', threshold: 0.09 }, 'drifted'],
    [
      'above the threshold, below the noise of few rows',
      few,
      { distance: 'l-infinity', threshold: 0.09 },
      'stable',
    ],
    ['by another threshold of this column', many, { overrides: { x: { threshold: 0.01 } } }, 'drifted'],
    [
      'by another distance of this column',
      many,
      { overrides: { x: { distance: 'jensen-shannon', threshold: 0.05 } } },
      'drifted',
    ],
    ['by the rule of another column', many, { overrides: { y: { threshold: 0.01 } } }, 'stable'],
  ])('%s', (_name, [before, after], change, status) => {
    expect(compare(before, after, change)).toMatchObject([{ column: 'x', status }]);
  });
});

describe('nulls', () => {
  const clean = numbers('x', [0], [500, 500]);
  const holes = numbers('x', [0], [450, 450], 100);

  test('are checked beside the values as soon as there are some', () => {
    expect(compare(clean, clean)).toHaveLength(1);
    expect(compare(clean, holes)).toMatchObject([
      { distance: 'psi', value: 0, status: 'stable' },
      { distance: 'null-rate', value: 0.1, threshold: 0.05, status: 'drifted' },
    ]);
    expect(compare(clean, holes)[1]?.reason).toMatch(/^x is null: 0\s% → 10\s%$/);
  });

  test.each([
    ['for this column', { overrides: { x: { distance: 'null-rate' as const, threshold: 0.15 } } }],
    ['for all', { distance: 'null-rate' as const, threshold: 0.15 }],
  ])('are all that the distance null-rate checks, with its threshold, %s', (_name, change) => {
    expect(compare(clean, holes, change)).toMatchObject([
      { distance: 'null-rate', threshold: 0.15, status: 'stable' },
    ]);
  });

  test('a rise among few rows is noise', () => {
    expect(compare(numbers('x', [0], [5, 5]), numbers('x', [0], [4, 5], 1))[1]).toMatchObject({
      status: 'stable',
      value: 0.1,
    });
  });

  test('a column without any value has no distribution to compare', () => {
    const gone = numbers('x', [0], [0, 0], 1000);
    expect(compare(clean, gone)).toMatchObject([{ distance: 'null-rate', value: 1, status: 'drifted' }]);
    expect(compare(gone, clean)).toMatchObject([{ distance: 'null-rate', value: 1, status: 'drifted' }]);
    expect(compare(gone, gone)).toMatchObject([{ distance: 'null-rate', value: 0, status: 'stable' }]);
  });
});

test.each<[string, ColumnProfile]>([
  ['a constant', texts('x', { '7': 100 })],
  ['texts that are all rare', texts('x', {}, { other: 100 })],
  ['numbers in one bin', numbers('x', [], [100])],
])('%s is at distance 0 from itself', (_name, column) => {
  expect(compare(column, column)).toMatchObject([{ value: 0, status: 'stable' }]);
});
