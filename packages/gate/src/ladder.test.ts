import { type Look, Look as LookSchema } from '@proofmark/documents';
import { describe, expect, test } from 'vitest';
import { candidateDigest } from './candidate-digest.ts';
import { evaluationOf, policyOf, rowsOf, sumsOf } from './fixture.ts';
import { countLooks, decide, lookOf, recompute } from './index.ts';

const budget = { adaptivity: 'ladder', steps: 10 };

/** A candidate that is right on so many of 10,000 rows on which the baseline is wrong; on 300 it is the other way. */
function candidateOf(won: number, name: string) {
  const sums = [sumsOf(rowsOf({ both: 7000, candidate: won, baseline: 300, neither: 2700 - won }))];
  const file = { path: name, bytes: 1, sha256: name.padStart(64, '0') };
  return evaluationOf(sums, { candidate: { name, kind: 'predictions', file } });
}

/** Decides one candidate after the other, as a ledger is kept; returns the only gate of each. */
function decideAll(candidates: readonly [won: number, name: string][], rule: object, ledger: Look[] = []) {
  const policy = policyOf([rule], { budget });
  return candidates.map(([won, name]) => {
    const evaluation = candidateOf(won, name);
    const { isNew, ...counted } = countLooks(ledger, {
      testSet: 'test-set',
      model: evaluation.model,
      candidate: candidateDigest(evaluation),
    });
    const verdict = decide(evaluation, policy, { looks: { ...counted, recorded: 'ledger' } });
    expect(recompute(verdict, evaluation)).toEqual({ agrees: true, differences: [] });
    const look = lookOf(evaluation, verdict, { commit: undefined, at: '2026-01-01T00:00:00Z' });
    if (isNew) ledger.push(LookSchema.parse(look));
    return verdict.gates[0];
  });
}

describe('the Ladder keeps the best so far', () => {
  // Standard errors of the changes: about 0.0031 each, so a step of about 0.0064.
  test.each([
    ['accuracy', 'higher'],
    ['brier', 'lower'],
  ])('%s (%s is better): told only beyond the best by the step', (metric) => {
    const gates = decideAll(
      [
        [700, 'a'],
        [750, 'b'],
        [800, 'c'],
        [740, 'd'],
        [880, 'e'],
      ],
      { metric, 'min-gain': 0 },
    );
    expect(gates.map((gate) => gate?.newBest !== undefined)).toEqual([true, false, true, false, true]);
    expect(gates.map((gate) => gate?.status)).toEqual([
      'pass',
      'inconclusive',
      'pass',
      'inconclusive',
      'pass',
    ]);
  });

  test('what is not told names the best and the step', () => {
    const [, second] = decideAll(
      [
        [700, 'a'],
        [750, 'b'],
      ],
      { metric: 'accuracy', 'min-gain': 0 },
    );
    expect(second?.reason).toMatch(
      /^The change is \+0\.045, but a candidate before this one reached 0\.77 on this test set; 0\.775 is no new best, which is told only 0\.006\d+ beyond it/,
    );
  });

  test('a candidate that is judged again is told the same, whatever came after it', () => {
    const ledger: Look[] = [];
    const rule = { metric: 'accuracy', 'min-gain': 0 };
    const [first] = decideAll([[700, 'a']], rule, ledger);
    decideAll([[880, 'b']], rule, ledger);
    expect(decideAll([[700, 'a']], rule, ledger)).toEqual([first]);
    expect(ledger).toHaveLength(2);
  });

  test('other models, metrics and test sets have bests of their own', () => {
    const rule = { metric: 'accuracy', 'min-gain': 0 };
    const told = (change: Partial<Look>) => {
      const ledger: Look[] = [];
      decideAll([[880, 'a']], rule, ledger);
      const [gate] = decideAll(
        [[700, 'b']],
        rule,
        ledger.map((look) => ({ ...look, ...change })),
      );
      return gate?.newBest !== undefined;
    };
    expect(told({})).toBe(false);
    expect(told({ model: 'another' })).toBe(true);
    expect(told({ testSet: 'another' })).toBe(true);
    expect(told({ bests: [{ metric: 'f1', slice: [], value: 0.99, standardError: 0 }] })).toBe(true);
  });

  // M. Hardt's Ladder.jl: the best is replaced when the new loss is below it by the step.
  test('follows the algorithm, candidate by candidate', () => {
    const wins = [310, 360, 420, 400, 500, 520, 610, 590, 640, 800, 790, 805];
    const standardError = (won: number) => {
      const [rows, change] = [10_000, (won - 300) / 10_000];
      return Math.sqrt(((won + 300) / rows - change ** 2) / (rows - 1));
    };
    let best: { value: number; error: number } | undefined;
    const expected = wins.map((won) => {
      const [value, error] = [(7000 + won) / 10_000, standardError(won)];
      const isTold =
        (won - 300) / 10_000 > error && (best === undefined || value > best.value + best.error + error);
      if (isTold) best = { value, error };
      return isTold;
    });
    const candidates = wins.map((won, i): [number, string] => [won, String(i)]);
    const gates = decideAll(candidates, { metric: 'accuracy', 'min-gain': 0 });
    expect(gates.map((gate) => gate?.newBest !== undefined)).toEqual(expected);
    expect(expected.filter(Boolean).length).toBeGreaterThan(2);
  });
});
