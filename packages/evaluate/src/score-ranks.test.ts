import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sumInMemory } from './memory-sums.ts';
import { orderRows } from './score-order.ts';
import { rankScores } from './score-ranks.ts';

type Row = { score: number; positive: boolean; slice: number; weight: number };

const ALL = ['placement', 'precision', 'above', 'positivesAbove'] as const;
const row = fc.record({
  score: fc.oneof(fc.constantFrom(0, 0.25, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true })),
  positive: fc.boolean(),
  slice: fc.integer({ min: -1, max: 2 }),
  weight: fc.constantFrom(0, 0.5, 1, 3),
});

function ranksOf(rows: readonly Row[], weighted: boolean) {
  const sizes = [0, 1, 2].map((s) => ({
    positives: weigh(rows, weighted, ({ slice, positive }) => slice === s && positive),
    negatives: weigh(rows, weighted, ({ slice, positive }) => slice === s && !positive),
  }));
  const ordered = orderRows(
    Float64Array.from(rows, ({ score }) => score),
    Uint8Array.from(rows, ({ positive }) => Number(positive)),
    weighted ? Float64Array.from(rows, ({ weight }) => weight) : undefined,
  );
  const slice = Int32Array.from(rows, (row) => row.slice);
  const into = new Float64Array(rows.length * ALL.length).fill(Number.NaN);
  rankScores(ordered, { slice, sizes }, ALL, into);
  return rows.map((_, i) => {
    const [placement = Number.NaN, precision = Number.NaN, above = Number.NaN, positivesAbove = Number.NaN] =
      into.subarray(i * ALL.length);
    return { placement, precision, above, positivesAbove };
  });
}

function weigh(rows: readonly Row[], weighted: boolean, is: (row: Row) => boolean): number {
  return rows.filter(is).reduce((total, { weight }) => total + (weighted ? weight : 1), 0);
}

/** The same by counting all rows for every row, as the definitions read. */
function rankByCounting(rows: readonly Row[], own: Row, weighted: boolean) {
  const peers = rows.filter(({ slice }) => slice === own.slice);
  const count = (is: (row: Row) => boolean) => weigh(peers, weighted, is);
  const others = count(({ positive }) => positive !== own.positive);
  const sign = own.positive ? 1 : -1;
  const right = count((peer) => peer.positive !== own.positive && sign * (own.score - peer.score) > 0);
  const tied = count((peer) => peer.positive !== own.positive && peer.score === own.score);
  const above = (score: number) => count((peer) => peer.score >= score);
  const positivesAbove = (score: number) => count((peer) => peer.positive && peer.score >= score);
  const steps = peers.filter(({ positive, score }) => positive && score <= own.score && above(score) > 0);
  const sum = (term: (score: number) => number) =>
    steps.reduce((total, { score, weight }) => total + (weighted ? weight : 1) * term(score), 0);
  const g1 = sum((score) => 1 / above(score));
  const g2 = sum((score) => positivesAbove(score) / above(score) ** 2);
  const precision = above(own.score) > 0 ? positivesAbove(own.score) / above(own.score) : 0;
  return {
    placement: others > 0 ? (right + tied / 2) / others : 0,
    precision: (own.positive ? precision + g1 : 0) - g2,
    above: above(own.score),
    positivesAbove: positivesAbove(own.score),
  };
}

describe('ranks of scores', () => {
  test.each([
    ['rows', false],
    ['weighted rows', true],
  ])('of %s are those of counting, in each slice', (_what, weighted) => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), (rows) => {
        const ranks = ranksOf(rows, weighted);
        for (const [i, own] of rows.entries()) {
          const none = { placement: 0, precision: 0, above: 0, positivesAbove: 0 };
          const expected = own.slice < 0 ? none : rankByCounting(rows, own, weighted);
          for (const name of ALL) expect(ranks[i]?.[name]).toBeCloseTo(expected[name], 10);
        }
      }),
    );
  });

  test('what a row moves the precision at other thresholds is 0 on average', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), (rows) => {
        const one = rows.map((own) => ({ ...own, slice: 0 }));
        const ranks = ranksOf(one, false);
        const sum = one.reduce((total, { positive }, i) => {
          const rank = ranks[i] ?? { precision: 0, above: 1, positivesAbove: 0 };
          return total + rank.precision - (positive ? rank.positivesAbove / rank.above : 0);
        }, 0);
        expect(sum).toBeCloseTo(0, 9);
      }),
    );
  });
});

test('sums in memory are by slice and class, without the rows of no slice', () => {
  const features = [
    { name: 'a', sql: 'a', bound: 1 },
    { name: 'b', sql: 'b', bound: 2 },
  ];
  const values = Float64Array.of(0.5, 2, 0.25, 1, 1, -2, 1, 2);
  const columns = new Map([
    ['a', { values, width: 2, at: 0 }],
    ['b', { values, width: 2, at: 1 }],
  ]);
  const source = {
    columns,
    positive: Uint8Array.of(1, 1, 0, 1),
    slice: Int8Array.of(1, 1, 0, -1),
    slices: 2,
  };
  expect(sumInMemory(source, features, 16, 3)).toEqual([
    { s: 0, y: false, units: 1, s3: 16, s4: -16, p3_3: 16, p3_4: -16, p4_4: 16 },
    { s: 1, y: true, units: 2, s3: 12, s4: 24, p3_3: 5, p3_4: 10, p4_4: 20 },
  ]);
});
