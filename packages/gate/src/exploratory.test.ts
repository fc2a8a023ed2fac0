import fc from 'fast-check';
import { expect, test } from 'vitest';
import { discoveryConfidences } from './exploratory.ts';
import { evaluationOf, policyOf, rowsOf, sumsOf } from './fixture.ts';
import { decide } from './index.ts';

test('a family is decided exactly where Benjamini and Hochberg reject', () => {
  // Y. Benjamini & Y. Hochberg 1995, section 3.2: 4 rejections of 15 at 0.05.
  const pValues = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
    0.759, 1,
  ];
  const confidences = discoveryConfidences(pValues.map((pValue) => ({ pValue, confidence: 0.95 })));
  expect(pValues.filter((p, i) => p <= 1 - (confidences[i] ?? 1))).toHaveLength(4);
});

test('no family is judged more strictly than by Bonferroni or more leniently than alone', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 1e-6, max: 1, noNaN: true }), { minLength: 1, maxLength: 9 }),
      (ps) => {
        for (const confidence of discoveryConfidences(ps.map((pValue) => ({ pValue, confidence: 0.95 })))) {
          expect(confidence).toBeGreaterThanOrEqual(0.95);
          expect(confidence).toBeLessThanOrEqual(1 - 0.05 / ps.length + 1e-12);
        }
      },
    ),
  );
});

const worse = sumsOf(rowsOf({ both: 700, candidate: 30, baseline: 90, neither: 180 }));

test('an exploratory loss warns and does not bind', () => {
  const policy = policyOf([
    { metric: 'accuracy', min: 0.5 },
    { metric: 'accuracy', 'max-drop': 0.01, role: 'exploratory' },
  ]);
  const { status, warnings } = decide(evaluationOf([worse]), policy);
  expect(status).toBe('pass');
  expect(warnings).toEqual([
    expect.stringMatching(/^accuracy:max-drop \(exploratory\): The change is .0\.060/),
  ]);
});

test('many exploratory gates that show nothing share one error rate', () => {
  const none = sumsOf(rowsOf({ both: 700, candidate: 60, baseline: 60, neither: 180 }));
  const gains = ['accuracy', 'f1', 'recall', 'roc_auc'].map((metric) => ({
    metric,
    'min-gain': 0,
    role: 'exploratory',
  }));
  const { gates } = decide(evaluationOf([none]), policyOf([{ metric: 'accuracy', min: 0.5 }, ...gains]));
  expect(gates.slice(1).map(({ confidence }) => confidence)).toEqual([0.9875, 0.9875, 0.9875, 0.9875]);
});
