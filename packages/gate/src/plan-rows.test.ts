import { Plan } from '@proofmark/documents';
import { expect, test } from 'vitest';
import { at, evaluationOf, policyOf, rowsOf, sumsOf } from './fixture.ts';
import { planAssumed, planCondition, planRows } from './index.ts';

// One-sided 5 %, power 0.8: (z.95 + z.8)² · disagreement / margin².
test.each([
  [0.1, 0.02, 1, 1546],
  [0.1, 0.01, 1, 6183],
  [0.1, 0.005, 1, 24731],
  [0.05, 0.01, 1, 3092],
  [0.2, 0.01, 1, 12366],
  [0.1, 0.01, 0.1, 61826],
])('disagreement %d, margin %d, prevalence %d: %i rows', (disagreement, margin, prevalence, needed) => {
  const plan = planAssumed({ disagreement, margin, prevalence, confidence: 0.95 }, 0.8);
  expect(Plan.parse(plan).gates[0]).toMatchObject({ needed, rows: null });
  const curve = plan.gates[0]?.curve.map(({ rows }) => rows) ?? [];
  expect(curve).toEqual(curve.toSorted((a, b) => a - b));
  expect(curve[3]).toBe(needed);
});

const evaluation = evaluationOf([
  sumsOf(rowsOf({ both: 700, candidate: 50, baseline: 50, neither: 200 })),
  sumsOf(rowsOf({ both: 70, candidate: 5, baseline: 5, neither: 20 }), { slice: at('ATL') }),
]);

test('an evaluation gives the variances, of each slice its own', () => {
  const policy = policyOf([{ metric: 'accuracy', 'max-drop': 0.01, slices: ['origin'] }]);
  const { gates } = Plan.parse(planRows(evaluation, policy, 0.8));
  expect(gates.map(({ id, rows }) => [id, rows])).toEqual([
    ['accuracy:max-drop', 1000],
    ['accuracy[origin=ATL]:max-drop', 100],
  ]);
  for (const gate of gates) {
    expect(gate.needed).toBeGreaterThan(6100);
    expect(gate.needed).toBeLessThan(6300);
    expect(gate.power).toBeLessThan(0.5);
  }
});

test('success gates and budgets ask for more rows', () => {
  const rule = { metric: 'accuracy', 'max-drop': 0.01 };
  const neededFor = (gates: object[], options = {}) =>
    planRows(evaluation, policyOf(gates, options), 0.8).gates[0]?.needed ?? 0;
  const alone = neededFor([rule]);
  expect(neededFor([{ ...rule, role: 'success' }])).toBe(alone);
  expect(
    neededFor([
      { ...rule, role: 'success' },
      { metric: 'f1', 'min-gain': 0, role: 'success' },
    ]),
  ).toBeGreaterThan(alone);
  expect(neededFor([rule], { budget: { steps: 32, adaptivity: 'none' } })).toBeGreaterThan(alone);
});

test('what is not met by the assumed number is not promised', () => {
  const { gates } = planRows(evaluation, policyOf([{ metric: 'accuracy', min: 0.99 }]), 0.8);
  expect(gates[0]).toMatchObject({ needed: null, reason: expect.stringContaining('no number of rows') });
});

test('a condition needs what the paper says', () => {
  const guarantee = {
    reliability: 0.9999,
    budget: { steps: 32, adaptivity: 'full' },
    mode: 'fp-free',
    bounds: 'hoeffding',
  } as const;
  expect(planCondition('n > 0.8 +/- 0.05', 'c', guarantee)).toMatchObject([{ needed: 6279 }]);
  const policy = policyOf([{ condition: 'n - o > 0 +/- 0.1', bounds: 'hoeffding', confidence: 0.99 }], {
    budget: { steps: 32, adaptivity: 'full' },
  });
  expect(planRows(evaluation, policy, 0.8).gates).toMatchObject([{ needed: 5496 }]);
});

test('a condition that intervals judge is planned by the counts, as a metric is', () => {
  const condition = 'n - o > -0.01 +/- 0.01';
  const [asCondition] = Plan.parse(planRows(evaluation, policyOf([{ condition }]), 0.8)).gates;
  // (z.95 + z.8)² · 0.1 / 0.01².
  expect(asCondition).toMatchObject({ assuming: 'no true change', needed: 6183, rows: 1000 });
});

test('a condition that lets go is planned for the wider bound of Bennett that it is judged by', () => {
  const rule = { condition: 'n - o > -0.02 +/- 0.02 /\\ d < 0.1 +/- 0.02', bounds: 'bennett' };
  const needed = (options: object) =>
    planRows(evaluation, policyOf([rule], options), 0.8).gates[0]?.needed ?? 0;
  expect(needed({ 'on-inconclusive': 'warn' })).toBeGreaterThan(needed({}));
});

test('a policy that no rows decide is refused', () => {
  const policy = policyOf([{ metric: 'accuracy', min: 0.5, on: 'point' }]);
  expect(() => planRows(evaluation, policy, 0.8)).toThrow(
    /^gates: expected at least one gate that more rows decide, received only measures and bounds on the point/,
  );
});
