import { expect, test } from 'vitest';
import { evaluationOf, policyOf, rowsOf, sumsOf } from './fixture.ts';
import { holmConfidences } from './holm.ts';
import { decide } from './index.ts';

test.each([
  ['the strongest first, until one is not rejected', [0.04, 0.01, 0.02], [0.95, 0.95, 0.95], [1, 3, 2]],
  ['none', [0.04, 0.03, 0.02], [0.95, 0.95, 0.95], [3, 3, 3]],
  ['the strongest for its own error rate', [0.008, 0.01], [0.99, 0.9], [1, 2]],
])('the error rate is divided by the gates that are left: %s', (_name, pValues, confidences, divisors) => {
  const members = pValues.map((pValue, i) => ({ pValue, confidence: confidences[i] ?? 0 }));
  holmConfidences(members).forEach((confidence, i) => {
    expect(1 - confidence).toBeCloseTo((1 - (confidences[i] ?? 0)) / (divisors[i] ?? 0), 12);
  });
});

const table = { both: 700, candidate: 75, baseline: 55, neither: 170 };
const gains = (...metrics: string[]) => metrics.map((metric) => ({ metric, 'min-gain': 0, role: 'success' }));

test('a single success gate is judged at its own confidence', () => {
  const { gates } = decide(evaluationOf([sumsOf(rowsOf(table))]), policyOf(gains('accuracy')));
  expect(gates.map(({ status, confidence }) => [status, confidence])).toEqual([['pass', 0.95]]);
});

test('several success gates share one error rate, guardrails beside them do not', () => {
  const policy = policyOf([...gains('accuracy', 'f1', 'recall'), { metric: 'accuracy', 'max-drop': 0.01 }]);
  const { gates } = decide(evaluationOf([sumsOf(rowsOf(table))]), policy);
  expect(gates.map(({ status }) => status)).toEqual(['inconclusive', 'inconclusive', 'inconclusive', 'pass']);
  const [first] = gates;
  expect(first?.confidence).toBeCloseTo(1 - 0.05 / 3, 12);
  expect(first?.reason).toContain('with 96.7 % confidence');
  expect(gates[3]?.confidence).toBe(0.95);
});

test('the strongest success gate frees error rate for the next', () => {
  const policy = policyOf([{ metric: 'accuracy', min: 0.5, role: 'success' }, ...gains('accuracy')]);
  const { gates } = decide(evaluationOf([sumsOf(rowsOf(table))]), policy);
  expect(gates.map(({ status, confidence }) => [status, confidence])).toEqual([
    ['pass', 0.975],
    ['pass', 0.95],
  ]);
});
