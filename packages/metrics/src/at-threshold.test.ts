import type { SliceSums } from '@proofmark/documents';
import { expect, test } from 'vitest';
import { binaryRows, CLASSES, metricOf } from './fixture.ts';
import {
  compare,
  directionOf,
  estimate,
  fewestRows,
  isMetric,
  mergeSums,
  requireMetric,
  scaleSums,
} from './index.ts';
import { referenceBinarySums } from './reference-sums.ts';

const options = { classes: CLASSES, level: 0.95 };
const METRICS = ['accuracy', 'precision', 'recall', 'f1', 'f_beta@2', 'balanced_accuracy', 'mcc', 'kappa'];
const units = [
  ['row', false],
  ['cluster', true],
] as const;

const sumsAt = (threshold: number, clustered: boolean, otherThresholds: number[] = []) =>
  referenceBinarySums(binaryRows, { classes: CLASSES, threshold, otherThresholds, clustered });

/** Both estimates and the difference, of sums that are in JSON, as in a document. */
function measure(name: string, sums: SliceSums) {
  const metric = metricOf(name);
  const read: SliceSums = JSON.parse(JSON.stringify(sums));
  return [
    estimate(metric, read, 'candidate', options),
    estimate(metric, read, 'baseline', options),
    compare(metric, read, options),
    fewestRows(metric, read, CLASSES),
  ];
}

test.each(units)(
  'by %s, a metric at a threshold is the one of an evaluation at that threshold',
  (_unit, by) => {
    const both = sumsAt(0.5, by, [0.3, 0.7]);
    for (const name of METRICS) {
      for (const threshold of [0.3, 0.7]) {
        expect(measure(`${name}@threshold=${threshold}`, both), name).toEqual(
          measure(name, sumsAt(threshold, by)),
        );
      }
      expect(measure(name, both)).toEqual(measure(name, sumsAt(0.5, by)));
      expect(measure(`${name}@threshold=0.3`, both)).not.toEqual(measure(name, both));
    }
  },
);

test('shards of the same thresholds are added up, and more rows are planned from them', () => {
  const half = sumsAt(0.5, false, [0.3]);
  const twice = mergeSums(half, half);
  const scaled = scaleSums(half, 2);
  const recall = metricOf('recall@threshold=0.3');
  expect(estimate(recall, twice, 'candidate', options)).toEqual(
    estimate(recall, scaled, 'candidate', options),
  );
  expect(() => mergeSums(half, sumsAt(0.5, false, [0.4]))).toThrow(
    /cannot merge .* threshold 0\.3 and .* threshold 0\.4/,
  );
});

test.each(units)('by %s, sums without the threshold say so', (_unit, by) => {
  const found = estimate(metricOf('recall@threshold=0.3'), sumsAt(0.5, by, [0.4]), 'candidate', options);
  expect(found).toEqual({ value: null, reason: 'the sums hold no predictions at the threshold 0.3' });
});

test.each([
  [
    'recall@threshold=1.5',
    'binary',
    /"recall@threshold=1\.5": expected a number from 0 to 1 after @threshold=/,
  ],
  ['recall@threshold=', 'binary', /expected a number from 0 to 1 after @threshold=/],
  ['recall@threshold=half', 'binary', /expected a number from 0 to 1 after @threshold=/],
  ['roc_auc@threshold=0.3', 'binary', /"roc_auc@threshold=0\.3" takes no threshold/],
  ['recall@0.3', 'binary', /"recall@0\.3" takes no number, did you mean "recall@threshold=0\.3"\?/],
  ['f1_macro@threshold=0.3', 'multiclass', /takes no threshold/],
  ['f1_macro@threshold=Infinity', 'multilabel', /expected a number after @threshold=/],
] as const)('%s of a %s task is refused', (name, task, message) => {
  expect(() => requireMetric(name, { task, classes: [...CLASSES] }, 'gates[0].metric')).toThrow(message);
});

test.each([
  ['f_beta@2@threshold=0.3', 'binary'],
  ['recall[class=a]@threshold=-1.5', 'multilabel'],
  ['recall[class=a@threshold=2]', 'multilabel'],
  ['f1_samples@threshold=1e-3', 'multilabel'],
] as const)('%s is a metric of a %s task', (name, task) => {
  expect(isMetric(name, { task, classes: ['a', 'a@threshold=2'] })).toBe(true);
  expect(directionOf(name)).toBe('higher');
});
