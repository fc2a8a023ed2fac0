import { type GateRule, Verdict } from '@proofmark/documents';
import { describe, expect, test } from 'vitest';
import { at, evaluationOf, policyOf, rowsOf, sumsOf, type Table } from './fixture.ts';
import { decide } from './index.ts';

const equal: Table = { both: 700, candidate: 60, baseline: 60, neither: 180 };
const better: Table = { both: 700, candidate: 100, baseline: 20, neither: 180 };
const worse: Table = { both: 700, candidate: 20, baseline: 100, neither: 180 };

type Case = [
  name: string,
  table: Table,
  rule: Omit<GateRule, 'metric'>,
  status: 'pass' | 'fail' | 'inconclusive',
  reason: string,
];

function decideOne(metric: string, table: Table, rule: object) {
  const verdict = decide(evaluationOf([sumsOf(rowsOf(table))]), policyOf([{ metric, ...rule }]));
  const [gate] = Verdict.parse(verdict).gates;
  if (gate === undefined) throw new Error('expected a gate');
  return { verdict, gate };
}

describe('accuracy, where higher is better', () => {
  const cases: Case[] = [
    [
      'equal models pass a wide margin',
      equal,
      { 'max-drop': 0.03 },
      'pass',
      'The change is 0.000; with 95 % confidence it is at least −0.018, and a drop of at most 0.03 is allowed.',
    ],
    [
      'equal models are inconclusive for a narrow margin',
      equal,
      { 'max-drop': 0.01 },
      'inconclusive',
      'The change is 0.000, between −0.018 and +0.018 with 90 % confidence, and a drop of at most 0.01 is allowed: the data cannot tell; about 6,400 more rows (7,400 in all) would probably decide it.',
    ],
    [
      'a real loss fails',
      worse,
      { 'max-drop': 0.01 },
      'fail',
      'The change is −0.080; with 95 % confidence it is at most −0.063, but a drop of at most 0.01 is allowed.',
    ],
    [
      'a gain passes a margin of zero',
      better,
      { 'max-drop': 0 },
      'pass',
      'The change is +0.080; with 95 % confidence it is at least +0.063, and no drop is allowed.',
    ],
    [
      'a gain is a gain',
      better,
      { 'min-gain': 0.01 },
      'pass',
      'The change is +0.080; with 95 % confidence it is at least +0.063, and a gain of more than 0.01 is required.',
    ],
    [
      'no gain is shown to be too little',
      equal,
      { 'min-gain': 0.1 },
      'fail',
      'The change is 0.000; with 95 % confidence it is at most +0.018, but a gain of more than 0.1 is required.',
    ],
    [
      'equal models may hide a small gain',
      equal,
      { 'min-gain': 0 },
      'inconclusive',
      'The change is 0.000, between −0.018 and +0.018 with 90 % confidence, and a gain is required: the data cannot tell, and more rows like these would not decide it.',
    ],
    [
      'a value surely above the minimum',
      equal,
      { min: 0.7 },
      'pass',
      'The value is 0.760; with 95 % confidence it is at least 0.737, and at least 0.7 is required.',
    ],
    [
      'a value around the minimum',
      equal,
      { min: 0.75 },
      'inconclusive',
      'The value is 0.760, between 0.737 and 0.781 with 90 % confidence, and at least 0.75 is required: the data cannot tell; about 10,000 more rows (11,000 in all) would probably decide it.',
    ],
    [
      'a value surely below the minimum',
      equal,
      { min: 0.9 },
      'fail',
      'The value is 0.760; with 95 % confidence it is at most 0.781, but at least 0.9 is required.',
    ],
    [
      'a point above the minimum',
      equal,
      { min: 0.75, on: 'point' },
      'pass',
      'The value is 0.760, and at least 0.75 is required of the point value.',
    ],
    [
      'a point below the minimum',
      equal,
      { min: 0.77, on: 'point' },
      'fail',
      'The value is 0.760, and at least 0.77 is required of the point value.',
    ],
    [
      'another confidence moves the limit',
      equal,
      { 'max-drop': 0.02, confidence: 0.99 },
      'inconclusive',
      'The change is 0.000, between −0.026 and +0.026 with 98 % confidence, and a drop of at most 0.02 is allowed: the data cannot tell; about 2,000 more rows (3,000 in all) would probably decide it.',
    ],
  ];

  test.each(cases)('%s', (_name, table, rule, status, reason) => {
    const { verdict, gate } = decideOne('accuracy', table, rule);
    expect(gate.reason).toBe(reason);
    expect(gate.status).toBe(status);
    expect(verdict.status).toBe(status);
    expect(gate.binding).toBe(true);
  });
});

