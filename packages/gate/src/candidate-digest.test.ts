import type { Evaluation } from '@proofmark/documents';
import { expect, test } from 'vitest';
import { candidateDigest } from './candidate-digest.ts';
import { evaluationOf, rowsOf, sumsOf } from './fixture.ts';

const rows = rowsOf({ both: 60, candidate: 10, baseline: 5, neither: 25 });
const evaluation = evaluationOf([sumsOf(rows)]);
const file = { path: 'again.csv', bytes: 2, sha256: 'f'.repeat(64) };
const otherBaseline = rows.map((row) => ({ ...row, baseline: 1 - (row.baseline ?? 0) }));
const otherScores = rows.map((row) => ({ ...row, candidate: row.candidate + 1e-6 }));

test.each<[string, Evaluation, boolean]>([
  ['equal numbers of another file', { ...evaluation, candidate: { ...evaluation.candidate, file } }, true],
  ['another baseline', evaluationOf([sumsOf(otherBaseline)]), true],
  ['no baseline', evaluationOf([sumsOf(rows.map(({ baseline: _, ...row }) => row))]), true],
  ['equal predictions by other scores', evaluationOf([sumsOf(otherScores)]), false],
  [
    'other predictions',
    evaluationOf([sumsOf(rowsOf({ both: 61, candidate: 10, baseline: 5, neither: 24 }))]),
    false,
  ],
  ['another test set', { ...evaluation, testSet: { ...evaluation.testSet, digest: 'other' } }, false],
])('%s', (_name, other, isSame) => {
  expect(candidateDigest(other) === candidateDigest(evaluation)).toBe(isSame);
});
