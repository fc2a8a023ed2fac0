import { describe, expect, test } from 'vitest';
import { evaluateFiles } from './test-support.ts';

const binary = { task: 'binary', predictions: 'p.csv' };
const paired = { ...binary, 'baseline-predictions': 'b.csv' };
const good = 'id,label,score\n1,0,0.2\n2,1,0.9\n3,0,0.6\n';

describe('predictions that cannot be evaluated are refused with what, where, expected, received', () => {
  test.each<[string, Record<string, string>, Record<string, unknown>, string, RegExp]>([
    [
      'a missing file',
      {},
      binary,
      'data-missing',
      /^p\.csv: the data file was not found in .*; check the path$/,
    ],
    [
      'no rows',
      { 'p.csv': 'id,label,score\n' },
      binary,
      'predictions-invalid',
      /^p\.csv: no rows: expected at least one; check what wrote it$/,
    ],
    [
      'a misspelt column',
      { 'p.csv': good.replace('score', 'scores') },
      binary,
      'predictions-invalid',
      /^p\.csv: column "score" \(evaluation\.columns\.score\) is missing; did you mean "scores"\?$/,
    ],
    [
      'a delimiter that is none of the usual ones',
      { 'p.csv': good.replaceAll(',', '~') },
      binary,
      'predictions-invalid',
      /^p\.csv: column "id" .* is missing; .*"id~label~score"; it has one column only: separate the columns by comma/,
    ],
    [
      'a missing column',
      { 'p.csv': good.replace('label', 'outcome') },
      binary,
      'predictions-invalid',
      /column "label" \(evaluation\.columns\.label\) is missing; expected one of "id", "outcome", "score"/,
    ],
    [
      'no id column',
      { 'p.csv': good.replace('id,', 'x,') },
      binary,
      'predictions-invalid',
      /column "id" .*name "__row" to use the number of the row.* is missing/,
    ],
    [
      'a missing slice column',
      { 'p.csv': good },
      { ...binary, slices: ['region'] },
      'predictions-invalid',
      /column "region" \(evaluation\.slices\) is missing/,
    ],
    [
      'a missing cluster column',
      { 'p.csv': good },
      { ...binary, cluster: 'user' },
      'predictions-invalid',
      /column "user" \(evaluation\.cluster\) is missing/,
    ],
    [
      'repeated ids',
      { 'p.csv': `${good}2,1,0.8\n3,1,0.8\n3,1,0.8\n` },
      binary,
      'predictions-invalid',
      /^p\.csv: column "id" \(evaluation\.columns\.id\): ids must be unique: 2 ids repeat, the first is 2 \(2 rows\)/,
    ],
    [
      'repeated text ids',
      { 'p.csv': 'id,label,score\na,0,0.2\nb,1,0.9\na,0,0.6\n' },
      binary,
      'predictions-invalid',
      /1 id repeats, the first is "a" \(2 rows\)/,
    ],
    [
      'an empty id',
      { 'p.csv': `${good},1,0.8\n` },
      binary,
      'predictions-invalid',
      /column "id".*: 1 row has no id/,
    ],
    [
      'NaN scores',
      { 'p.csv': `${good}4,1,NaN\n5,1,nan\n` },
      binary,
      'predictions-invalid',
      /^p\.csv: column "score": 2 rows have no usable score: expected a probability between 0 and 1; the first is id 4, received "nan"/,
    ],
    [
      'an empty score',
      { 'p.csv': `${good}4,1,\n` },
      binary,
      'predictions-invalid',
      /1 row has no usable score: .*; the first is id 4, received null/,
    ],
    [
      'a score above 1',
      { 'p.csv': `${good}4,1,1.5\n` },
      binary,
      'predictions-invalid',
      /1 row has no usable score: expected a probability between 0 and 1; the first is id 4, received "1\.5"/,
    ],
    [
      'a score that is text',
      { 'p.csv': `${good}4,1,high\n` },
      binary,
      'predictions-invalid',
      /column "score": expected numbers; 1 row has something else, for example "high"/,
    ],
    [
      'an infinite regression score',
      { 'p.csv': `${good}4,1,inf\n` },
      { ...binary, task: 'regression' },
      'predictions-invalid',
      /1 row has no usable score: expected a finite number; the first is id 4, received "inf"/,
    ],
    [
      'an empty regression label',
      { 'p.csv': `${good}4,,0.5\n` },
      { ...binary, task: 'regression' },
      'predictions-invalid',
      /column "label": 1 row has no usable label \(expected a finite number\); the first is id 4, received null/,
    ],
    [
      'a text regression label',
      { 'p.csv': `${good}4,tall,0.5\n` },
      { ...binary, task: 'regression' },
      'predictions-invalid',
      /column "label": expected numbers; 1 row has something else, for example "tall"/,
    ],
    [
      'an empty label',
      { 'p.csv': `${good}4,,0.5\n` },
      binary,
      'predictions-invalid',
      /column "label": 1 row has no label; the first is id 4, received null/,
    ],
    [
      'a third class',
      { 'p.csv': `${good}4,2,0.5\n` },
      binary,
      'predictions-invalid',
      /column "label" \(evaluation\.columns\.label\): expected two classes, "1" and one other, received 3: "0" \(2 rows\), "1" \(1 row\), "2" \(1 row\)/,
    ],
    [
      'another positive class',
      { 'p.csv': good.replaceAll(',0,', ',ham,').replaceAll(',1,', ',spam,') },
      binary,
      'predictions-invalid',
      /expected two classes, "1" and one other, received 2: "ham" \(2 rows\), "spam" \(1 row\); set evaluation\.positive/,
    ],
    [
      'ids of the candidate that the baseline lacks',
      { 'p.csv': good, 'b.csv': good.replace('3,0', '7,0') },
      paired,
      'predictions-invalid',
      /^p\.csv and b\.csv: candidate and baseline must be of the same rows: 1 id of the first is not in the second, for example 3; the second has "1", "2", "7"/,
    ],
    [
      'ids of the baseline that the candidate lacks',
      { 'p.csv': good, 'b.csv': `${good}8,0,0.1\n9,0,0.1\n` },
      paired,
      'predictions-invalid',
      /^b\.csv and p\.csv: .*2 ids of the first are not in the second, for example 8/,
    ],
    [
      'repeated ids of the baseline',
      { 'p.csv': good, 'b.csv': `${good}3,0,0.1\n` },
      paired,
      'predictions-invalid',
      /^b\.csv: column "id".*ids must be unique/,
    ],
    [
      'ids of two types',
      { 'p.csv': good, 'b.csv': good.replace('3,0', 'x3,0') },
      paired,
      'predictions-invalid',
      /ids must be of one type, received BIGINT and VARCHAR/,
    ],
    [
      'labels that differ',
      { 'p.csv': good, 'b.csv': good.replace('3,0', '3,1') },
      paired,
      'predictions-invalid',
      /1 label differs; the first is id 3: "0" and "1"; predict the same test set with both/,
    ],
    [
      'a baseline without its score',
      { 'p.csv': good, 'b.csv': good.replace('score', 'x') },
      paired,
      'predictions-invalid',
      /^b\.csv: column "score"/,
    ],
    [
      'a row without a cluster',
      {
        'p.csv': good
          .replace('id,', 'user,id,')
          .replace('1,0', 'u,1,0')
          .replace('2,1', ',2,1')
          .replace('3,0', 'u,3,0'),
      },
      { ...binary, cluster: 'user' },
      'predictions-invalid',
      /column "user": 1 row has no cluster; the first is id 2, received null/,
    ],
    [
      'several unknown metrics',
      { 'p.csv': good },
      { ...binary, metrics: ['accurcy', 'f1', 'foo', 'bar'] },
      'config-invalid',
      /evaluation\.metrics \(unknown too: "foo", "bar"\): unknown metric "accurcy"/,
    ],
    [
      'an unknown metric',
      { 'p.csv': good },
      { ...binary, metrics: ['accurcy'] },
      'config-invalid',
      /evaluation\.metrics: unknown metric "accurcy", did you mean "accuracy"\?/,
    ],
    [
      'nothing to evaluate',
      {},
      { task: 'binary' },
      'config-invalid',
      /^nothing to evaluate: set evaluation\.predictions, or evaluation\.model/,
    ],
    [
      'a threshold in percent',
      { 'p.csv': good },
      { ...binary, threshold: 50 },
      'config-invalid',
      /^evaluation\.threshold: expected a probability, from 0 to 1, received 50; every row would get the same class$/,
    ],
    [
      'a baseline twice',
      { 'p.csv': good },
      { ...paired, columns: { 'baseline-score': 'q' } },
      'config-invalid',
      /evaluation\.columns\.baseline-score is for a baseline in the same prediction file/,
    ],
  ])('%s', async (_name, files, evaluation, code, message) => {
    const failure = evaluateFiles(files, evaluation);
    await expect(failure).rejects.toMatchObject({ name: 'UserError', code });
    await expect(failure).rejects.toThrow(message);
  });
});
