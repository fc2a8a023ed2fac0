import type { Measure } from '@proofmark/documents';
import { expect, test } from 'vitest';
import { evaluationOf, policyOf, rowsOf, sumsOf } from './fixture.ts';
import { decide, recompute } from './index.ts';

const sums = sumsOf(rowsOf({ both: 80, candidate: 5, baseline: 5, neither: 10 }));

/** Of 1,000 latencies 1 … 1000 ms. */
const latency: Measure = {
  name: 'latency_p95',
  direction: 'lower',
  value: 950,
  quantile: 0.95,
  rows: 1000,
  order: Array.from({ length: 101 }, (_, i) => ({ rank: 900 + i, value: 900 + i })),
};
const cost: Measure = { name: 'cost', direction: 'lower', value: 121, history: [100, 90, 110, 95, 105] };

function gateOf(measure: Measure, rule: object) {
  const evaluation = evaluationOf([sums], { measures: [measure] });
  const verdict = decide(evaluation, policyOf([{ metric: measure.name, ...rule }]));
  expect(recompute(verdict, evaluation)).toEqual({ agrees: true, differences: [] });
  return verdict.gates[0];
}

test.each<[what: string, measure: Measure, rule: object, expected: object]>([
  ['below the budget', latency, { max: 970 }, { status: 'pass' }],
  ['above the budget', latency, { max: 930 }, { status: 'fail' }],
  ['about the budget', latency, { max: 955 }, { status: 'inconclusive' }],
  ['a scalar within its bound', cost, { max: 121 }, { status: 'pass' }],
  ['a scalar over its bound', cost, { max: 120 }, { status: 'fail' }],
  // mean 100, s = √62.5, t(4, 0.95) = 2.1318, times √1.2: a next value is expected up to 118.46.
  ['a rise beyond what past runs let expect', cost, { 'max-rise': 0 }, { status: 'fail' }],
  [
    'a rise that past runs let expect',
    { ...cost, value: 110 },
    { 'max-rise': 0 },
    { status: 'inconclusive' },
  ],
  ['a rise within the margin', { ...cost, value: 110 }, { 'max-rise': 30 }, { status: 'pass' }],
  [
    'no past runs',
    { ...cost, history: [] },
    { 'max-rise': 5 },
    { status: 'fail', missing: expect.any(String) },
  ],
  [
    'past runs that are all equal, few of them',
    { ...cost, value: 3, history: [3, 3, 3, 3] },
    { 'max-rise': 0 },
    {
      status: 'inconclusive',
      reason: expect.stringContaining('4 past runs that are all equal show no spread; more runs, or max'),
    },
  ],
  [
    '18 equal past runs',
    { ...cost, value: 3, history: Array(18).fill(3) },
    { 'max-rise': 0 },
    { status: 'inconclusive' },
  ],
  [
    '19 equal past runs',
    { ...cost, value: 3, history: Array(19).fill(3) },
    { 'max-rise': 0 },
    { status: 'pass' },
  ],
  [
    'a rise over 19 equal ones',
    { ...cost, value: 4, history: Array(19).fill(3) },
    { 'max-rise': 0.5 },
    { status: 'fail' },
  ],
  ['one past run', { ...cost, history: [100] }, { 'max-rise': 5 }, { status: 'inconclusive' }],
])('%s', (_what, measure, rule, expected) => {
  expect(gateOf(measure, rule)).toMatchObject(expected);
});

test.each<[what: string, measure: Measure, rule: object, reason: RegExp]>([
  ['a quantile', latency, { max: 955 }, /more rows may decide it, but how many is not known\.$/],
  ['a scalar with past runs', { ...cost, value: 110 }, { 'max-rise': 0 }, /more past runs may decide it\.$/],
])('what may decide %s is told', (_what, measure, rule, reason) => {
  expect(gateOf(measure, rule)?.reason).toMatch(reason);
});

test('a drop of what is better when lower is refused', () => {
  expect(() => gateOf(cost, { 'max-drop': 1 })).toThrow(/expected max-rise/);
});
