import type { Omission } from '@proofmark/documents';
import { expect, test } from 'vitest';
import { at, evaluationOf, policyOf, rowsOf, sumsOf } from './fixture.ts';
import { decide } from './index.ts';

const rows = rowsOf({ both: 700, candidate: 60, baseline: 60, neither: 180 });
const sums = [sumsOf(rows), sumsOf(rows, { slice: at('ATL') })];
const one: Omission = { why: 'few-rows', column: 'origin', values: 1, minRows: 100 };
const small: Omission = { ...one, values: 3 };
const empty: Omission = { why: 'no-value', column: 'origin', rows: 901 };
const cut: Omission = { why: 'beyond-top', column: 'origin', values: 90, top: 10 };

test.each<[what: string, omitted: Omission[], gate: object, headline: string, warnings: string[]]>([
  [
    'small values of a column that a gate names',
    [small],
    { slices: ['origin'] },
    '2 of 2 gates passed; 3 values of origin not judged; ready to merge',
    ['Not judged: origin: 3 values with fewer than 100 rows.'],
  ],
  [
    'rows without a value',
    [one, empty],
    { slices: ['origin'] },
    '2 of 2 gates passed; 1 value of origin, 901 rows without origin not judged; ready to merge',
    [
      'Not judged: origin: 1 value with fewer than 100 rows.',
      'Not judged: origin: 901 rows without a value.',
    ],
  ],
  [
    'values that top left out on purpose, warned of but not in the headline',
    [small, cut],
    { slices: ['origin'] },
    '2 of 2 gates passed; ready to merge',
    [
      'Not judged: origin: 3 values with fewer than 100 rows.',
      'Not judged: origin: 90 values beyond the 10 largest.',
    ],
  ],
  ['columns that no gate names', [small, empty], {}, '1 of 1 gate passed; ready to merge', []],
])('%s', (_what, omitted, gate, headline, warnings) => {
  const policy = policyOf([{ metric: 'accuracy', min: 0.5, ...gate }]);
  const verdict = decide(evaluationOf(sums, { omitted }), policy);
  expect(verdict).toMatchObject({ status: 'pass', headline, warnings });
  expect(verdict.unjudged).toEqual(warnings.length === 0 ? undefined : omitted);
});
