import { expect, test } from 'vitest';
import { evaluationOf, policyOf, rowsOf, sumsOf } from '../fixture.ts';
import { decide, recompute } from '../index.ts';

const equal = evaluationOf([sumsOf(rowsOf({ both: 7000, candidate: 300, baseline: 300, neither: 2400 }))]);
const better = evaluationOf([sumsOf(rowsOf({ both: 7000, candidate: 900, baseline: 100, neither: 2000 }))]);
const rule = 'n - o > -0.02 +/- 0.01 /\\ d < 0.2 +/- 0.01';
const decideOne = (condition: string, changes: object = {}, evaluation = equal, options: object = {}) => {
  const verdict = decide(evaluation, policyOf([{ condition, ...changes }], options));
  return { verdict, gate: verdict.gates[0] };
};

test.each([
  [rule, 'interval', 'pass'],
  [rule, 'hoeffding', 'inconclusive'],
  ['n - o > -0.1 +/- 0.05', 'hoeffding', 'pass'],
  ['n - o > 0.1 +/- 0.05', 'hoeffding', 'fail'],
  ['n - o > -0.02 +/- 0.015 /\\ d < 0.1 +/- 0.02', 'bennett', 'pass'],
  ['n - o > 0 +/- 0.01', 'interval', 'inconclusive'],
  ['n > 0.7 +/- 0.01', 'interval', 'pass'],
  ['n > 0.75 +/- 0.01', 'interval', 'fail'],
  ['2 * n - o - d > 0.6 +/- 0.01', 'interval', 'pass'],
  ['n - o > -0.02 +/- 0.01 /\\ d < 0.01 +/- 0.01', 'interval', 'fail'],
])('%s by %s: %s', (condition, bounds, status) => {
  expect(decideOne(condition, { bounds }).verdict.status).toBe(status);
});

test('each clause shows its value, its bounds, and the rows that its tolerance asks for', () => {
  const { gate } = decideOne(rule, { bounds: 'hoeffding', confidence: 0.99 });
  expect(gate?.clauses).toMatchObject([
    { text: 'n - o > -0.02 +/- 0.01', value: 0, status: 'inconclusive', rows: 119_830 },
    { text: 'd < 0.2 +/- 0.01', value: 0.06, status: 'pass', rows: 26_492 },
  ]);
  expect(gate).toMatchObject({
    id: `condition:${rule}`,
    rowsNeeded: 109_830,
    reason: expect.stringContaining('by the bound of Hoeffding, which asks for 119,830 rows'),
  });
});

test.each([
  [undefined, {}, 'inconclusive'],
  [undefined, { 'on-inconclusive': 'warn' }, 'pass'],
  ['fp-free', { 'on-inconclusive': 'warn' }, 'inconclusive'],
  ['fn-free', {}, 'pass'],
])('what cannot be told, with mode %s and %j: %s', (mode, options, status) => {
  const { verdict, gate } = decideOne(
    'n - o > 0 +/- 0.01',
    mode === undefined ? {} : { mode },
    equal,
    options,
  );
  expect([gate?.status, verdict.status]).toEqual(['inconclusive', status]);
});

test('a budget widens the bounds, and a spent one lets nothing pass', () => {
  const budget = { steps: 4, adaptivity: 'none' };
  const policy = policyOf([{ condition: 'n - o > 0.05 +/- 0.01' }], { budget });
  const looks = (look: number) => ({ look, passedBefore: false, recorded: 'ledger' as const });
  const width = (verdict: ReturnType<typeof decide>) => {
    const [clause] = verdict.gates[0]?.clauses ?? [];
    return (clause?.upper ?? 0) - (clause?.lower ?? 0);
  };
  const first = decide(better, policy, { looks: looks(1) });
  expect(first.status).toBe('pass');
  expect(width(first)).toBeGreaterThan(
    width(decide(better, policyOf([{ condition: 'n - o > 0.05 +/- 0.01' }]))),
  );
  expect(decide(better, policy, { looks: looks(5) })).toMatchObject({
    status: 'inconclusive',
    gates: [{ reason: expect.stringContaining('the test set is spent (look 5 of 4)') }],
  });
});

test.each([
  [{ condition: 'n > 0.5 +/- 0.1', metric: 'accuracy', min: 0.5 }, /either metric or condition/],
  [{ condition: 'n > 0.5 +/- 0.1', min: 0.5 }, /none with a condition/],
  [{ metric: 'accuracy', min: 0.5, mode: 'fp-free' }, /only with a condition/],
])('%j is no rule', (gate, message) => {
  expect(() => policyOf([gate])).toThrow(message);
});

