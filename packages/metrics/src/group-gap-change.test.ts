import type { SliceSums } from '@proofmark/documents';
import { moverInterval } from '@proofmark/stats';
import { describe, expect, test } from 'vitest';
import { CLASSES } from './fixture.ts';
import { compareGap } from './group-gap-change.ts';
import { compare, requireMetric } from './index.ts';

const options = { classes: CLASSES, level: 0.9 };

/** Positives of one group, by who of the two models found them. */
type Found = { both: number; candidate: number; baseline: number; neither: number };

function groupOf(value: string, { both, candidate, baseline, neither }: Found): SliceSums {
  const cell = (rows: number, first: string, second: string) =>
    rows === 0 ? [] : [{ label: '1', candidate: first, baseline: second, rows }];
  return {
    slice: [{ column: 'site', value }],
    rows: both + candidate + baseline + neither,
    cells: [
      ...cell(both, '1', '1'),
      ...cell(candidate, '1', '0'),
      ...cell(baseline, '0', '1'),
      ...cell(neither, '0', '0'),
    ],
    moments: { unit: 'row', features: [], strata: [] },
  };
}

/** A number from 0 to 1 for each call; the same ones for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Draws positives that both models find by one common threshold most of the time, so that the two are correlated. */
function draw(rows: number, [candidate, baseline]: readonly [number, number], random: () => number): Found {
  const found = { both: 0, candidate: 0, baseline: 0, neither: 0 };
  for (let i = 0; i < rows; i++) {
    const common = random();
    const own = random() < 0.7 ? common : random();
    const [first, second] = [common < candidate, own < baseline];
    found[first ? (second ? 'both' : 'candidate') : second ? 'baseline' : 'neither'] += 1;
  }
  return found;
}

const gapOf = (rates: readonly number[]) => Math.max(...rates) - Math.min(...rates);

describe('each one-sided 95 % limit of the change of a gap holds at least that often', () => {
  test.each<[string, (readonly [candidate: number, baseline: number])[]]>([
    [
      'no gap',
      [
        [0.7, 0.7],
        [0.7, 0.7],
        [0.7, 0.7],
      ],
    ],
    [
      'the same gap',
      [
        [0.8, 0.8],
        [0.7, 0.7],
        [0.6, 0.6],
      ],
    ],
    [
      'a gap that opens',
      [
        [0.8, 0.7],
        [0.7, 0.7],
        [0.6, 0.7],
      ],
    ],
    [
      'a gap that closes',
      [
        [0.7, 0.85],
        [0.7, 0.7],
        [0.7, 0.6],
      ],
    ],
    [
      'another group falls behind',
      [
        [0.6, 0.8],
        [0.8, 0.6],
        [0.7, 0.7],
      ],
    ],
    [
      'two groups',
      [
        [0.9, 0.88],
        [0.8, 0.84],
      ],
    ],
  ])('%s', (_, rates) => {
    const random = randomOf(11);
    const truth = gapOf(rates.map(([candidate]) => candidate)) - gapOf(rates.map(([, baseline]) => baseline));
    let [above, below] = [0, 0];
    const replicates = 500;
    for (let i = 0; i < replicates; i++) {
      const groups = rates.map((rate, k) => groupOf(String(k), draw(300, rate, random)));
      const { interval } = compareGap('equal_opportunity_gap', groups, options) as {
        interval: { lower: number; upper: number };
      };
      if (interval.upper < truth) above++;
      if (interval.lower > truth) below++;
    }
    // Three binomial standard errors beyond 5 %.
    const most = replicates * (0.05 + 3 * Math.sqrt((0.05 * 0.95) / replicates));
    expect(above).toBeLessThan(most);
    expect(below).toBeLessThan(most);
  });
});

test('of two groups whose order is clear it is the difference of their paired changes', () => {
  const groups = [
    groupOf('a', { both: 880, candidate: 20, baseline: 10, neither: 90 }),
    groupOf('b', { both: 480, candidate: 20, baseline: 50, neither: 450 }),
  ];
  const level = 1 - 0.1 * 0.8;
  const recall = requireMetric('recall', { task: 'binary', classes: [...CLASSES] }, 'metrics');
  const [first, second] = groups.map((group) => {
    const change = compare(recall, group, { classes: CLASSES, level });
    if (change.value === null || !change.interval || change.standardError === null)
      throw new Error('expected an interval');
    return { ...change.interval, value: change.value, standardError: change.standardError };
  });
  if (!first || !second) throw new Error('two groups');
  const spread = Math.hypot(first.standardError, second.standardError);
  const { lower, upper } = moverInterval(first, second, spread);
  const change = compareGap('equal_opportunity_gap', groups, options);
  expect(change).toMatchObject({ value: expect.closeTo(0.04, 12), interval: { lower, upper } });
});
