import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bounds, boundOf, planClauses } from './estimate.ts';
import { parseCondition } from './parse.ts';

type Adaptivity = 'none' | 'full' | 'first-change';

function rowsFor(
  condition: string,
  reliability: number,
  steps: number,
  adaptivity: Adaptivity,
  bounds: Bounds = 'hoeffding',
): number {
  const guarantee = { reliability, budget: { steps, adaptivity }, mode: 'fp-free' as const };
  return Math.max(...planClauses(parseCondition(condition, 'c'), bounds, guarantee).map(({ rows }) => rows));
}

// The figures of the paper (its Fig. 2 and sections 3, 4 and 5.2) and of the notebook in its repository.
describe('as many rows as ease.ml/ci asks for', () => {
  test.each<[string, number, number, Adaptivity, number, Bounds?]>([
    ['n > 0.8 +/- 0.01', 0.9999, 1, 'none', 46_052],
    ['n > 0.8 +/- 0.01', 0.9999, 32, 'none', 63_381],
    ['n > 0.8 +/- 0.01', 0.9999, 32, 'first-change', 63_381],
    ['n > 0.8 +/- 0.01', 0.9999, 32, 'full', 156_956],
    ['n > 0.8 +/- 0.05', 0.9999, 32, 'full', 6_279],
    ['d < 0.1 +/- 0.1', 0.99, 32, 'none', 404],
    ['n - o > 0.02 +/- 0.1', 0.99, 32, 'none', 1_753],
    ['n - o > 0.1 +/- 0.1', 0.99, 32, 'full', 5_496],
    ['n - o > 0.02 +/- 0.025', 0.999, 32, 'none', 35_414],
    ['n - o > 0.02 +/- 0.01', 0.99999, 32, 'full', 687_736],
    ['n - o > 0.02 +/- 0.02', 0.998, 7, 'none', 44_269],
    ['n - o > 0.02 +/- 0.02', 0.998, 7, 'full', 58_799],
    ['n - o > 0.02 +/- 0.01 /\\ d < 0.1 +/- 0.1', 0.9999, 32, 'none', 29_048, 'bennett'],
    ['n - o > 0.02 +/- 0.01 /\\ d < 0.1 +/- 0.1', 0.9999, 32, 'full', 67_706, 'bennett'],
  ])('%s, %d, %i steps, %s: %i', (condition, reliability, steps, adaptivity, rows, bounds) => {
    expect(rowsFor(condition, reliability, steps, adaptivity, bounds)).toBe(rows);
  });
});

test('at the planned number of rows the bound is the tolerance, and below it is wider', () => {
  const tolerance = fc.integer({ min: 1, max: 30 }).map((x) => x / 100);
  const bounds = fc.constantFrom<Bounds>('hoeffding', 'bennett');
  fc.assert(
    fc.property(tolerance, fc.integer({ min: 1, max: 40 }), bounds, (epsilon, steps, kind) => {
      const text = `n - o > 0 +/- ${epsilon} /\\ d < 0.2 +/- ${epsilon}`;
      const budget = { steps, adaptivity: 'full' as const };
      for (const clause of planClauses(parseCondition(text, 'c'), kind, {
        reliability: 0.99,
        budget,
        mode: 'fp-free',
      })) {
        expect(boundOf(clause, clause.rows)).toBe(epsilon);
        expect(boundOf(clause, Math.floor(clause.rows / 2))).toBeGreaterThan(epsilon);
      }
    }),
  );
});

test('more reliability, more steps, more adaptivity and more clauses never need fewer rows', () => {
  const one = 'n - o > 0 +/- 0.05';
  const base = rowsFor(one, 0.99, 8, 'none');
  expect(rowsFor(one, 0.999, 8, 'none')).toBeGreaterThan(base);
  expect(rowsFor(one, 0.99, 9, 'none')).toBeGreaterThan(base);
  expect(rowsFor(one, 0.99, 8, 'full')).toBeGreaterThan(base);
  expect(rowsFor(`${one} /\\ d < 0.5 +/- 0.4`, 0.99, 8, 'none')).toBeGreaterThan(base);
});
