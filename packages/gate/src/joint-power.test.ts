import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { evaluationOf, policyOf, rowsOf, sumsOf, type Table } from './fixture.ts';
import { decide } from './index.ts';

const evaluation = evaluationOf([
  sumsOf(rowsOf({ both: 4790, candidate: 310, baseline: 310, neither: 774 })),
]);
const powerOf = (gates: object[]) => decide(evaluation, policyOf(gates)).power;

test('the power of one guardrail is the one it was planned for', () => {
  // 6,184 rows of which 10 % differ: planned for a margin of 1 pp with power 0.8 at 95 %.
  const power = powerOf([{ metric: 'accuracy', 'max-drop': 0.01 }]);
  expect(power).toMatchObject({ gates: 1, weakest: { gate: 'accuracy:max-drop' } });
  expect(power?.atLeast).toBeCloseTo(0.8, 2);
});

test('each more guardrail makes it less probable that all pass', () => {
  const power = powerOf([
    { metric: 'accuracy', 'max-drop': 0.01 },
    { metric: 'f1', 'max-drop': 0.02 },
    { metric: 'accuracy', min: 0.5 },
    { metric: 'recall', 'max-drop': 0.01, role: 'success' },
  ]);
  expect(power?.gates).toBe(2);
  expect(power?.atLeast).toBeLessThan(power?.weakest.power ?? 0);
});

test('without a guardrail against a loss there is none', () => {
  expect(powerOf([{ metric: 'accuracy', min: 0.5 }])).toBeUndefined();
});

/** Written by test/golden/joint_power.py: statsmodels. */
type Golden = { table: Table; gates: { metric: string }[]; atLeast: number; weakest: number };
const golden: Golden[] = JSON.parse(
  readFileSync(new URL('../test/golden/joint_power.json', import.meta.url), 'utf8'),
);

test.each(golden)('of $table by $gates it is that of statsmodels', ({ table, gates, atLeast, weakest }) => {
  const { power } = decide(evaluationOf([sumsOf(rowsOf(table))]), policyOf(gates));
  expect(power?.gates).toBe(gates.length);
  expect(power?.atLeast).toBeCloseTo(atLeast, 9);
  expect(power?.weakest.power).toBeCloseTo(weakest, 9);
});
