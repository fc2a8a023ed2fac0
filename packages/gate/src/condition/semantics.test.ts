import type { Budget, GateRule, PolicyOptions } from '@proofmark/documents';
import { binomialPmf } from '@proofmark/stats';
import { describe, expect, test } from 'vitest';
import { evaluationOf, policyOf, rowsOf, sumsOf, type Table } from '../fixture.ts';
import { decide } from '../index.ts';
import { judge } from '../judge.ts';
import { type Bounds, planClauses } from './estimate.ts';
import { measureClause } from './measure.ts';
import { parseCondition } from './parse.ts';

// C. Renggli et al., "Continuous integration of machine learning models with ease.ml/ci", SysML 2019.

type Options = Omit<Partial<PolicyOptions>, 'budget'> & { budget?: Budget };

function decideOne(
  condition: string,
  {
    rule = {},
    options = {},
    look = 1,
    passedBefore = false,
    table = {} as Table,
  }: {
    rule?: Partial<GateRule>;
    options?: Options;
    look?: number;
    passedBefore?: boolean;
    table?: Table;
  } = {},
) {
  const counts = { both: 700, candidate: 30, baseline: 30, neither: 240, ...table };
  const looks = { look, passedBefore, recorded: 'ledger' as const };
  const policy = policyOf([{ condition, bounds: 'hoeffding', ...rule }], options);
  const verdict = decide(evaluationOf([sumsOf(rowsOf(counts))]), policy, { looks });
  return { status: verdict.status, gate: verdict.gates[0] };
}

// On 1,000 rows: n = o = 0.73, d = 0.06.
const holds = 'n > 0.5 +/- 0.1';
const fails = 'n > 0.9 +/- 0.1';
const open = 'n > 0.7 +/- 0.05';

describe('section 2.2: an unknown clause counts as false under fp-free, as true under fn-free', () => {
  test.each<[string[], 'pass' | 'fail' | 'inconclusive', fpFree: string, fnFree: string]>([
    [[holds], 'pass', 'pass', 'pass'],
    [[fails], 'fail', 'fail', 'fail'],
    [[open], 'inconclusive', 'inconclusive', 'pass'],
    [[holds, 'd < 0.5 +/- 0.1'], 'pass', 'pass', 'pass'],
    [[holds, 'd < 0.06 +/- 0.05'], 'inconclusive', 'inconclusive', 'pass'],
    [[open, 'd < 0.06 +/- 0.05'], 'inconclusive', 'inconclusive', 'pass'],
    [[holds, 'd < 0.001 +/- 0.01'], 'fail', 'fail', 'fail'],
    [[fails, 'd < 0.06 +/- 0.05'], 'fail', 'fail', 'fail'],
    [[fails, 'd < 0.5 +/- 0.1'], 'fail', 'fail', 'fail'],
  ])('%j', (clauses, gate, fpFree, fnFree) => {
    const condition = clauses.join(' /\\ ');
    const by = (mode: 'fp-free' | 'fn-free') => decideOne(condition, { rule: { mode } });
    expect([by('fp-free').gate?.status, by('fn-free').gate?.status]).toEqual([gate, gate]);
    expect([by('fp-free').status, by('fn-free').status]).toEqual([fpFree, fnFree]);
  });
});

describe('section 3: the error rate of a look', () => {
  const budget = (adaptivity: Budget['adaptivity'], steps: number) => ({ budget: { adaptivity, steps } });
  test.each<[string, string, Options, string]>([
    ['one look', holds, {}, '95 %'],
    ['H looks, none', holds, budget('none', 4), '98.8 %'],
    ['H looks, first-change', holds, budget('first-change', 4), '98.8 %'],
    ['H looks, full: 2^H', holds, budget('full', 4), '99.7 %'],
    ['two clauses', `${holds} /\\ d < 0.5 +/- 0.1`, {}, '97.5 %'],
    ['two clauses and H looks', `${holds} /\\ d < 0.5 +/- 0.1`, budget('none', 5), '99.5 %'],
    ['reliability', holds, { confidence: 0.99 }, '99 %'],
  ])('%s', (_, condition, options, confidence) => {
    const { gate } = decideOne(condition, { options });
    expect(gate?.reason.replaceAll('\u00a0', ' ')).toContain(
      `Each range holds with ${confidence} confidence`,
    );
  });

  test('the confidence of a rule is its reliability', () => {
    const rows = (rule: Partial<GateRule>) => decideOne(holds, { rule }).gate?.clauses?.[0]?.rows ?? 0;
    expect(rows({ confidence: 0.9999 }) / rows({ confidence: 0.99 })).toBeCloseTo(2, 1);
  });
});

