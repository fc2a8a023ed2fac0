import { expect, test } from 'vitest';
import { at, evaluationOf, policyOf, rowsOf, sumsOf } from './fixture.ts';
import { decide } from './index.ts';

const rows = rowsOf({ both: 700, candidate: 60, baseline: 60, neither: 180 });
const sums = [sumsOf(rows), sumsOf(rows, { slice: at('ATL') })];
const small = 'origin: 3 values with fewer than 100 rows';
const empty = 'origin: 901 rows without a value';
const cut = 'origin: 90 values beyond the 10 largest';

test.each<[what: string, omitted: string[], gate: object, headline: string, warnings: string[]]>([
  [
    'small values of a column that a gate names',
    [small],
    { slices: ['origin'] },
    '2 of 2 gates passed; 3 values of origin not judged; ready to merge',
    [`Not judged: ${small}.`],
  ],
  [
    'rows without a value',
    ['origin: 1 value with fewer than 100 rows', empty],
    { slices: ['origin'] },
    '2 of 2 gates passed; 1 value of origin, 901 rows without origin not judged; ready to merge',
    ['Not judged: origin: 1 value with fewer than 100 rows.', `Not judged: ${empty}.`],
  ],
  [
    'values that top left out on purpose, warned of but not in the headline',
    [small, cut],
    { slices: ['origin'] },
    '2 of 2 gates passed; ready to merge',
    [`Not judged: ${small}.`, `Not judged: ${cut}.`],
  ],
  ['columns that no gate names', [small, empty], {}, '1 of 1 gate passed; ready to merge', []],
])('%s', (_what, omitted, gate, headline, warnings) => {
  const policy = policyOf([{ metric: 'accuracy', min: 0.5, ...gate }]);
  expect(decide(evaluationOf(sums, { omitted }), policy)).toMatchObject({
    status: 'pass',
    headline,
    warnings,
  });
});
