import { findWeakSlices } from '@proofmark/metrics';
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

test('the weakest slices are repeated from the sums, and those of a forger found out', () => {
  const weak = evaluationOf([
    sumsOf(rowsOf({ both: 700, candidate: 100, baseline: 100, neither: 300 })),
    sumsOf(rowsOf({ both: 30, neither: 170 }), { slice: at('ATL') }),
    sumsOf(rowsOf({ both: 670, candidate: 100, baseline: 100, neither: 130 }), { slice: at('ORD') }),
  ]);
  const weakest = findWeakSlices(weak);
  const honest = { ...weak, ...(weakest && { weakest }) };
  expect(weakest?.slices[0]?.slice).toEqual(at('ATL'));
  expect(recompute(decide(honest, policy), honest).agrees).toBe(true);
  const forged = copy(honest);
  if (forged.weakest) forged.weakest.found = 0;
  expect(recompute(decide(forged, policy), forged).differences).toEqual([
    expect.stringMatching(/^evaluation\.weakest\.found: the document says 0, recomputed \d+$/),
  ]);
});

test('a sweep of other rows than the cells is found out', () => {
  const point = {
    side: 'candidate' as const,
    threshold: 0.5,
    truePositives: 400,
    falsePositives: 100,
    falseNegatives: 100,
    trueNegatives: 400,
  };
  const swept = { ...evaluation, sweep: [point, { ...point, truePositives: 500 }] };
  expect(recompute(decide(swept, policy), swept).differences).toEqual([
    'evaluation.sweep[1]: the document says 600 positives, the cells 500',
  ]);
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
