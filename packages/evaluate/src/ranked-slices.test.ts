import { expect, test } from 'vitest';
import { evaluateFiles } from './test-support.ts';

type Row = { label: number; score: number; place: string };

const odd = ["it's", 'say "x"', 'a, b', ' blank ', 'Åß', '-1'];

/** The AUC by its definition: pairs in the right order, ties counting half. */
function aucOf(rows: readonly Row[]): number {
  const positives = rows.filter(({ label }) => label === 1);
  const negatives = rows.filter(({ label }) => label === 0);
  const right = positives.flatMap((one) =>
    negatives.map((other) => (one.score === other.score ? 0.5 : Number(one.score > other.score))),
  );
  return right.reduce<number>((total, each) => total + each, 0) / right.length;
}

test.each([
  ['of few values, odd names among them', odd.length],
  ['of more values than a byte numbers', 200],
])('rows are ranked within slices %s, without rows of no value', async (_what, values) => {
  const rows = Array.from({ length: 10 * values }, (_, i): Row => {
    const which = i % (values + 1);
    return {
      label: (i >> 1) & 1,
      score: ((i * 37) % 11) / 11,
      place: which === values ? '' : (odd[which] ?? `g${which}`),
    };
  });
  const lines = rows.map(
    ({ label, score, place }, i) => `${i},${label},${score},"${place.replaceAll('"', '""')}"`,
  );
  const { estimates } = await evaluateFiles(
    { 'p.csv': `id,label,score,place\n${lines.join('\n')}\n` },
    {
      task: 'binary',
      predictions: 'p.csv',
      slices: [{ column: 'place', 'min-rows': 1, top: 1000 }],
      metrics: ['roc_auc'],
    },
  );
  const sliced = estimates.filter(({ slice }) => slice.length > 0);
  expect(sliced).toHaveLength(values);
  for (const { slice, candidate } of sliced) {
    const own = rows.filter(({ place }) => place === slice[0]?.value);
    expect(candidate?.value, slice[0]?.value).toBeCloseTo(aucOf(own), 9);
  }
});
