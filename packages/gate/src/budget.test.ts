import type { Look } from '@proofmark/documents';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { candidateDigest } from './candidate-digest.ts';
import { evaluationOf, policyOf, rowsOf, sumsOf } from './fixture.ts';
import { countLooks, decide, type LookState, lookOf, recompute } from './index.ts';

const better = evaluationOf([sumsOf(rowsOf({ both: 7000, candidate: 700, baseline: 300, neither: 2000 }))]);
const close = evaluationOf([sumsOf(rowsOf({ both: 7000, candidate: 330, baseline: 300, neither: 2370 }))]);
const rule = { metric: 'accuracy', 'max-drop': 0.01 };

function decideAt(
  look: Partial<LookState>,
  budget: object,
  { gates = [rule as object], evaluation = better } = {},
) {
  const state = { look: 1, passedBefore: false, recorded: 'ledger' as const, ...look };
  return decide(evaluation, policyOf(gates, { budget }), { looks: state });
}

test.each([
  ['none', 32, 0.05 / 32],
  ['first-change', 32, 0.05 / 32],
  ['ladder', 10, 0.05 / 10],
  ['full', 7, 0.05 / 128],
])('adaptivity %s shares the error rate among %i looks', (adaptivity, steps, errorRate) => {
  const { gates } = decideAt({}, { adaptivity, steps });
  expect(1 - (gates[0]?.confidence ?? 0)).toBeCloseTo(errorRate, 14);
});

test('exploratory gates and bounds on the point spend nothing', () => {
  const gates = [rule, { metric: 'f1', min: 0.1, on: 'point' }, { ...rule, role: 'exploratory' }];
  const verdict = decideAt({}, { adaptivity: 'full', steps: 5 }, { gates });
  expect(verdict.gates.slice(1).map(({ confidence }) => confidence)).toEqual([0.95, 0.95]);
});

test.each([
  [1, [], 'pass'],
  [25, [], 'pass'],
  [26, ['The test set is nearly spent: look 26 of 32; prepare a new one.'], 'pass'],
  [32, ['The test set is nearly spent: look 32 of 32; prepare a new one.'], 'pass'],
  [33, ['No gate can pass: the test set is spent (look 33 of 32).'], 'inconclusive'],
])('look %i of 32', (look, warnings, status) => {
  const verdict = decideAt({ look }, { adaptivity: 'none', steps: 32 });
  expect([verdict.status, verdict.warnings]).toEqual([status, warnings]);
});

test('a spent test set keeps its numbers, says why nothing passes, and lets losses stay losses', () => {
  const { gates } = decideAt(
    { look: 3 },
    { adaptivity: 'none', steps: 2 },
    { gates: [rule, { metric: 'accuracy', min: 0.99 }, { metric: 'f1', min: 0.1, on: 'point' }] },
  );
  expect(gates.map(({ status }) => status)).toEqual(['inconclusive', 'fail', 'inconclusive']);
  expect(gates[0]?.reason).toMatch(
    /^The change is \+0\.04.* That proves nothing any more: the test set is spent \(look 3 of 2\); judge on a new test set\.$/,
  );
  expect(gates[0]?.change?.value).toBeCloseTo(0.04);
});

test.each([
  ['fail', 'inconclusive', true],
  ['warn', 'pass', false],
  ['pass', 'pass', false],
])('a spent test set under on-inconclusive: %s', (leniency, status, binding) => {
  const options = { budget: { adaptivity: 'none', steps: 2 }, 'on-inconclusive': leniency };
  const looks = { look: 3, passedBefore: false, recorded: 'ledger' as const };
  const verdict = decide(better, policyOf([rule], options), { looks });
  expect([verdict.status, verdict.gates[0]?.binding]).toEqual([status, binding]);
  expect(verdict.warnings[0]).toBe('No gate can pass: the test set is spent (look 3 of 2).');
});

test('after the first pass another candidate needs a new test set', () => {
  const budget = { adaptivity: 'first-change', steps: 32 };
  expect(decideAt({ look: 2 }, budget).status).toBe('pass');
  expect(decideAt({ look: 2, passedBefore: true }, budget)).toMatchObject({
    status: 'inconclusive',
    warnings: ['No gate can pass: the test set is spent (a candidate has passed on it).'],
  });
});

test('the Ladder tells a gain that is larger than its standard error, and no smaller one', () => {
  const gates = [{ metric: 'accuracy', 'min-gain': 0 }];
  const budget = { adaptivity: 'ladder', steps: 10 };
  // 30 more right of 630 that differ: the change is 1.2 standard errors.
  const told = decideAt({ look: 99 }, budget, { gates, evaluation: close });
  expect(told.gates[0]).toMatchObject({ status: 'pass', reason: expect.stringContaining('a new best') });
  const small = evaluationOf([sumsOf(rowsOf({ both: 7000, candidate: 310, baseline: 300, neither: 2390 }))]);
  expect(decideAt({ look: 1 }, budget, { gates, evaluation: small }).gates[0]?.status).toBe('inconclusive');
});

