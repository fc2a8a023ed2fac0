import { expect, test } from 'vitest';
import { evaluationOf, policyOf, rowsOf, sumsOf, type Table } from './fixture.ts';
import { decide } from './index.ts';

const equal: Table = { both: 700, candidate: 60, baseline: 60, neither: 180 };
const better: Table = { both: 700, candidate: 100, baseline: 20, neither: 180 };
const worse: Table = { both: 700, candidate: 20, baseline: 100, neither: 180 };

const rules = (...gates: object[]) => gates;
const headlines: [headline: string, table: Table, gates: object[]][] = [
  [
    'Better on 2 of 2 comparisons, no loss; ready to merge',
    better,
    rules(
      { metric: 'accuracy', 'max-drop': 0.01 },
      { metric: 'f1', 'max-drop': 0.01 },
      { metric: 'accuracy', min: 0.5 },
    ),
  ],
  [
    'No loss beyond the margins on 1 comparison, worse within the margin on 1; ready to merge',
    worse,
    rules({ metric: 'accuracy', 'max-drop': 0.2 }),
  ],
  [
    'No loss beyond the margins on 1 comparison; ready to merge',
    equal,
    rules({ metric: 'accuracy', 'max-drop': 0.05 }),
  ],
  [
    'Better on 1 of 1 comparison, no loss; ready to merge',
    better,
    rules({ metric: 'accuracy', 'max-drop': 0.05 }, { metric: 'accuracy', 'min-gain': 0.01 }),
  ],
  [
    '2 of 2 gates passed; ready to merge',
    equal,
    rules({ metric: 'accuracy', min: 0.5 }, { metric: 'f1', min: 0.5 }),
  ],
  [
    'Refused: accuracy fell by 0.080 (allowed 0.01), and 1 more gate',
    worse,
    rules({ metric: 'accuracy', 'max-drop': 0.01 }, { metric: 'accuracy', 'max-drop': 0.02 }),
  ],
  ['Refused: accuracy is 0.760 (required at least 0.9)', equal, rules({ metric: 'accuracy', min: 0.9 })],
  ['Refused: log_loss is 0.558 (allowed at most 0.4)', equal, rules({ metric: 'log_loss', max: 0.4 })],
  [
    'Refused: accuracy fell by 0.080 (required a gain of more than 0.01)',
    worse,
    rules({ metric: 'accuracy', 'min-gain': 0.01 }),
  ],
  ['Refused: accuracy fell by 0.080 (none allowed)', worse, rules({ metric: 'accuracy', 'max-drop': 0 })],
  [
    'Inconclusive: the data cannot tell whether accuracy fell by more than 0.01, nor decide 1 more gate; about 6,400 more rows would probably decide',
    equal,
    rules({ metric: 'accuracy', 'max-drop': 0.012 }, { metric: 'accuracy', 'max-drop': 0.01 }),
  ],
  [
    'Inconclusive: the data cannot tell whether accuracy rose',
    equal,
    rules({ metric: 'accuracy', 'min-gain': 0 }),
  ],
  [
    'Inconclusive: the data cannot tell whether accuracy fell by more than 0.01; about 6,400 more rows would probably decide',
    equal,
    rules({ metric: 'accuracy', 'max-drop': 0.01 }),
  ],
];

test.each(headlines)('%s', (headline, table, gates) => {
  expect(decide(evaluationOf([sumsOf(rowsOf(table))]), policyOf(gates)).headline).toBe(headline);
});

test('what was judged and not decided is not said to have been unjudged', () => {
  const policy = policyOf([{ metric: 'accuracy', 'max-drop': 0.01 }], { 'on-inconclusive': 'warn' });
  expect(decide(evaluationOf([sumsOf(rowsOf(equal))]), policy).headline).toBe(
    'nothing was decided, the data cannot tell of 1 of 1 gate',
  );
});

test('the limit that decides has the decimals that tell it from the bound', () => {
  const slightly = { both: 1400, candidate: 40, baseline: 57, neither: 503 };
  const policy = policyOf([{ metric: 'accuracy', 'min-gain': 0 }]);
  expect(decide(evaluationOf([sumsOf(rowsOf(slightly))]), policy).gates[0]?.reason).toMatch(
    /it is at most −0\.0*[1-9]\d*, but a gain is required\.$/,
  );
});

test('a rule that stands twice is refused', () => {
  const rule = { metric: 'accuracy', min: 0.5 };
  const repeated = policyOf([rule, { metric: 'f1', min: 0.5 }, rule]);
  expect(() => decide(evaluationOf([sumsOf(rowsOf(equal))]), repeated)).toThrow(
    /^gates\[2\]: expected each rule once, received that of gates\[0\] again, of "accuracy"/,
  );
});

test('a comparison that a lenient policy lets go is not counted as no loss', () => {
  const policy = policyOf(
    [
      { metric: 'accuracy', 'max-drop': 0.05 },
      { metric: 'f1', 'max-drop': 0.001 },
    ],
    { 'on-inconclusive': 'warn' },
  );
  expect(decide(evaluationOf([sumsOf(rowsOf(equal))]), policy).headline).toBe(
    'No loss beyond the margins on 1 of 2 comparisons, 1 gate not decided; ready to merge',
  );
});
