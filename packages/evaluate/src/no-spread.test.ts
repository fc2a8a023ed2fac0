import { compare, estimate, requireMetric } from '@proofmark/metrics';
import { expect, test } from 'vitest';
import { evaluateFiles } from './test-support.ts';

const options = { classes: ['0', '1'], level: 0.95 };
const settings = { task: 'binary', predictions: 'p.csv', metrics: ['average_precision', 'ks', 'ece'] };

function table(rows: readonly (readonly number[])[]): string {
  return ['id,label,score,before', ...rows.map((row, i) => [i, ...row].join(','))].join('\n');
}

test.each(['average_precision', 'ks'])('two perfect rankings of few rows may differ in %s', async (name) => {
  const rows = Array.from({ length: 24 }, (_, i) => {
    const score = (i % 2 ? 0.6 : 0.1) + i / 100;
    return [i % 2, score, (score + 1) / 3];
  });
  const columns = { 'baseline-score': 'before' };
  const evaluation = await evaluateFiles({ 'p.csv': table(rows) }, { ...settings, columns });
  const [sums] = evaluation.sums;
  if (!sums) throw new Error('expected sums');
  const change = compare(requireMetric(name, evaluation, 'test'), sums, options);
  expect(change).toMatchObject({ value: 0, standardError: 0, interval: { lower: expect.any(Number) } });
  expect(change.value === null ? 0 : change.interval?.lower).toBeLessThan(-0.1);
});

test('a calibration that fits exactly is not taken for certain', async () => {
  const rows = Array.from({ length: 40 }, (_, i) => [i % 2, 0.5, 0.5]);
  const evaluation = await evaluateFiles({ 'p.csv': table(rows) }, settings);
  const [sums] = evaluation.sums;
  if (!sums) throw new Error('expected sums');
  const error = estimate(requireMetric('ece', evaluation, 'test'), sums, 'candidate', options);
  expect(error).toMatchObject({ value: 0, interval: { lower: 0 } });
  // 20 of 40 rows may be of a share up to 0.648 (Wilson, by statsmodels), which a score of 0.5 would miss by 0.148.
  const upper = error.value === null ? 0 : error.interval?.upper;
  expect(upper).toBeGreaterThan(0.148);
  expect(upper).toBeLessThan(0.17);
});
