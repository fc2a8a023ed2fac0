import { expect, test } from 'vitest';
import { evaluateFiles } from './test-support.ts';

// Values by scikit-learn's documentation: coverage_error, label_ranking_average_precision_score, label_ranking_loss.
const rows = 'id,is_a,is_b,is_c,p_a,p_b,p_c\n1,1,0,0,0.75,0.5,1\n2,0,0,1,1,0.2,0.1\n';
const RANKED = ['coverage_error', 'label_ranking_average_precision', 'label_ranking_loss'];
const multilabel = { task: 'multilabel', predictions: 'p.csv' };
const columns = { label: 'is_{class}', prediction: 'p_{class}' };

const valuesOf = async (text: string, section: object) => {
  const { estimates } = await evaluateFiles({ 'p.csv': text }, { ...multilabel, ...section });
  return Object.fromEntries(estimates.map(({ metric, candidate }) => [metric, candidate?.value]));
};

test.each([
  ['the numbers that predictions are made of', columns],
  ['columns of scores alone', { label: 'is_{class}', scores: 'p_{class}' }],
])('labels are ranked by %s', async (_what, given) => {
  const values = await valuesOf(rows, { columns: given, metrics: [...RANKED, 'subset_accuracy'] });
  expect(values.coverage_error).toBe(2.5);
  expect(values.label_ranking_average_precision).toBeCloseTo(5 / 12, 12);
  expect(values.label_ranking_loss).toBe(0.75);
  expect(values.subset_accuracy).toBe(0);
});

test('lists of labels have scores beside them', async () => {
  const json = [
    { id: 1, labels: ['a'], said: ['c'], p_a: 0.75, p_b: 0.5, p_c: 1 },
    { id: 2, labels: ['c'], said: ['c'], p_a: 1, p_b: 0.2, p_c: 0.1 },
  ];
  const { estimates } = await evaluateFiles(
    { 'p.jsonl': json.map((row) => JSON.stringify(row)).join('\n') },
    {
      ...multilabel,
      predictions: 'p.jsonl',
      columns: { label: 'labels', prediction: 'said', scores: 'p_{class}' },
      metrics: ['label_ranking_loss', 'subset_accuracy', 'subset_accuracy@threshold=0.75'],
    },
  );
  expect(estimates.map(({ candidate }) => candidate?.value)).toEqual([0.75, 0.5, 0]);
});

test('labels that all rows or none have leave averages out, count 0 in an average precision, and say why alone', async () => {
  const text = 'id,is_a,is_b,is_c,p_a,p_b,p_c\n1,1,0,1,0.9,0.5,1\n2,0,0,1,0.1,0.2,0.1\n';
  const metrics = ['roc_auc_macro', 'roc_auc[class=b]', 'roc_auc[class=c]', 'average_precision_macro'];
  const { estimates } = await evaluateFiles(
    { 'p.csv': text },
    { ...multilabel, columns, metrics: [...metrics, 'average_precision[class=b]'] },
  );
  expect(estimates.map(({ candidate, reason }) => candidate?.value ?? reason)).toEqual([
    1,
    'no row is labelled b',
    'only one class among the labels',
    expect.closeTo(2 / 3, 12),
    'no row is labelled b',
  ]);
});

test('a label of few rows has a value and no interval', async () => {
  const many = Array.from(
    { length: 40 },
    (_, i) => `${i},${Number(i < 9)},${i % 2},${i / 40},${(i * 7) % 11}`,
  );
  const { estimates } = await evaluateFiles(
    { 'p.csv': ['id,is_a,is_b,p_a,p_b', ...many].join('\n') },
    { ...multilabel, columns, metrics: ['roc_auc[class=a]', 'average_precision[class=b]'] },
  );
  const [rare, common] = estimates;
  expect(rare?.candidate).toEqual({ value: 0, interval: null });
  expect(rare?.reason).toMatch(/^9 rows of class a are too few to tell its spread, which takes at least 10$/);
  expect(common?.candidate?.interval).not.toBeNull();
});

test.each<[what: string, text: string, columns: object, message: RegExp]>([
  ['no scores', rows, { label: 'is_{class}', prediction: 'x' }, /column "x" .* is missing/],
  [
    'a label without scores',
    rows.replace('is_c', 'is_d'),
    columns,
    /no column of scores for "d" \(evaluation\.columns\.scores\)/,
  ],
  [
    'a score that is no number',
    rows.replace('0.75', 'nan'),
    columns,
    /1 row has no usable scores .* finite numbers/,
  ],
])('%s are refused', async (_what, text, given, message) => {
  const section = { columns: given, metrics: ['roc_auc_macro'] };
  await expect(valuesOf(text, section)).rejects.toThrow(message);
});