test.each([
  [{ slices: ['origin'] }, /gates\[0\]\.slices: .*remove it/],
  [{ role: 'success' }, /gates\[0\]\.role: /],
  [{ condition: 'n > 0.5' }, /gates\[0\]\.condition: at the end: expected \+\/-/],
])('with %j it is refused', (changes, message) => {
  expect(() => decideOne('n > 0.5 +/- 0.1', changes)).toThrow(message);
});

test('too many adaptive steps ask for an inequality instead of an interval', () => {
  const options = { budget: { steps: 60, adaptivity: 'full' } };
  expect(() => decideOne('n > 0.5 +/- 0.1', {}, equal, options)).toThrow(
    /bounds: expected hoeffding or bennett/,
  );
  expect(decideOne('n > 0.5 +/- 0.1', { bounds: 'hoeffding' }, equal, options).verdict.status).toBe('pass');
});

const unpaired = rowsOf({ both: 700, neither: 300 }).map(({ baseline: _, ...row }) => row);

test.each([
  ['no baseline', evaluationOf([sumsOf(unpaired)], { baseline: null }), /there is no baseline/],
  [
    'a baseline of other rows',
    evaluationOf([sumsOf(unpaired)]),
    /the baseline was not measured on these rows/,
  ],
  ['no whole test set', evaluationOf([]), /does not hold the whole test set/],
])(
  '%s: refused by default, visible and not binding when the policy is lenient',
  (_name, evaluation, missing) => {
    const { gate } = decideOne(rule, {}, evaluation);
    expect(gate).toMatchObject({ status: 'fail', binding: true, missing: expect.stringMatching(missing) });
    const lenient = decideOne(rule, {}, evaluation, { 'on-missing': 'warn', 'on-no-baseline': 'warn' });
    expect(lenient.gate).toMatchObject({ status: 'inconclusive', binding: false });
    expect(lenient.verdict.warnings).toHaveLength(1);
  },
);

test.each([
  [
    'clustered',
    evaluationOf([sumsOf(rowsOf({ both: 100 }), { clustered: true })], { cluster: 'user' }),
    /cluster: "user"/,
  ],
  ['weighted', evaluationOf([sumsOf(rowsOf({ both: 100 }))], { weight: 'w' }), /weight: "w"/],
])('a condition on %s rows is refused, with a metric in its place', (_name, evaluation, received) => {
  expect(() => decideOne(rule, {}, evaluation)).toThrow(received);
  expect(() => decideOne(rule, {}, evaluation)).toThrow(
    /gates\[0\]\.condition: .* write \{metric: accuracy, max-drop: 0\.01\} in its place$/,
  );
});

test.each([
  ['changed', 'another', {}, 'fail', /^the test set has changed; run the baseline model again/],
  [
    'changed, which the policy lets go',
    'another',
    { 'on-incomparable': 'warn' },
    'pass',
    /^the test set has changed$/,
  ],
  [
    'the same',
    'test-set',
    {},
    'fail',
    /^the baseline was evaluated before .* or use a metric with max-drop$/,
  ],
])('a recorded baseline, whose test set is %s', (_name, digest, options, status, missing) => {
  const recorded = {
    origin: 'release' as const,
    name: 'v1',
    evaluation: '0'.repeat(64),
    testSet: { rows: 1000, digest },
    task: 'binary' as const,
    classes: ['0', '1'],
    threshold: 0.5,
    sums: [sumsOf(unpaired)],
  };
  const evaluation = evaluationOf([sumsOf(unpaired)], { recorded });
  const { verdict, gate } = decideOne(rule, {}, evaluation, options);
  expect([verdict.status, gate?.missing]).toEqual([status, expect.stringMatching(missing)]);
  expect(verdict.headline.length).toBeLessThan(260);
});

test('a condition by intervals says that its tolerance plays no part', () => {
  expect(decideOne(rule).gate?.reason).toContain('the tolerances play no part with bounds: interval');
});

test('a condition on the candidate alone needs no baseline', () => {
  const alone = evaluationOf([sumsOf(unpaired)], { baseline: null });
  expect(decideOne('n > 0.6 +/- 0.05', {}, alone).verdict.status).toBe('pass');
});

test('conditions and metrics keep the order of the policy, and are repeated digit by digit', () => {
  const policy = policyOf([
    { condition: rule },
    { metric: 'accuracy', min: 0.5 },
    { condition: 'n > 0.5 +/- 0.1' },
  ]);
  const verdict = decide(equal, policy);
  expect(verdict.gates.map(({ id }) => id)).toEqual([
    `condition:${rule}`,
    'accuracy:min',
    'condition:n > 0.5 +/- 0.1',
  ]);
  expect(recompute(JSON.parse(JSON.stringify(verdict)), equal).agrees).toBe(true);
  expect(() => decide(equal, policyOf([{ condition: rule }, { condition: rule }]))).toThrow(
    /each condition once/,
  );
});
