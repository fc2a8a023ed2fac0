import { expect, test } from 'vitest';
import { evaluateFiles } from './test-support.ts';

test('of several labels a row, each has a confusion matrix of its own', async () => {
  const csv = 'id,is_a,is_b,p_a,p_b,q_a,q_b\n1,1,1,1,1,1,0\n2,0,0,0,1,0,0\n3,0,1,1,0,1,1\n4,0,0,0,0,1,0\n';
  const { labelCounts } = await evaluateFiles(
    { 'p.csv': csv },
    {
      task: 'multilabel',
      predictions: 'p.csv',
      columns: { label: 'is_{class}', prediction: 'p_{class}', 'baseline-prediction': 'q_{class}' },
    },
  );
  const rows = labelCounts?.map((one) => [
    one.label,
    one.side,
    ...[one.truePositives, one.falsePositives, one.falseNegatives, one.trueNegatives],
  ]);
  expect(rows).toEqual([
    ['a', 'candidate', 1, 1, 0, 2],
    ['a', 'baseline', 1, 2, 0, 1],
    ['b', 'candidate', 1, 1, 1, 1],
    ['b', 'baseline', 1, 0, 1, 2],
  ]);
});
