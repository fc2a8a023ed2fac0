import { expect, test } from 'vitest';
import { binaryRows, CLASSES } from './fixture.ts';
import { compareGap } from './group-gap-change.ts';
import {
  directionOf,
  estimateGap,
  gapThresholds,
  groupGapMetric,
  groupGaps,
  unitOf,
  whyNoGap,
} from './index.ts';
import { referenceBinarySums } from './reference-sums.ts';

const options = { classes: CLASSES, level: 0.9 };

const groupsAt = (threshold: number, clustered: boolean, otherThresholds: number[] = []) =>
  [...Map.groupBy(binaryRows, ({ site }) => site)].map(([value, own]) =>
    referenceBinarySums(own, {
      classes: CLASSES,
      threshold,
      otherThresholds,
      clustered,
      slice: [{ column: 'site', value }],
    }),
  );

test.each([
  ['row', false],
  ['cluster', true],
])('by %s, a gap at a threshold is the one of an evaluation at that threshold', (_unit, clustered) => {
  const both = groupsAt(0.5, clustered, [0.3, 0.7]);
  for (const { name } of groupGaps) {
    for (const threshold of [0.3, 0.7]) {
      const named = groupGapMetric(`${name}@threshold=${threshold}`, 'site').name;
      const own = groupsAt(threshold, clustered);
      for (const side of ['candidate', 'baseline'] as const) {
        expect(estimateGap(named, both, side, options)).toEqual(estimateGap(name, own, side, options));
      }
      expect(compareGap(named, both, options)).toEqual(compareGap(name, own, options));
      expect(compareGap(named, both, options)).not.toEqual(compareGap(name, both, options));
    }
  }
});

test('sums without the threshold say so', () => {
  const found = estimateGap(
    'equal_opportunity_gap@threshold=0.3',
    groupsAt(0.5, false),
    'candidate',
    options,
  );
  expect(found).toMatchObject({
    value: null,
    reason: expect.stringContaining('the sums hold no predictions at the threshold 0.3'),
  });
});

test('the name of a gap has the column before the threshold, whatever the column is called', () => {
  for (const by of ['site', 'a]@threshold=0.2', '[by=x]', '@threshold=0.9']) {
    const plain = groupGapMetric('demographic_parity_gap', by);
    const named = groupGapMetric('demographic_parity_gap@threshold=0.30', by);
    expect(named.name).toBe(`demographic_parity_gap[by=${by}]@threshold=0.30`);
    expect([gapThresholds([named.name]), gapThresholds([plain.name])]).toEqual([[0.3], []]);
    expect([directionOf(named.name), unitOf(named.name)]).toEqual(['lower', 'proportion']);
  }
});

test.each([
  ['equal_opportunity_gap@threshold=', /"equal_opportunity_gap@threshold=": expected a number from 0 to 1/],
  ['equal_opportunity_gap@threshold=1.5', /expected a number from 0 to 1 after @threshold=/],
  ['equal_opportunity_gap@threshold=half', /expected a number from 0 to 1 after @threshold=/],
  ['equal_opportunity_gap[by=site]', /expected equal_opportunity_gap, and "by: site" beside it/],
])('%s is refused', (name, message) => {
  expect(whyNoGap(name)).toMatch(message);
  expect(gapThresholds([name])).toEqual([]);
});
