import type { Omission } from '@proofmark/documents';
import { expect, test } from 'vitest';
import { at, evaluationOf, policyOf } from './fixture.ts';
import { decide } from './index.ts';

/** 60 queries, or series, of mean 0.7 and variance 0.09. */
const moments = (feature: string, unit: 'row' | 'cluster') => ({
  unit,
  features: [`${feature}.candidate`, 'series'],
  strata: [{ stratum: 'all', units: 60, mean: [0.7, 1], comoment: [60 * 0.09, 0, 0] }],
});

test.each([
  ['ranking', 'mrr', { min: 0.65 }, /about [\d,]+ more queries/, 'queries'],
  ['forecast', 'mase', { max: 0.75 }, /about [\d,]+ more series/, 'series'],
] as const)('a %s gate counts what its metric is averaged over', (task, metric, rule, more, many) => {
  const whole = {
    slice: [],
    rows: 60,
    cells: [],
    moments: moments(metric, task === 'forecast' ? 'cluster' : 'row'),
  };
  const omitted: Omission[] = [
    { why: 'few-rows', column: 'origin', values: 14, minRows: 100 },
    { why: 'no-value', column: 'origin', rows: 3 },
  ];
  const evaluation = evaluationOf([whole, { ...whole, slice: at('ATL') }], {
    task,
    baseline: null,
    classes: [],
    metrics: [metric],
    omitted,
  });
  const verdict = decide(evaluation, policyOf([{ metric, ...rule, slices: ['origin'] }]));
  expect(verdict.headline).toMatch(more);
  expect(verdict.gates.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(more),
    expect.stringMatching(more),
  ]);
  expect(JSON.stringify(verdict)).not.toContain('clusters');
  expect(verdict.warnings).toEqual([
    `Not judged: origin: 14 values with fewer than 100 ${many}.`,
    `Not judged: origin: 3 ${many} without a value.`,
  ]);
  expect(JSON.stringify(verdict)).not.toMatch(/\brows? (of|would|without|like)\b|more rows/);
});
