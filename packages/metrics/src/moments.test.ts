import { expect, test } from 'vitest';
import { mergeStrata, quadraticForm } from './moments.ts';

const stratum = (comoment: (number | null)[]) => ({ stratum: 'all', units: 2, mean: [1, 3], comoment });

test('what was not measured of one shard is not measured of both', () => {
  expect(mergeStrata(stratum([2, null, 5]), stratum([1, 4, 1])).comoment).toEqual([3, null, 6]);
});

test('a form takes no notice of a product that it does not use, and refuses one that is missing', () => {
  expect(quadraticForm([2, null, 5], [3, 0]).value).toBe(18);
  expect(() => quadraticForm([2, null, 5], [3, 1])).toThrow('the sums hold no co-moment of features 0 and 1');
});
