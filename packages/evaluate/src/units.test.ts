import type { Evaluation } from '@proofmark/documents';
import { expect, test } from 'vitest';
import { evaluateFiles } from './test-support.ts';

const values = ({ estimates }: Evaluation) =>
  Object.fromEntries(
    estimates
      .filter(({ slice }) => slice.length === 0)
      .map(({ metric, candidate }) => [metric, candidate?.value]),
  );

// By hand: the first query has its relevant items first and third, the second none.
const items = `query,id,label,score,place
a,1,1,0.9,1
a,2,0,0.8,2
a,3,1,0.7,
b,1,0,0.5,1
b,2,0,0.4,2
`;
const ranking = {
  task: 'ranking',
  predictions: 'p.csv',
  metrics: ['ndcg@2', 'map', 'mrr', 'hit_rate@1', 'precision@2', 'recall@2'],
};

test('queries are units, and one without a relevant item counts 0', async () => {
  const document = await evaluateFiles({ 'p.csv': items }, ranking);
  expect(document.sums[0]?.rows).toBe(2);
  const found = values(document);
  expect(found['ndcg@2']).toBeCloseTo(1 / (1 + 1 / Math.log2(3)) / 2, 12);
  expect(found.map).toBeCloseTo((1 + 2 / 3) / 4, 12);
  expect(found.mrr).toBe(0.5);
  expect(found['hit_rate@1']).toBe(0.5);
  expect(found['precision@2']).toBe(0.25);
  expect(found['recall@2']).toBe(0.25);
});

test('an item without a rank was not retrieved', async () => {
  const document = await evaluateFiles({ 'p.csv': items }, { ...ranking, columns: { rank: 'place' } });
  expect(values(document).map).toBeCloseTo(1 / 4, 12);
});

test('repeats of an id are averaged before anything else, candidate and baseline each', async () => {
  const document = await evaluateFiles(
    {
      'p.csv': 'id,judge,toxic\n1,4,0\n1,2,1\n2,5,0\n3,1,0\n',
      'b.csv': 'id,judge,toxic\n1,2,0\n2,2,0\n2,4,1\n3,1,0\n',
    },
    {
      task: 'scores',
      predictions: 'p.csv',
      'baseline-predictions': 'b.csv',
      scores: ['judge', { column: 'toxic', better: 'lower' }],
    },
  );
  expect(document.metrics).toEqual(['mean[score=judge]', 'fail_rate[score=toxic]']);
  const [judge, toxic] = document.estimates;
  expect(judge).toMatchObject({
    rows: 3,
    candidate: { value: 3 },
    baseline: { value: 2 },
    change: { value: 1 },
  });
  expect(toxic?.candidate?.value).toBeCloseTo(1 / 6, 12);
});

test('passes that all agree have the interval of Wilson, means that all agree have none', async () => {
  const document = await evaluateFiles(
    { 'p.csv': `id,ok,points\n${Array.from({ length: 50 }, (_, i) => `${i},true,7`).join('\n')}\n` },
    { task: 'scores', predictions: 'p.csv', scores: ['ok', 'points'] },
  );
  const [ok, points] = document.estimates;
  // Wilson's limit of n of n is n/(n + z²).
  expect(ok?.candidate).toMatchObject({ value: 1, interval: { upper: 1, method: 'Wilson score' } });
  expect(ok?.candidate?.interval?.lower).toBeCloseTo(50 / (50 + 1.959963984540054 ** 2), 12);
  expect(points).toMatchObject({ candidate: { value: 7, interval: null } });
  expect(points?.reason).toContain('all 50 rows agree');
});

const forecasts = `series,id,label,score,q_0.1,q_0.9,horizon
x,4,10,12,8,11,1
x,5,14,12,9,13,2
y,4,2,2,1,3,1
y,5,0,1,0.5,2,2
`;
const past = 'series,id,label\nx,1,10\nx,2,12\nx,3,8\ny,1,1\ny,2,2\ny,3,1\n';
const forecast = {
  task: 'forecast',
  predictions: 'f.csv',
  columns: { quantiles: 'q_{quantile}' },
  history: { files: 'past.csv' },
  slices: [{ column: 'horizon', 'min-rows': 1 }],
};

// By hand: the naive errors are 2 and 4 of x, 1 and 1 of y.
test.each([0.8, 0.1, 1e-3, 12.34])(
  'scores that are all %d have no spread, not that of rounding',
  async (score) => {
    const rows = Array.from({ length: 7 }, (_, i) => `${i},${score}\n`).join('');
    const section = {
      task: 'scores',
      predictions: 'p.csv',
      scores: ['judge'],
      metrics: ['mean[score=judge]'],
    };
    const document = await evaluateFiles({ 'p.csv': `id,judge\n${rows}` }, section);
    expect(document.sums[0]?.moments.strata[0]?.comoment).toEqual([0]);
    expect(document.estimates[0]?.candidate?.interval).toBeNull();
  },
);

test.each([
  [
    'a rank',
    'id,query,label,place,before\n1,a,1,1,2\n2,a,0,2,1\n',
    {
      task: 'ranking',
      columns: { rank: 'place', 'baseline-rank': 'before' },
    },
  ],
  [
    'a score of a judge',
    'id,judge,before\n1,4,3\n2,5,5\n',
    {
      task: 'scores',
      scores: [{ column: 'judge', 'baseline-column': 'before' }],
    },
  ],
])('a baseline in the same file by %s is compared', async (_name, text, section) => {
  const document = await evaluateFiles({ 'p.csv': text }, { ...section, predictions: 'p.csv' });
  expect(document.baseline?.name).toBe('before');
  expect(document.estimates.every(({ change }) => change !== null)).toBe(true);
});

