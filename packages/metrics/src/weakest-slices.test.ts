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

function search(parts: readonly Part[]) {
  const options = { classes: CLASSES, threshold: 0.5, clustered: false };
  const all = parts.flatMap(([, right, count]) => rows(right, count));
  const sums = [
    referenceBinarySums(all, options),
    ...parts.map(([value, right, count]) =>
      referenceBinarySums(rows(right, count), { ...options, slice: [{ column: 'site', value }] }),
    ),
  ];
  return findWeakSlices({ task: 'binary', classes: [...CLASSES], metrics: ['accuracy'], sums });
}

const good = Array.from({ length: 8 }, (_, i): Part => [`g${i}`, 90, 100]);

test('a slice that is clearly worse is found, a tiny one that looks worse is not', () => {
  const found = search([...good, ['weak', 60, 100], ['tiny', 2, 4]]);
  expect(found).toMatchObject({ metric: 'accuracy', searched: 10, found: 1 });
  expect(found?.slices.map(({ slice, rows, value }) => [slice[0]?.value, rows, value])).toEqual([
    ['weak', 100, 0.6],
  ]);
});

test('found slices are ordered by what their shortfall is at least', () => {
  const found = search([...good, ['small', 12, 25], ['large', 240, 400]]);
  expect(found?.slices.map(({ slice }) => slice[0]?.value)).toEqual(['large', 'small']);
});

test('nothing stands out among equal slices, and a single slice is no search', () => {
  expect(search(good)).toMatchObject({ found: 0, slices: [] });
  expect(search([['only', 60, 100]])).toBeUndefined();
});
