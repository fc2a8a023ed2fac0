import { type SliceSums, UserError } from '@proofmark/documents';
import { expect, test } from 'vitest';
import { at, evaluationOf, policyOf, rowsOf, sumsOf } from './fixture.ts';
import { decide } from './index.ts';

const rows = rowsOf({ both: 10, candidate: 4, neither: 6 });
const good = sumsOf(rows);
const clustered = sumsOf(rows, { slice: at('ATL'), clustered: true });

function withStrata(sums: SliceSums, change: (stratum: SliceSums['moments']['strata'][number]) => object) {
  const strata = sums.moments.strata.map((stratum) => ({ ...stratum, ...change(stratum) }));
  return { ...sums, moments: { ...sums.moments, strata } };
}

test.each<[what: string, sums: SliceSums, problem: string]>([
  [
    'cells that are not all rows',
    { ...good, cells: good.cells.slice(1) },
    `the whole test set: expected cells of 20 rows in all, received ${20 - (good.cells[0]?.rows ?? 0)}`,
  ],
  [
    'other labels at another threshold',
    { ...good, thresholds: [{ threshold: 0.3, cells: good.cells.slice(1) }] },
    'the whole test set: expected cells of 10 rows of 0 and 10 rows of 1 at the threshold 0.3, received 5 rows of 0 and 10 rows of 1',
  ],
  [
    'more clusters than rows',
    withStrata(clustered, () => ({ units: 21 })),
    'origin=ATL: expected at most 20 units (clusters) in the strata, received 21',
  ],
  [
    'strata of fewer rows',
    withStrata(good, () => ({ units: 9 })),
    'the whole test set: expected strata of 20 rows in all, received 18',
  ],
  [
    'a mean too few',
    withStrata(good, ({ mean }) => ({ mean: mean.slice(1) })),
    'the whole test set: stratum 0: expected 6 means, one by feature, received 5',
  ],
  [
    'comoments that are not of the features',
    withStrata(good, ({ comoment }) => ({ comoment: [...comoment, 0] })),
    'the whole test set: stratum 0: expected 21 comoments of 6 features, received 22',
  ],
])('an evaluation with %s is refused', (_what, sums, problem) => {
  const evaluation = { ...evaluationOf([good]), sums: [sums] };
  const policy = policyOf([{ metric: 'accuracy', min: 0.1 }]);
  expect(() => decide(evaluation, policy)).toThrow(
    new UserError('document-invalid', `the evaluation contradicts itself on ${problem}; evaluate again`),
  );
});

test.each<[what: string, rows: number, sums: SliceSums[], problem: string]>([
  [
    'more rows',
    1e9,
    [good],
    'the whole test set: expected the 1000000000 rows of testSet, received sums of 20',
  ],
  [
    'fewer rows than a slice',
    19,
    [clustered],
    'origin=ATL: expected at most the 19 rows of testSet, received sums of 20',
  ],
])(
  'a test set that states %s is refused, of the candidate and of a recorded baseline',
  (_what, rows, sums, problem) => {
    const policy = policyOf([{ metric: 'accuracy', min: 0.1 }]);
    const evaluation = evaluationOf([good]);
    const testSet = { ...evaluation.testSet, rows };
    const { task, classes } = evaluation;
    const origin = { origin: 'file' as const, name: 'old.json', evaluation: '2'.repeat(64) };
    const recorded = {
      ...origin,
      testSet: { rows, digest: 'test-set' },
      task,
      classes,
      threshold: 0.5,
      sums,
    };
    const error = new UserError(
      'document-invalid',
      `the evaluation contradicts itself on ${problem}; evaluate again`,
    );
    expect(() => decide({ ...evaluation, testSet, sums }, policy)).toThrow(error);
    expect(() => decide({ ...evaluation, recorded }, policy)).toThrow(error);
  },
);
