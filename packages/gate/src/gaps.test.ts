import type { GateRule } from '@proofmark/documents';
import { referenceBinarySums } from '@proofmark/metrics/reference';
import { expect, test } from 'vitest';
import { decide } from './decide.ts';
import { at, evaluationOf, policyOf, rowsOf, sumsOf } from './fixture.ts';
import { planRows } from './plan-rows.ts';

const part = (both: number, neither: number, value: string) =>
  sumsOf(rowsOf({ both, neither }), { slice: at(value) });
const evaluation = evaluationOf([
  sumsOf(rowsOf({ both: 1600, neither: 400 })),
  part(1000, 0, 'ATL'),
  part(600, 400, 'ORD'),
]);

const gap = (rule: Partial<GateRule>) =>
  policyOf([{ metric: 'equal_opportunity_gap', by: 'origin', ...rule } as GateRule]);

test.each([
  [0.3, 'fail'],
  [0.4, 'inconclusive'],
  [0.5, 'pass'],
])('a gap of 0.4 between the groups against max %d: %s', (max, status) => {
  const { gates } = decide(evaluation, gap({ max }));
  expect(gates).toMatchObject([
    { id: 'equal_opportunity_gap[by=origin]:max', status, slice: [], rows: 2000, direction: 'lower' },
  ]);
  expect(gates[0]?.candidate?.value).toBeCloseTo(0.4, 12);
});

/** In both groups the baseline finds 80 of 100 positives; the candidate finds `lost` fewer in one of them. */
const moved = (lost: number) => {
  const group = (value: string, missed: number) =>
    sumsOf(rowsOf({ both: 3200 - missed, baseline: missed, neither: 800 }), { slice: at(value) });
  return evaluationOf([
    sumsOf(rowsOf({ both: 6400 - lost, baseline: lost, neither: 1600 })),
    group('ATL', 0),
    group('ORD', lost),
  ]);
};

test.each([
  [0, 0.02, 'pass'],
  [400, 0.02, 'fail'],
  [160, 0.04, 'inconclusive'],
  [160, 0.1, 'pass'],
])('with %i rows lost in one group against a rise of at most %d: %s', (lost, rise, status) => {
  const { gates } = decide(moved(lost), gap({ 'max-rise': rise }));
  expect(gates).toMatchObject([
    { id: 'equal_opportunity_gap[by=origin]:max-rise', kind: 'non-inferiority', status },
  ]);
  expect(gates[0]?.change?.value).toBeCloseTo(lost / 3200 / 1.25, 3);
});

/** The candidate alone finds 80 of 100 positives in one group, `lost` fewer of 1,600 in the other. */
const alone = (lost: number) =>
  ['ATL', 'ORD'].map((value, i) =>
    sumsOf(
      rowsOf({ both: 800 - i * lost, neither: 200 + i * lost }).map(({ baseline: _, ...row }) => row),
      { slice: at(value) },
    ),
  );

test.each([
  [0, 'pass'],
  [300, 'fail'],
  [100, 'inconclusive'],
])(
  'with %i rows lost in one group against a baseline that was evaluated before, unpaired: %s',
  (lost, status) => {
    const recorded = {
      origin: 'release' as const,
      name: 'v1',
      evaluation: '0'.repeat(64),
      testSet: { rows: 2000, digest: 'test-set' },
      task: 'binary' as const,
      classes: ['0', '1'],
      threshold: 0.5,
      sums: alone(0),
    };
    const { gates } = decide(evaluationOf(alone(lost), { recorded }), gap({ 'max-rise': 0.1 }));
    expect(gates).toMatchObject([{ status, change: { interval: { method: 'MOVER, unpaired' } } }]);
  },
);

/** In both groups the candidate finds 80 of 100 positives at 0.5; at 0.9 none of them, for its scores end at 0.8. */
const atThresholds = () => {
  const rows = rowsOf({ both: 1600, neither: 400 });
  const part = (value: string, raised: number) =>
    referenceBinarySums(
      rows.map((row) => ({ ...row, candidate: row.candidate === 0.8 ? raised : row.candidate })),
      { classes: ['0', '1'], threshold: 0.5, otherThresholds: [0.9], clustered: false, slice: at(value) },
    );
  return evaluationOf([part('ATL', 0.8), part('ORD', 0.95)]);
};

test('a gap is judged and planned at the threshold that it names', () => {
  const rule = { by: 'origin', max: 0.1 };
  const policy = policyOf([
    { metric: 'equal_opportunity_gap', ...rule },
    { metric: 'equal_opportunity_gap@threshold=0.9', ...rule },
    { metric: 'equal_opportunity_gap@threshold=0.4', ...rule },
  ]);
  const { gates } = decide(atThresholds(), policy);
  expect(gates).toMatchObject([
    { id: 'equal_opportunity_gap[by=origin]:max', status: 'pass', candidate: { value: 0 } },
    {
      id: 'equal_opportunity_gap[by=origin]@threshold=0.9:max',
      status: 'fail',
      candidate: { value: expect.closeTo(0.8, 12) },
    },
    { status: 'fail', missing: expect.stringContaining('no predictions at the threshold 0.4') },
  ]);
  const planned = planRows(atThresholds(), policyOf([{ ...policy.gates[1], max: 0.9 }]), 0.8).gates;
  expect(planned).toMatchObject([
    { id: 'equal_opportunity_gap[by=origin]@threshold=0.9:max', needed: expect.any(Number) },
  ]);
});

test('a gap by a column without slices is missing', () => {
  const { gates } = decide(evaluation, gap({ max: 0.1, by: 'weekday' }));
  expect(gates).toMatchObject([{ status: 'fail', missing: expect.stringContaining('no slice by weekday') }]);
});

test.each<[string, Partial<GateRule>, string]>([
  [
    'another rule',
    { min: 0.1 },
    'gates[0].min: a gap is bounded from above; expected max, or max-rise against the baseline, received min',
  ],
  ['no groups', { max: 0.1, by: undefined }, 'gates[0].by: equal_opportunity_gap compares groups'],
  ['slices too', { max: 0.1, slices: ['origin'] }, 'gates[0].slices: expected "by" alone'],
  [
    'another metric',
    { metric: 'accuracy', max: 0.1 },
    'gates[0].by: expected only with demographic_parity_gap',
  ],
  [
    'a number without its name',
    { metric: 'equal_opportunity_gap@0.3', max: 0.1 },
    'gates[0].metric: expected a threshold as "equal_opportunity_gap@threshold=0.3", received "equal_opportunity_gap@0.3"',
  ],
  [
    'no threshold',
    { metric: 'equal_opportunity_gap@threshold=3', max: 0.1 },
    'gates[0].metric: "equal_opportunity_gap@threshold=3": expected a number from 0 to 1 after @threshold=',
  ],
  [
    'the groups twice',
    { metric: 'equal_opportunity_gap[by=origin]', max: 0.1 },
    'gates[0].metric: "equal_opportunity_gap[by=origin]": expected equal_opportunity_gap, and "by: origin" beside it',
  ],
  ['per cent', { max: 10 }, 'gates[0].max: expected at most 1, received 10; write 0.1'],
])('a rule that cannot be meant is refused: %s', (_, rule, message) => {
  expect(() => decide(evaluation, gap(rule))).toThrow(message);
});
