import { join } from 'node:path';
import type { Evaluation } from '@proofmark/documents';
import { describe, expect, test } from 'vitest';
import { evaluateFiles } from './test-support.ts';

const examples = join(import.meta.dirname, '../../../examples/flight-delay');
const binary = { task: 'binary', predictions: 'p.csv' };
const good = 'id,label,score\n1,0,0.2\n2,1,0.9\n3,0,0.6\n';

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
