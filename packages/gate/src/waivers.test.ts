import { documentDigest, type Waiver } from '@proofmark/documents';
import { expect, test } from 'vitest';
import { evaluationOf, policyOf, rowsOf, sumsOf } from './fixture.ts';
import { decide, recompute } from './index.ts';

const evaluation = evaluationOf([sumsOf(rowsOf({ both: 700, candidate: 30, baseline: 90, neither: 180 }))]);
const policy = policyOf([
  { metric: 'accuracy', 'max-drop': 0.01 },
  { metric: 'accuracy', min: 0.5 },
]);
const commit = 'a'.repeat(40);
const other = 'b'.repeat(40);
const waiver: Waiver = {
  model: 'flight-delay',
  gate: 'accuracy:max-drop',
  commit,
  evaluation: documentDigest(evaluation),
  reason: 'the data of March were wrong',
  by: 'ada',
  role: 'admin',
  at: '2026-01-01T00:00:00Z',
  expires: '2026-01-08T00:00:00Z',
};
const decideWith = (given: Waiver[], at = '2026-01-02T00:00:00Z') =>
  decide(evaluation, policy, { waivers: { commit, at, given } });

test('an overridden gate keeps its status and numbers, does not bind, and names who did it', () => {
  const verdict = decideWith([waiver]);
  const before = decide(evaluation, policy).gates[0];
  expect(verdict.gates[0]).toEqual({
    ...before,
    binding: false,
    waived: { by: 'ada', reason: 'the data of March were wrong', expires: '2026-01-08T00:00:00Z' },
  });
  expect(verdict.gates[0]?.status).toBe('fail');
  expect(verdict).toMatchObject({
    status: 'pass',
    headline: 'Overridden by ada: accuracy fell by 0.060 (allowed 0.01); ready to merge',
    warnings: [
      'accuracy:max-drop: overridden by ada until 2026-01-08T00:00:00Z: the data of March were wrong',
    ],
  });
});

test.each<[string, Partial<Waiver>, string | undefined, string]>([
  ['of another gate', { gate: 'accuracy:min' }, undefined, 'fail'],
  ['of another commit and other numbers', { commit: other, evaluation: '0'.repeat(64) }, undefined, 'fail'],
  ['of another model at this commit', { model: 'other', evaluation: '0'.repeat(64) }, undefined, 'fail'],
  ['of before models had names, of these numbers', { model: undefined }, undefined, 'pass'],
  ['of before, at this commit', { model: undefined, evaluation: '0'.repeat(64) }, undefined, 'fail'],
  ['of the same numbers at another commit', { commit: other }, undefined, 'pass'],
  ['of this commit with other numbers', { evaluation: '0'.repeat(64) }, undefined, 'pass'],
  ['at the moment it expires', {}, '2026-01-08T00:00:00Z', 'fail'],
  ['just before', {}, '2026-01-07T23:59:59.999Z', 'pass'],
])('an override %s', (_name, changes, at, status) => {
  expect(decideWith([{ ...waiver, ...changes }], at).status).toBe(status);
});

test('an expired override is told', () => {
  expect(decideWith([waiver], '2026-02-01T00:00:00Z').warnings).toEqual([
    'accuracy:max-drop: the override by ada expired at 2026-01-08T00:00:00Z.',
  ]);
});

test('the verdict holds the overrides it knew of, so that it can be repeated digit by digit', () => {
  const verdict = JSON.parse(JSON.stringify(decideWith([waiver])));
  expect(recompute(verdict, evaluation)).toEqual({ agrees: true, differences: [] });
  delete verdict.waivers;
  expect(recompute(verdict, evaluation).agrees).toBe(false);
});
