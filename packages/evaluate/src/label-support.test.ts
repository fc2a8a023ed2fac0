import { expect, test } from 'vitest';
import { evaluateFiles } from './test-support.ts';

/** Of 40 rows 20 have label a, 4 label b and 1 label c. */
const rows = Array.from({ length: 40 }, (_, i) => [i, i % 2, Number(i % 10 === 0), Number(i === 7)]);
const file = [
  'id,is_a,is_b,is_c,p_a,p_b,p_c',
  ...rows.map((row) => [...row, 0.5, 0.2, 0.1 + (row[0] ?? 0) / 50].join()),
].join('\n');

const all = [
  { label: 'a', rows: 20 },
  { label: 'b', rows: 4 },
  { label: 'c', rows: 1 },
];

test.each([
  [['recall_macro'], all],
  [['roc_auc_macro'], all],
  [['roc_auc[class=b]'], [{ label: 'b', rows: 4 }]],
  [['f1_micro', 'subset_accuracy'], undefined],
])('the sums of %s count the rows of each label that the metric rests on', async (metrics, support) => {
  const { sums, estimates } = await evaluateFiles(
    { 'p.csv': file },
    {
      task: 'multilabel',
      predictions: 'p.csv',
      columns: { id: 'id', label: 'is_{class}', prediction: 'p_{class}' },
      metrics,
    },
  );
  expect(sums[0]?.support).toEqual(support);
  for (const { candidate } of estimates) {
    if (support) expect(candidate).toMatchObject({ interval: null });
    else expect(candidate).toMatchObject({ interval: { level: 0.95 } });
  }
});
