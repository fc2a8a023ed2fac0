import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Evaluation } from '@proofmark/documents';
import { describe, expect, it } from 'vitest';
import {
  type Ask,
  database,
  directory,
  earlier,
  fixtures,
  type ImportSection,
  later,
  run,
  write,
} from './test-imports.ts';

describe('imports of what the tools themselves wrote', () => {
  it.each<[ImportSection['format'], string, object[]]>([
    [
      'sklearn',
      'sklearn.json',
      [
        {
          metric: 'recall[class=cat]',
          direction: 'higher',
          candidate: { value: 0.5, rows: 40, share: true },
        },
        { metric: 'precision[class=cat]', direction: 'higher', candidate: { value: 1 } },
        { metric: 'accuracy', direction: 'higher', candidate: { value: 0.8, rows: 100, share: true } },
        { metric: 'f1_macro', direction: 'higher', candidate: { value: expect.closeTo(0.8222222, 6) } },
      ],
    ],
    [
      'dvc',
      'dvc-show.json',
      [
        { metric: 'metrics.json.auc', candidate: { value: 0.93 } },
        { metric: 'metrics.json.a.b.e', candidate: { value: 3 } },
        { metric: 'scalar.yaml', candidate: { value: 0.75 } },
      ],
    ],
    [
      'lm-eval',
      'lm-eval-candidate.json',
      [{ metric: 'parity.acc', direction: 'higher', candidate: { rows: 40, share: true } }],
    ],
    [
      'promptfoo',
      'promptfoo.json',
      [
        {
          metric: 'echo Say {{word}}: pass_rate',
          direction: 'higher',
          candidate: { value: 2 / 3, rows: 3, share: true },
        },
        { metric: 'echo Shout {{word}}: Repeats', candidate: { value: 0.5 } },
      ],
    ],
    ['huggingface', 'huggingface.md', [{ metric: 'glue/sst2.accuracy', candidate: { value: 0.91 } }]],
    ['huggingface', 'eval_results.yaml', [{ metric: 'cais/hle.default', candidate: { value: 20.9 } }]],
    ['evidently', 'evidently.json', [{ metric: 'RowCount', candidate: { value: 50 } }]],
    [
      'evidently',
      'evidently-suite.json',
      [
        { metric: 'Accuracy Score', candidate: { value: 0.82 } },
        { metric: 'Precision Score by Class[label=0]', candidate: { value: 0.7586206896551724 } },
        { metric: 'The Number of Missing Values', candidate: { value: 0 } },
      ],
    ],
  ])('%s: %s', async (format, candidate, expected) => {
    const evaluation = await run({ format, candidate });
    expect(evaluation.aggregates).toEqual(
      expect.arrayContaining(
        expected.map((one) =>
          expect.objectContaining({
            baseline: null,
            ...one,
            candidate: expect.objectContaining((one as { candidate: object }).candidate),
          }),
        ),
      ),
    );
    expect(Evaluation.parse(evaluation)).toMatchObject({
      task: 'aggregates',
      candidate: { kind: 'aggregates', file: { path: candidate } },
      sums: [],
    });
  });

  it('evidently: dumps() holds what json() does, under the same names', async () => {
    const [dumped, plain] = await Promise.all(
      ['evidently-dumps.json', 'evidently-snapshot.json'].map((candidate) =>
        run({ format: 'evidently', candidate }),
      ),
    );
    expect(dumped?.aggregates).toHaveLength(12);
    expect(dumped?.aggregates).toEqual(plain?.aggregates);
  });

  it('evidently: a test without a number is noted', async () => {
    const { notes } = await run({ format: 'evidently', candidate: 'evidently-suite.json' });
    expect(notes).toEqual(['Min Value: no finite number, the test ended as ERROR']);
  });

  it('mlflow: the latest metrics of both runs, from the database', async () => {
    const evaluation = await run({ format: 'mlflow', candidate: later, baseline: earlier, store: database });
    expect(evaluation.aggregates).toContainEqual({
      metric: 'auc',
      candidate: { value: 0.93 },
      baseline: { value: 0.91 },
    });
    expect(evaluation.aggregates?.map(({ metric }) => metric)).toContain('eval/loss');
    expect(evaluation.notes).toEqual(['broken: no finite number']);
  });

  it('mlflow: asks the server with the token, and nobody else', async () => {
    const asked: unknown[] = [];
    const ask: Ask = async (url, headers) => {
      asked.push([url, headers]);
      const metrics = [{ key: 'auc', value: 0.9, timestamp: 1, step: 0 }];
      return Response.json({ run: { info: { run_id: 'abc' }, data: { metrics } } });
    };
    const section = { format: 'mlflow', candidate: 'abc', store: 'https://mlflow.example' } as const;
    const evaluation = await run(section, directory, ask, 's3cret');
    expect(asked).toEqual([
      ['https://mlflow.example/api/2.0/mlflow/runs/get?run_id=abc', { authorization: 'Bearer s3cret' }],
    ]);
    expect(evaluation.aggregates).toMatchObject([{ metric: 'auc', candidate: { value: 0.9 } }]);
  });

  it('lm-eval: compares results of one test set only', async () => {
    const section = { format: 'lm-eval', candidate: 'lm-eval-candidate.json' } as const;
    const both = await run({ ...section, baseline: 'lm-eval-baseline.json' });
    expect(both.estimates.find(({ metric }) => metric === 'parity.acc')?.change?.interval?.method).toBe(
      'MOVER, unpaired',
    );
    const other = JSON.parse(readFileSync(join(fixtures, 'lm-eval-baseline.json'), 'utf8'));
    const baseline = join(directory, write('other.json', { ...other, task_hashes: { parity: 'another' } }));
    await expect(run({ ...section, baseline })).rejects.toThrow(/must be of the same rows/);
  });
});