describe('log_loss, where lower is better', () => {
  const cases: Case[] = [
    [
      'equal models pass a wide margin',
      equal,
      { 'max-rise': 0.03 },
      'pass',
      'a rise of at most 0.03 is allowed',
    ],
    [
      'equal models are inconclusive for a narrow margin',
      equal,
      { 'max-rise': 0.01 },
      'inconclusive',
      'a rise of at most 0.01 is allowed',
    ],
    ['a real rise fails', worse, { 'max-rise': 0.01 }, 'fail', 'a rise of at most 0.01 is allowed'],
    ['a fall is a gain', better, { 'min-gain': 0.01 }, 'pass', 'a fall of more than 0.01 is required'],
    ['a rise is no gain', worse, { 'min-gain': 0 }, 'fail', 'a fall is required'],
    ['a value surely below the maximum', equal, { max: 0.6 }, 'pass', 'at most 0.6 is allowed'],
    ['a value around the maximum', equal, { max: 0.56 }, 'inconclusive', 'at most 0.56 is allowed'],
    ['a value surely above the maximum', equal, { max: 0.5 }, 'fail', 'at most 0.5 is allowed'],
    [
      'a point above the maximum',
      equal,
      { max: 0.55, on: 'point' },
      'fail',
      'at most 0.55 is allowed of the point value',
    ],
  ];

  test.each(cases)('%s', (_name, table, rule, status, reason) => {
    const { gate } = decideOne('log_loss', table, rule);
    expect(gate.status).toBe(status);
    expect(gate.reason).toContain(reason);
  });
});

test('the limit that is shown is the one that decided', () => {
  const limits = [
    ['accuracy', equal, { 'max-drop': 0.03 }, 'lower 95 % limit of the change', -0.0182],
    ['accuracy', worse, { 'max-drop': 0.01 }, 'upper 95 % limit of the change', -0.063],
    ['log_loss', worse, { 'max-rise': 0.01 }, 'lower 95 % limit of the change', 0.0696],
    ['accuracy', equal, { min: 0.7 }, 'lower 95 % limit of the value', 0.7371],
    ['accuracy', equal, { min: 0.9, confidence: 0.99 }, 'upper 99 % limit of the value', 0.7899],
    ['accuracy', equal, { min: 0.7, on: 'point' }, 'value', 0.76],
  ] as const;
  for (const [metric, table, rule, name, value] of limits) {
    const { limit } = decideOne(metric, table, rule).gate;
    expect(limit?.name).toBe(name);
    expect(limit?.value).toBeCloseTo(value, 3);
  }
});

test('equal predictions are no drop, even on few rows, where scores are compared', () => {
  const { gate } = decideOne('log_loss', { both: 6, neither: 4 }, { 'max-rise': 0 });
  expect(gate.status).toBe('pass');
});

test('equal predictions on few rows leave the accuracy open', () => {
  const { gate } = decideOne('accuracy', { both: 20 }, { 'max-drop': 0.01 });
  expect(gate.status).toBe('inconclusive');
  // Zero differences in n rows: z²/(n + z²) < margin at n = 268.
  expect(gate.rowsNeeded).toBe(248);
});