describe('section 3.2: when the test set is used up', () => {
  test.each<[Budget['adaptivity'], object, string]>([
    ['none', { look: 4 }, 'pass'],
    ['none', { look: 5 }, 'inconclusive'],
    ['full', { look: 4, passedBefore: true }, 'pass'],
    ['full', { look: 5 }, 'inconclusive'],
    ['first-change', { look: 4 }, 'pass'],
    ['first-change', { look: 2, passedBefore: true }, 'inconclusive'],
  ])('%s at %j: %s', (adaptivity, at, status) => {
    const options = { budget: { adaptivity, steps: 4 } };
    expect(decideOne(holds, { options, ...at }).status).toBe(status);
  });

  test('what fails still fails then', () => {
    const options = { budget: { adaptivity: 'none' as const, steps: 4 } };
    expect(decideOne(fails, { options, look: 9 }).status).toBe('fail');
  });
});

describe("section 4: Bennett's bound relies on the clause on d only as far as the mode lets it", () => {
  const condition = 'n - o > -0.01 +/- 0.02 /\\ d < 0.05 +/- 0.04';
  const rows = (rule: Partial<GateRule>, options: Options = {}) =>
    decideOne(condition, { rule: { bounds: 'bennett', ...rule }, options }).gate?.clauses?.[0]?.rows;
  test.each<[string, Partial<GateRule>, Options, 'fp-free' | 'fn-free']>([
    ['fp-free', { mode: 'fp-free' }, {}, 'fp-free'],
    ['fn-free', { mode: 'fn-free' }, {}, 'fn-free'],
    ['no mode, which blocks', {}, {}, 'fp-free'],
    ['no mode, which warns', {}, { 'on-inconclusive': 'warn' }, 'fn-free'],
    ['no mode, which passes', {}, { 'on-inconclusive': 'pass' }, 'fn-free'],
  ])('%s', (_, rule, options, mode) => {
    const clauses = parseCondition(condition, 'c');
    const planned = planClauses(clauses, 'bennett', { reliability: 0.95, budget: undefined, mode });
    expect(rows(rule, options)).toBe(planned[0]?.rows);
    expect(planned[0]?.spread).toBeCloseTo(mode === 'fp-free' ? 0.05 : 0.13, 12);
  });
});

describe('the guarantee, exactly: at the bound a wrong decision is as rare as promised', () => {
  const promised = 0.05;
  const steps = 3;
  test.each<[Budget['adaptivity'], number, Bounds]>([
    ['none', promised / steps, 'hoeffding'],
    ['full', promised / 2 ** steps, 'hoeffding'],
    ['none', promised / steps, 'interval'],
    ['full', promised / 2 ** steps, 'interval'],
  ])('%s: at most %d a look, by %s', (adaptivity, rate, bounds) => {
    const guarantee = { reliability: 1 - promised, budget: { steps, adaptivity }, mode: 'fp-free' as const };
    const [clause] = planClauses(parseCondition('n > 0.8 +/- 0.05', 'c'), bounds, guarantee);
    if (!clause) throw new Error('one clause');
    const { rows } = clause;
    const wrong = { pass: 0, fail: 0 };
    for (let right = 0; right <= rows; right++) {
      const counts = { rows, both: right, first: 0, second: 0, neither: rows - right, differ: 0 };
      const measured = measureClause(clause, counts, bounds);
      const status = judge(measured, { bound: 0.8, good: 'above', strict: true });
      // The candidate is exactly at the bound, so that either decision is wrong.
      if (status !== 'inconclusive') wrong[status] += binomialPmf(right, rows, 0.8);
    }
    // Wilson's interval is an approximation: a fifth more than promised, at most.
    const most = bounds === 'hoeffding' ? rate : 1.2 * rate;
    expect(wrong.pass).toBeLessThan(most);
    expect(wrong.fail).toBeLessThan(most);
    expect(wrong.pass + wrong.fail).toBeGreaterThan(0);
  });
});
