import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { evaluateFiles } from './test-support.ts';

const examples = join(import.meta.dirname, '../../../examples/flight-delay');

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