test('on a spent test set the Ladder still tells new bests, and the warning says no other thing', () => {
  const gates = [{ metric: 'accuracy', 'min-gain': 0 }];
  const verdict = decideAt({ look: 6 }, { adaptivity: 'ladder', steps: 3 }, { gates });
  expect(verdict).toMatchObject({
    status: 'pass',
    warnings: ['Only a new best can pass: the test set is spent (look 6 of 3).'],
    budget: { assumes: 'whoever makes candidates sees of each verdict only new bests, and no other numbers' },
  });
});

test('the headline of a spent test set says so, not that the data cannot tell', () => {
  expect(decideAt({ look: 33 }, { adaptivity: 'none', steps: 32 }).headline).toBe(
    'Inconclusive: the test set is spent (look 33 of 32), so that accuracy cannot pass; judge on a new one',
  );
});

test.each([
  ['later', 'This look is not in the ledger yet: a workflow that may write records it.'],
  ['nowhere', 'No ledger was given: looks at the test set were not counted.'],
] as const)('a look that is recorded %s says so', (recorded, warning) => {
  expect(decideAt({ recorded }, { adaptivity: 'none', steps: 9 }).warnings).toEqual([warning]);
});

test('a budget that no interval can bear is refused with the remedy', () => {
  expect(() => decideAt({}, { adaptivity: 'full', steps: 40 })).toThrow(
    /policy\.budget\.steps: an error rate of 0\.05 \/ 2\^40 .* received 40; plan fewer/,
  );
});

describe('looks at one test set', () => {
  const look = (n: number, changes: Partial<Look> = {}): Look => ({
    testSet: 'a',
    model: 'm',
    commit: `c${n}`,
    candidate: `${n}`.padStart(64, '0'),
    status: 'fail',
    at: '2026-01-01T00:00:00Z',
    ...changes,
  });

  test.each<[string, Look[], Look, object]>([
    ['the first', [], look(1), { look: 1, isNew: true }],
    ['another', [look(1), look(2)], look(3), { look: 3, isNew: true }],
    ['one that is repeated', [look(1), look(2), look(3)], look(2), { look: 2, isNew: false }],
    ['another at the same commit', [look(1), look(2)], look(9, { commit: 'c1' }), { look: 3, isNew: true }],
    ['the same candidate', [look(1), look(2)], look(2, { commit: 'c9' }), { look: 2, isNew: false }],
    ['of another test set', [look(1), look(2)], look(1, { testSet: 'b' }), { look: 1, isNew: true }],
    ['written twice', [look(1), look(1), look(2)], look(3), { look: 3, isNew: true }],
    ['after a pass', [look(1, { status: 'pass' })], look(2), { passedBefore: true }],
    ['its own pass', [look(1, { status: 'pass' })], look(1), { passedBefore: false }],
  ])('%s', (_name, looks, own, expected) => {
    expect(countLooks(looks, own)).toMatchObject(expected);
  });

  test('recording a look any number of times changes no number', () => {
    const numbers = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(numbers, (order) => {
        const ledger: Look[] = [];
        const given = new Map<number, number>();
        for (const n of order) {
          const { look: number, isNew } = countLooks(ledger, look(n));
          expect(number).toBe(given.get(n) ?? given.size + 1);
          given.set(n, number);
          if (isNew) ledger.push(look(n));
        }
        expect(ledger).toHaveLength(given.size);
      }),
    );
  });

  test('a look holds what it was about', () => {
    const seen = lookOf(better, { status: 'pass', gates: [] }, { commit: 'abc', at: 'now' });
    expect(seen).toEqual({
      testSet: 'test-set',
      model: 'flight-delay',
      commit: 'abc',
      candidate: candidateDigest(better),
      status: 'pass',
      at: 'now',
    });
  });
});

test('a verdict under a budget is repeated digit by digit, and a forged count is found out', () => {
  const verdict = decideAt({ look: 33 }, { adaptivity: 'none', steps: 32 });
  expect(recompute(JSON.parse(JSON.stringify(verdict)), better)).toEqual({ agrees: true, differences: [] });
  const forged = { ...verdict, budget: { ...verdict.budget, look: 1 } } as typeof verdict;
  expect(recompute(forged, better).differences).toContain(
    'verdict.status: the document says "inconclusive", recomputed "pass"',
  );
});
