import { expect, test } from 'vitest';
import { evaluateFiles } from './test-support.ts';

const multiclass = { task: 'multiclass', predictions: 'p.csv', 'baseline-predictions': 'b.csv' };
const good = 'id,label,prediction\n1,cat,cat\n2,dog,cat\n3,cat,dog\n';

test.each<[string, string, RegExp]>([
  [
    'labels that differ',
    good.replace('2,dog', '2,cat'),
    /1 label differs; the first is id 2: "dog" and "cat"/,
  ],
  ['ids that differ', good.replace('3,', '4,'), /candidate and baseline must be of the same rows/],
  ['no prediction', good.replace('prediction', 'guess'), /b\.csv: column "prediction" .* is missing/],
])('a baseline of classes is refused: %s', async (_, baseline, message) => {
  await expect(evaluateFiles({ 'p.csv': good, 'b.csv': baseline }, multiclass)).rejects.toThrow(message);
});

test('a baseline of classes without labels is taken', async () => {
  const baseline = 'id,prediction\n1,cat\n2,dog\n3,cat\n';
  const { estimates } = await evaluateFiles({ 'p.csv': good, 'b.csv': baseline }, multiclass);
  expect(estimates.find(({ metric }) => metric === 'accuracy')?.baseline?.value).toBe(1);
});
