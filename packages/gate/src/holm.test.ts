import { holmAdjust } from '@proofmark/stats';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluationOf, policyOf, rowsOf, sumsOf } from './fixture.ts';
import { holmConfidences } from './holm.ts';
import { decide } from './index.ts';

test('a family is rejected exactly where the adjusted p-values are at most α', () => {
  const pValues = fc.array(fc.double({ min: 0.0001, max: 0.2, noNaN: true }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(pValues, (ps) => {
      const confidences = holmConfidences(ps.map((pValue) => ({ pValue, confidence: 0.95 })));
      const adjusted = holmAdjust(ps);
      ps.forEach((p, i) => {
        fc.pre(Math.abs((adjusted[i] ?? 0) - 0.05) > 1e-9);
        expect(p <= 1 - (confidences[i] ?? 0)).toBe((adjusted[i] ?? 1) <= 0.05);
      });
    }),
    { seed: 5 },
  );
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
