import type { Evaluation, GateResult } from '@proofmark/documents';
import { describe, expect, test } from 'vitest';
import { evaluationOf, policyOf, rowsOf, sumsOf } from './fixture.ts';
import { decide } from './index.ts';

const rows = rowsOf({ both: 700, candidate: 60, baseline: 60, neither: 180 });
const unpaired = rows.map(({ baseline: _, ...row }) => row);
const negatives = rows.filter(({ label }) => label === '0');
const certain = { metric: 'f1', min: 0, on: 'point' };
const narrow = { metric: 'accuracy', 'max-drop': 0.01 };

type Option = 'on-inconclusive' | 'on-missing' | 'on-no-baseline';
type Case = [name: string, evaluation: Evaluation, rule: object, option: Option, missing: string | undefined];

const cases: Case[] = [
  [
    'no baseline',
    evaluationOf([sumsOf(unpaired)], { baseline: null }),
    narrow,
    'on-no-baseline',
    'there is no baseline to compare with',
  ],
  [
    'a baseline of another test set',
    evaluationOf([sumsOf(unpaired)]),
    narrow,
    'on-missing',
    'accuracy has no value (baseline: not measured on these rows)',
  ],
  [
    'a metric that was not evaluated',
    evaluationOf([sumsOf(rows)], { metrics: ['f1'] }),
    narrow,
    'on-missing',
    'the evaluation does not hold accuracy; it holds f1',
  ],
  [
    'an undefined value',
    evaluationOf([sumsOf(negatives)]),
    { metric: 'recall', min: 0.5 },
    'on-missing',
    'recall has no value (no positive labels (zero division))',
  ],
  [
    'no sums of the whole test set',
    evaluationOf([]),
    narrow,
    'on-missing',
    'the evaluation does not hold the whole test set',
  ],
  [
    'a test set without any row that the metric is about',
    evaluationOf([sumsOf([])]),
    narrow,
    'on-missing',
    'accuracy has no value (candidate: no rows)',
  ],
  ['data that cannot tell', evaluationOf([sumsOf(rows)]), narrow, 'on-inconclusive', undefined],
];

describe.each(cases)('%s', (_name, evaluation, rule, option, missing) => {
  const decideWith = (leniency: string, role = 'guardrail') => {
    const rules = [{ ...rule, role }, ...(role === 'exploratory' ? [certain] : [])];
    const verdict = decide(evaluation, policyOf(rules, { [option]: leniency }));
    return { ...verdict, gate: verdict.gates[0] as GateResult };
  };

  test('binds when the policy is strict', () => {
    const { gate, status, warnings } = decideWith('fail');
    const expected = missing === undefined ? 'inconclusive' : 'fail';
    expect([gate.status, gate.binding, status]).toEqual([expected, true, expected]);
    const remedy = option === 'on-no-baseline' ? '; set policy.on-no-baseline: warn for the first run' : '';
    expect(gate.missing).toBe(missing && `${missing}${remedy}`);
    expect(warnings).toEqual([]);
  });

  test('warns and lets go when the policy says so', () => {
    const { gate, status, warnings } = decideWith('warn');
    expect([gate.status, gate.binding, status]).toEqual(['inconclusive', false, 'pass']);
    expect(gate.missing).toBe(missing);
    expect(warnings).toHaveLength(1);
  });

  test('stays visible in the gates when the policy lets it pass', () => {
    const { gate, status, warnings } = decideWith('pass');
    expect([gate.status, gate.binding, status]).toEqual(['inconclusive', false, 'pass']);
    expect(gate.reason).not.toBe('');
    expect(warnings).toEqual([]);
  });

  test('never binds an exploratory gate', () => {
    const { gate, gates } = decideWith('fail', 'exploratory');
    expect([gate.status, gate.binding]).toEqual(['inconclusive', false]);
    expect(gates.filter(({ id, binding }) => binding && id !== 'f1:min')).toEqual([]);
  });
});

test('a slice column without values is a gate of its own', () => {
  const verdict = decide(
    evaluationOf([sumsOf(rows)]),
    policyOf([{ metric: 'accuracy', min: 0.5, slices: ['origin'] }]),
  );
  expect(verdict.gates.map(({ id, status }) => [id, status])).toEqual([
    ['accuracy:min', 'pass'],
    ['accuracy[origin=*]:min', 'fail'],
  ]);
  expect(verdict.headline).toBe(
    'Refused: accuracy was not judged at origin=*: the evaluation holds no slice by origin; evaluate with it',
  );
});

test('a slice column that the evaluation left out is said to be, and why', () => {
  const omitted = [{ why: 'few-rows', column: 'origin', values: 14, minRows: 100 }] as const;
  const { gates } = decide(
    evaluationOf([sumsOf(rows)], { omitted: [...omitted] }),
    policyOf([{ metric: 'accuracy', min: 0.5, slices: ['origin'] }]),
  );
  expect(gates.at(-1)?.missing).toBe(
    'the evaluation left out every slice by origin (origin: 14 values with fewer than 100 rows)',
  );
});

const firstRun = [
  { metric: 'accuracy', 'max-drop': 0.01 },
  { metric: 'f1', 'max-drop': 0.01 },
  { metric: 'accuracy', min: 0.5 },
];

test('a run without a baseline is refused by default, and says how to make the first run', () => {
  const verdict = decide(evaluationOf([sumsOf(unpaired)], { baseline: null }), policyOf(firstRun));
  expect(verdict).toMatchObject({
    status: 'fail',
    headline:
      'Refused: accuracy was not judged: there is no baseline to compare with; set policy.on-no-baseline: warn for the first run, and 1 more gate',
  });
  expect(verdict.gates[0]?.reason).toBe(
    'Not judged: there is no baseline to compare with; set policy.on-no-baseline: warn for the first run.',
  );
});

test('the first run records its values and says that there was nothing to compare with', () => {
  const policy = policyOf(firstRun, { 'on-no-baseline': 'warn' });
  const verdict = decide(evaluationOf([sumsOf(unpaired)], { baseline: null }), policy);
  expect(verdict).toMatchObject({
    status: 'pass',
    headline: 'No baseline yet: 1 of 3 gates passed, 2 gates not decided; ready to merge',
    warnings: ['There is no baseline to compare with: 2 gates were not judged.'],
  });
  expect(verdict.gates[0]).toMatchObject({ candidate: { value: 0.76 }, baseline: null, change: null });
});

test('values without any spread are inconclusive, with the reason', () => {
  const sums = sumsOf(rowsOf({ candidate: 3 }));
  const { gates } = decide(evaluationOf([sums]), policyOf([{ metric: 'f1', 'min-gain': 0.1 }]));
  expect(gates[0]).toMatchObject({
    status: 'inconclusive',
    limit: null,
    reason:
      'The change is +1.000, but all 3 rows agree, so the spread is unknown; a gain of more than 0.1 is required.',
  });
});
