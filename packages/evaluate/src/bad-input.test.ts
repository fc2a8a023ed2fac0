import { join } from 'node:path';
import type { Evaluation } from '@proofmark/documents';
import { describe, expect, test } from 'vitest';
import { evaluateFiles } from './test-support.ts';

const examples = join(import.meta.dirname, '../../../examples/flight-delay');
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

describe('models that cannot be run are refused', () => {
  const rows = { files: 'd.csv', sql: 'SELECT id, label, hour, weekday, distance FROM data' };
  const data = { 'd.csv': 'id,label,hour,weekday,distance\n1,0,7,1,300\n2,1,20,5,900\n' };
  const model = join(examples, 'baseline.onnx');
  const section = { task: 'binary', rows, model };
  test.each<[string, Record<string, string>, Record<string, unknown>, string, RegExp]>([
    [
      'a missing model',
      data,
      { ...section, model: 'no.onnx' },
      'file-missing',
      /^no\.onnx: the model was not found in .*; check the path$/,
    ],
    [
      'not a model',
      { ...data, 'm.onnx': 'hello' },
      { ...section, model: 'm.onnx' },
      'model-invalid',
      /^m\.onnx: not a model that ONNX Runtime can load: /,
    ],
    [
      'a feature that is no column',
      data,
      { ...section, rows: { ...rows, sql: 'SELECT id, label, hour AS hours, weekday, distance FROM data' } },
      'model-invalid',
      /baseline\.onnx: the model's inputs do not fit the rows: "hour" is missing; the rows have "id", "label", "hours", "weekday", "distance"; add it to evaluation\.rows\.sql/,
    ],
    [
      'a feature that is text',
      data,
      { ...section, rows: { ...rows, sql: 'SELECT * REPLACE (weekday::VARCHAR AS weekday) FROM data' } },
      'model-invalid',
      /the model's input "weekday" is a column of VARCHAR: expected numbers/,
    ],
    [
      'SQL that writes',
      data,
      { ...section, rows: { ...rows, sql: "COPY data TO 'x.csv'" } },
      'query-refused',
      /the SQL is refused: expected one SELECT/,
    ],
    [
      'a row number that is not selected',
      data,
      { ...section, columns: { id: '__row' } },
      'config-invalid',
      /evaluation\.rows\.sql does not select it: add __row to its columns/,
    ],
    [
      'an empty test set',
      data,
      { ...section, rows: { ...rows, sql: `${rows.sql} WHERE false` } },
      'predictions-invalid',
      /^evaluation\.rows\.sql: no rows: expected at least one; check what wrote it$/,
    ],
    [
      'a model without rows',
      data,
      { task: 'binary', model },
      'config-invalid',
      /evaluation\.model needs evaluation\.rows/,
    ],
  ])('%s', async (_name, files, evaluation, code, message) => {
    const failure = evaluateFiles(files, evaluation);
    await expect(failure).rejects.toMatchObject({ name: 'UserError', code });
    await expect(failure).rejects.toThrow(message);
  });
});

describe('what is unusual but right is accepted', () => {
  test.each<[string, Record<string, string>, Record<string, unknown>, Partial<Evaluation>]>([
    [
      'boolean labels',
      { 'p.csv': good.replaceAll(',0,', ',false,').replaceAll(',1,', ',true,') },
      binary,
      { classes: ['false', 'true'] },
    ],
    [
      'labels with a fraction of zero',
      { 'p.csv': good.replaceAll(',0,', ',0.0,').replaceAll(',1,', ',1.0,') },
      binary,
      { classes: ['0', '1'] },
    ],
    [
      'yes and no',
      { 'p.csv': good.replaceAll(',0,', ',no,').replaceAll(',1,', ',yes,') },
      { ...binary, positive: 'yes' },
      { classes: ['false', 'true'] },
    ],
    [
      'classes of other names',
      { 'p.csv': good.replaceAll(',0,', ',ham,').replaceAll(',1,', ',spam,') },
      { ...binary, positive: 'spam' },
      { classes: ['ham', 'spam'] },
    ],
    ['only one class', { 'p.csv': good.replaceAll(',1,', ',0,') }, binary, { classes: ['0', '1'] }],
    [
      'the number of the row as id',
      { 'p.csv': good.replace('id,', 'x,') },
      { ...binary, columns: { id: '__row' } },
      {},
    ],
    [
      'a slice value too small to show',
      { 'p.csv': good },
      { ...binary, slices: ['id'] },
      { omitted: [{ why: 'few-rows', column: 'id', values: 3, minRows: 100 }] },
    ],
    [
      'rows without a slice value',
      { 'p.csv': 'id,label,score,seg\n1,0,0.2,a\n2,1,0.9,\n3,0,0.6,\n' },
      { ...binary, slices: [{ column: 'seg', 'min-rows': 1 }] },
      { omitted: [{ why: 'no-value', column: 'seg', rows: 2 }] },
    ],
    [
      'a slice column without any value',
      { 'p.csv': 'id,label,score,seg\n1,0,0.2,\n2,1,0.9,\n3,0,0.6,\n' },
      { ...binary, slices: ['seg'] },
      { omitted: [{ why: 'no-value', column: 'seg', rows: 3 }] },
    ],
    ['columns named in another case', { 'p.csv': good.toUpperCase() }, binary, {}],
    [
      'a model file under a baseline of predictions',
      {
        'd.csv': 'id,label,hour,weekday,distance\n1,0,7,1,300\n2,1,20,5,900\n',
        'b.csv': 'id,score\n2,0.5\n1,0.5\n',
      },
      {
        task: 'binary',
        rows: { files: 'd.csv' },
        model: join(examples, 'baseline.onnx'),
        'baseline-predictions': 'b.csv',
      },
      {},
    ],
  ])('%s', async (_name, files, evaluation, expected) => {
    expect(await evaluateFiles(files, evaluation)).toMatchObject({
      document: 'proofmark/evaluation',
      ...expected,
    });
  });

  test('one class gives metrics that need one, and a reason for those that need two', async () => {
    const document = await evaluateFiles({ 'p.csv': good.replaceAll(',1,', ',0,') }, binary);
    const byName = new Map(document.estimates.map((estimate) => [estimate.metric, estimate]));
    expect(byName.get('accuracy')?.candidate?.value).toBeCloseTo(1 / 3, 12);
    expect(byName.get('roc_auc')).toMatchObject({
      candidate: null,
      reason: 'only one class among the labels',
    });
  });
});