test('the rows that an inconclusive gate asks for do decide it', () => {
  const { gate } = decideOne('accuracy', equal, { 'max-drop': 0.01 });
  const factor = (1000 + (gate.rowsNeeded ?? 0)) / 1000;
  const larger = Object.fromEntries(Object.entries(equal).map(([k, n]) => [k, Math.round(n * factor)]));
  expect(decideOne('accuracy', larger, { 'max-drop': 0.01 }).gate.status).toBe('pass');
  // (z.95 + z.8)² · discordance / margin², within the difference of a score interval from it.
  expect((gate.rowsNeeded ?? 0) + 1000).toBeGreaterThan(7300);
  expect((gate.rowsNeeded ?? 0) + 1000).toBeLessThan(7550);
});

test('a number exactly at its bound is not promised a decision', () => {
  const { gate, verdict } = decideOne('accuracy', equal, { min: 0.76 });
  expect(gate).toMatchObject({
    status: 'inconclusive',
    reason: expect.stringContaining('would not decide it'),
  });
  expect(gate.rowsNeeded).toBeUndefined();
  expect(verdict.headline).toBe('Inconclusive: the data cannot tell whether accuracy is at least 0.76');
});

test('clustered rows are judged by cluster, and asked for in clusters', () => {
  const sums = sumsOf(rowsOf({ both: 70, candidate: 10, baseline: 10, neither: 18 }), { clustered: true });
  const { gates } = decide(evaluationOf([sums]), policyOf([{ metric: 'accuracy', 'max-drop': 0.05 }]));
  expect(gates[0]).toMatchObject({
    status: 'inconclusive',
    reason: expect.stringMatching(/about [\d,]+ more rows in new clusters/),
    change: { interval: { method: 'MOVER, delta method by cluster, t with 19 df, paired' } },
  });
});

describe('slices', () => {
  const evaluation = evaluationOf([
    sumsOf(rowsOf(equal)),
    sumsOf(rowsOf({ both: 70, baseline: 60, neither: 18 }), { slice: at('ATL') }),
    sumsOf(rowsOf({ both: 250, candidate: 30, neither: 18 }), { slice: at('ORD') }),
    sumsOf(rowsOf(equal), { slice: [{ column: 'weekday', value: '1' }] }),
  ]);

  test('a rule with slices judges the whole and each value of these columns', () => {
    const verdict = decide(
      evaluation,
      policyOf([{ metric: 'accuracy', 'max-drop': 0.03, slices: ['origin'] }]),
    );
    expect(verdict.gates.map(({ id, status }) => [id, status])).toEqual([
      ['accuracy:max-drop', 'pass'],
      ['accuracy[origin=ATL]:max-drop', 'fail'],
      ['accuracy[origin=ORD]:max-drop', 'pass'],
    ]);
    expect(verdict.status).toBe('fail');
    expect(verdict.headline).toBe('Refused: accuracy fell by 0.405 at origin=ATL (allowed 0.03)');
  });
});

test('an exploratory gate shows a loss and does not bind', () => {
  const policy = policyOf([
    { metric: 'accuracy', min: 0.5 },
    { metric: 'accuracy', 'max-drop': 0.01, role: 'exploratory' },
  ]);
  const verdict = decide(evaluationOf([sumsOf(rowsOf(worse))]), policy);
  expect(verdict.gates[1]).toMatchObject({ status: 'fail', binding: false });
  expect(verdict).toMatchObject({ status: 'pass', headline: '1 of 1 gate passed; ready to merge' });
});

test('gates that would share an id are numbered', () => {
  const policy = policyOf([
    { metric: 'accuracy', min: 0.5 },
    { metric: 'accuracy', min: 0.6 },
  ]);
  const { gates } = decide(evaluationOf([sumsOf(rowsOf(equal))]), policy);
  expect(gates.map(({ id }) => id)).toEqual(['accuracy:min', 'accuracy:min#2']);
});
