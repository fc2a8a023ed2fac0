import { expect, test } from 'vitest';
import { at, evaluationOf, policyOf, rowsOf, sumsOf } from './fixture.ts';
import { decide, recompute } from './index.ts';

const evaluation = evaluationOf([
  sumsOf(rowsOf({ both: 700, candidate: 60, baseline: 60, neither: 180 })),
  sumsOf(rowsOf({ both: 70, baseline: 60, neither: 18 }), { slice: at('ATL') }),
]);
const policy = policyOf([
  { metric: 'accuracy', 'max-drop': 0.03, slices: ['origin'] },
  { metric: 'roc_auc', min: 0.6 },
  { metric: 'f1', 'min-gain': 0.01, role: 'success' },
]);
const verdict = decide(evaluation, policy);
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value));

test('a verdict read from its file is repeated digit by digit', () => {
  expect(recompute(copy(verdict), copy(evaluation))).toEqual({ agrees: true, differences: [] });
});

test('provenance does not enter', () => {
  const provenance = {
    createdAt: '2026-01-01T00:00:00Z',
    tool: { name: 'proofmark' as const, version: '9' },
  };
  expect(recompute({ ...verdict, provenance }, { ...evaluation, provenance }).agrees).toBe(true);
});

test('a verdict that was changed is found out, with the place', () => {
  const forged = copy(verdict);
  const [, gate] = forged.gates;
  if (gate) gate.status = 'pass';
  forged.status = 'pass';
  expect(recompute(forged, evaluation).differences).toEqual([
    'verdict.gates[1].status: the document says "pass", recomputed "fail"',
    'verdict.status: the document says "pass", recomputed "fail"',
  ]);
});

test('an evaluation of other data is found out by its digest', () => {
  const { agrees, differences } = recompute(verdict, { ...evaluation, model: 'another' });
  expect(agrees).toBe(false);
  expect(differences.map((line) => line.split(':')[0])).toEqual(['verdict.evaluation', 'verdict.model']);
});

test('estimates that do not follow from the sums are found out', () => {
  const forged = copy(evaluation);
  const [first] = forged.estimates;
  if (first?.candidate) first.candidate.value = 0.99;
  const { differences } = recompute(decide(forged, policy), forged);
  expect(differences).toEqual([
    'evaluation.estimates[0].candidate.value: the document says 0.99, recomputed 0.76',
  ]);
});