test('errors of a series are scaled by its past, and series are the units', async () => {
  const metrics = ['mase', 'rmsse', 'wape', 'coverage@0.8', 'width@0.8', 'crps', 'pinball@0.9'];
  const document = await evaluateFiles({ 'f.csv': forecasts, 'past.csv': past }, { ...forecast, metrics });
  expect(document.sums.map(({ slice, rows }) => [slice[0]?.value ?? 'all', rows])).toEqual([
    ['all', 2],
    ['1', 2],
    ['2', 2],
  ]);
  const found = values(document);
  expect(found.mase).toBeCloseTo((2 / 3 + 0.5) / 2, 12);
  expect(found.rmsse).toBeCloseTo((Math.sqrt(4 / 10) + Math.sqrt(0.5)) / 2, 12);
  expect(found.wape).toBeCloseTo(5 / 26, 12);
  expect(found['coverage@0.8']).toBe(0.5);
  expect(found['width@0.8']).toBeCloseTo((3 + 4 + 2 + 1.5) / 4, 12);
  expect(found['pinball@0.9']).toBeCloseTo((0.1 + 0.9 + 0.1 + 0.2) / 4, 12);
  expect(found.crps).toBeCloseTo((0.1 + 0.9 + 0.1 + 0.2 + 0.2 + 0.5 + 0.1 + 0.45) / 4, 12);
});

test('a baseline without quantiles is compared by what needs none', async () => {
  const rows = forecasts.replace('horizon\n', 'horizon,old\n').replaceAll(/(\d)\n/g, '$1,1\n');
  const { estimates } = await evaluateFiles(
    { 'f.csv': rows },
    {
      task: 'forecast',
      predictions: 'f.csv',
      columns: { quantiles: 'q_{quantile}', 'baseline-score': 'old' },
      metrics: ['mae', 'coverage@0.8', 'coverage_error@0.8', 'crps'],
    },
  );
  const of = (name: string) => estimates.find(({ metric }) => metric === name);
  expect(of('mae')).toMatchObject({ candidate: { value: 1.25 }, baseline: { value: 6 } });
  expect(of('coverage@0.8')).toMatchObject({ candidate: { value: 0.5 }, baseline: null, change: null });
  expect(of('coverage_error@0.8')?.candidate?.value).toBeCloseTo(0.3, 12);
  expect(of('crps')).toMatchObject({ candidate: { value: expect.any(Number) }, baseline: null });
});

const refused: [string, Record<string, string>, Record<string, unknown>, string, RegExp][] = [
  [
    'no query column',
    { 'p.csv': items.replace('query', 'q') },
    ranking,
    'predictions-invalid',
    /column "query" \(evaluation\.columns\.query\) is missing/,
  ],
  [
    'a negative relevance',
    { 'p.csv': items.replace('a,1,1', 'a,1,-1') },
    ranking,
    'predictions-invalid',
    /no usable relevance: expected a number of at least 0; the first is id "a \/ 1"/,
  ],
  [
    'an empty score of a ranking',
    { 'p.csv': items.replace('0.9', '') },
    ranking,
    'predictions-invalid',
    /column "score": 1 row has no usable value/,
  ],
  [
    'an item twice in a query',
    { 'p.csv': `${items}b,2,0,0.1,3\n` },
    ranking,
    'predictions-invalid',
    /ids must be unique: 1 id repeats, the first is "b \/ 2"/,
  ],
  [
    'a cluster that changes within a query',
    { 'p.csv': items },
    { ...ranking, cluster: 'id' },
    'predictions-invalid',
    /the rows of one query or series must have one cluster: 2 have several, the first is "a"/,
  ],
  [
    'scores without columns',
    { 'p.csv': 'id,x\n1,2\n' },
    { task: 'scores', predictions: 'p.csv' },
    'config-invalid',
    /evaluation\.scores: expected the columns/,
  ],
  [
    'a score that is text',
    { 'p.csv': 'id,x\n1,2\n2,good\n' },
    { task: 'scores', predictions: 'p.csv', scores: ['x'] },
    'predictions-invalid',
    /column "x": expected numbers; 1 row has something else, for example "good"/,
  ],
  [
    'an unknown score',
    { 'p.csv': 'id,helpful\n1,2\n' },
    { task: 'scores', predictions: 'p.csv', scores: ['helpful'], metrics: ['mean[score=helpfull]'] },
    'config-invalid',
    /no such score; did you mean "helpful"\?/,
  ],
  [
    'MASE without a past',
    { 'f.csv': forecasts },
    { ...forecast, history: undefined, metrics: ['mase'] },
    'config-invalid',
    /mase needs the past of the series; set evaluation\.history\.files/,
  ],
  [
    'a series without a past',
    { 'f.csv': forecasts, 'past.csv': past.replaceAll('y', 'z') },
    forecast,
    'predictions-invalid',
    /1 series has no scale .* the first is "y"/,
  ],
  [
    'a quantile without a column',
    { 'f.csv': forecasts, 'past.csv': past },
    { ...forecast, metrics: ['coverage@0.5'] },
    'config-invalid',
    /coverage@0\.5 needs a column of the quantile 0\.25 .* received 0\.1, 0\.9/,
  ],
  [
    'ranks in a regression',
    { 'p.csv': items },
    { task: 'regression', predictions: 'p.csv', columns: { rank: 'place' } },
    'config-invalid',
    /evaluation\.columns\.rank: expected only for ranking tasks/,
  ],
];

test.each(refused)('%s is refused', async (_name, files, section, code, message) => {
  await expect(evaluateFiles(files, section)).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message),
  });
});
