import { Verdict } from '@proofmark/documents';
import type { BinaryRow } from '@proofmark/metrics/reference';
import { expect, test } from 'vitest';
import { evaluationOf, policyOf, sumsOf } from './fixture.ts';
import { decide, planRows } from './index.ts';

/** 3 positives in 300 rows, on all of which the candidate is far worse. */
const rows = Array.from({ length: 300 }, (_, i): BinaryRow => {
  const label = i < 3 ? '1' : '0';
  const wobble = (i % 7) / 100;
  return {
    label,
    candidate: label === '1' ? 0.05 + wobble : 0.4 + wobble,
    baseline: label === '1' ? 0.9 - wobble : 0.1 + wobble,
    cluster: String(i),
  };
});
const evaluation = evaluationOf([sumsOf(rows)]);
const gateOf = (rule: object) => Verdict.parse(decide(evaluation, policyOf([rule]))).gates[0];

test.each([
  ['a loss that looks certain', { metric: 'log_loss', 'max-rise': 0.01 }],
  ['a value that looks good', { metric: 'brier', max: 0.9 }],
])('%s is inconclusive with too few rows of a class, and says how many rows it takes', (_name, rule) => {
  const gate = gateOf(rule);
  expect(gate).toMatchObject({ status: 'inconclusive', binding: true, limit: null });
  expect(gate?.reason).toContain('3 rows of class 1 are too few to tell its spread, which takes at least 10');
  expect(gate?.reason).toContain('about 700 more rows (1,000 in all) would probably decide it.');
  expect(gate?.rowsNeeded).toBeGreaterThanOrEqual(700);
  expect(gate?.rowsNeeded).toBeLessThan(703);
});

test('points that a policy compares are compared all the same', () => {
  expect(gateOf({ metric: 'log_loss', max: 0.1, on: 'point' })).toMatchObject({ status: 'fail' });
});

test('a guardrail that cannot pass leaves no power', () => {
  const { power } = decide(evaluation, policyOf([{ metric: 'log_loss', 'max-rise': 10 }]));
  expect(power).toMatchObject({ atLeast: 0, weakest: { gate: 'log_loss:max-rise', power: 0 } });
});

test('a plan asks for enough rows of each class', () => {
  const { gates } = planRows(evaluation, policyOf([{ metric: 'log_loss', 'max-rise': 10 }]), 0.8);
  expect(gates).toMatchObject([{ needed: 1000, power: 0 }]);
  const without = evaluationOf([sumsOf(rows.filter(({ label }) => label === '0'))]);
  expect(planRows(without, policyOf([{ metric: 'log_loss', 'max-rise': 10 }]), 0.8).gates).toMatchObject([
    { needed: null, reason: expect.stringContaining('0 rows of class 1') },
  ]);
});
