import { expect, test } from 'vitest';
import { CLASSES } from './fixture.ts';
import { findWeakSlices } from './index.ts';
import { referenceBinarySums } from './reference-sums.ts';

const rows = (right: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({
    label: CLASSES[i % 2] ?? '0',
    candidate: (i % 2 === 1) === i < right ? 0.9 : 0.1,
  }));

type Part = readonly [name: string, right: number, rows: number];

const search = (parts: readonly Part[], metrics = ['accuracy']) =>
  searchRows(
    parts.map(([name, right, count]) => alternating(right, count, name)),
    metrics,
  );

const alternating = (right: number, count: number, site: string) =>
  rows(right, count).map((row) => ({ ...row, site }));

function searchRows(parts: readonly ReturnType<typeof alternating>[], metrics: readonly string[]) {
  const options = { classes: CLASSES, threshold: 0.5, clustered: false };
  const sums = [
    referenceBinarySums(parts.flat(), options),
    ...parts.map((part) =>
      referenceBinarySums(part, { ...options, slice: [{ column: 'site', value: part[0]?.site ?? '' }] }),
    ),
  ];
  return findWeakSlices({ task: 'binary', classes: [...CLASSES], metrics: [...metrics], sums });
}

const good = Array.from({ length: 8 }, (_, i): Part => [`g${i}`, 90, 100]);

test('a slice that is clearly worse is found, a tiny one that looks worse is not', () => {
  const found = search([...good, ['weak', 60, 100], ['tiny', 2, 4]]);
  expect(found).toMatchObject({ metrics: ['accuracy'], searched: 10, comparisons: 10, found: 1 });
  expect(found?.slices.map(({ slice, rows, value }) => [slice[0]?.value, rows, value])).toEqual([
    ['weak', 100, 0.6],
  ]);
});

test('found slices are ordered by how clear their shortfall is', () => {
  const found = search([...good, ['small', 12, 25], ['large', 240, 400]]);
  expect(found?.slices.map(({ slice }) => slice[0]?.value)).toEqual(['large', 'small']);
});

test('nothing stands out among equal slices, and a single slice is no search', () => {
  expect(search(good)).toMatchObject({ found: 0, slices: [] });
  expect(search([['only', 60, 100]])).toBeUndefined();
});

test('every metric is searched, and a slice is told once, by the one in which it is clearest', () => {
  const weak: Part = ['weak', 60, 100];
  const found = search([...good, weak], ['specificity', 'log_loss', 'accuracy']);
  expect(found).toMatchObject({
    metrics: ['specificity', 'log_loss', 'accuracy'],
    searched: 9,
    comparisons: 27,
    found: 1,
  });
  const [slice] = found?.slices ?? [];
  expect([slice?.metric, ...(slice?.also ?? [])].sort()).toEqual(['accuracy', 'log_loss', 'specificity']);
  expect(slice?.metric).not.toBe('specificity');
});

test('a slice that is weak in a later metric alone is found', () => {
  const others = Array.from({ length: 8 }, (_, i) => alternating(90, 100, `g${i}`));
  // All 30 that are wrong are positives, so that specificity is higher than elsewhere.
  const missed = alternating(0, 100, 'missed').map((row, i) => ({
    ...row,
    candidate: i % 2 === 1 && i > 40 ? 0.1 : (i % 2) * 0.8 + 0.1,
  }));
  const found = searchRows([...others, missed], ['specificity', 'recall']);
  expect(found).toMatchObject({ found: 1, slices: [{ metric: 'recall', also: [] }] });
});
