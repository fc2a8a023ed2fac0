import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sortAscending } from './order.ts';

/** By comparison, equal values by their place. */
function sortedPlaces(values: readonly number[]): number[] {
  return [...values.keys()].sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b);
}

const near = (count: number, step: number) =>
  Array.from({ length: count }, (_, i) => 0.5 + ((i * 7919) % count) * step);

function expectSorted(values: readonly number[]): void {
  const { order, values: sorted } = sortAscending(Float64Array.from(values));
  const places = sortedPlaces(values);
  expect([...order]).toEqual(places);
  expect([...sorted]).toEqual(places.map((place) => values[place]));
}

describe('ascending order', () => {
  test.each([
    ['nothing', []],
    ['one value', [3]],
    ['0 and −0 as equals', [0, -0, 0, -0]],
    ['both signs', [-1, 1, -2, 2, 0, -1e-320, 1e-320, -1e308, 1e308]],
    ['values beyond the range of floats', [1e300, 1e299, -1e300, -1e299, 1e301]],
    ['a few values that floats do not tell apart', near(20, 2 ** -50)],
    ['many values that floats do not tell apart', near(1000, 2 ** -50)],
    ['many equal values', Array.from({ length: 1000 }, (_, i) => (i % 3) / 3)],
  ])('sorts %s', (_what, values) => {
    expectSorted(values);
  });

  test('sorts whatever is finite', () => {
    const value = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.float({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 0, max: 3 }),
    );
    fc.assert(
      fc.property(fc.array(value, { maxLength: 300 }), (values) => {
        expectSorted(values);
      }),
    );
  });
});
