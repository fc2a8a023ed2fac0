import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Evaluation, type EvaluationSection } from '@proofmark/documents';
import { afterAll, describe, expect, it } from 'vitest';
import { importAggregates } from './import-aggregates.ts';

/** Made by the tools themselves: see `generate.py` there. */
const fixtures = join(import.meta.dirname, '../../test/imports');
const directory = mkdtempSync(join(tmpdir(), 'proofmark-import-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

type ImportSection = NonNullable<EvaluationSection['import']>;
const unreachable = async () => {
  throw new Error('not asked');
};

function run(section: ImportSection, workDirectory = fixtures, ask: Ask = unreachable, token?: string) {
  return importAggregates({ model: 'm', import: section, workDirectory }, { ask, mlflowToken: token });
}
type Ask = (url: string, headers: Record<string, string>) => Promise<Response>;

function write(name: string, content: string | object): string {
  writeFileSync(join(directory, name), typeof content === 'string' ? content : JSON.stringify(content));
  return name;
}

const database = join(directory, 'mlflow.db');
const dump = readFileSync(join(fixtures, 'mlflow.sql'), 'utf8');
const [earlier = '', later = ''] = /^-- runs: (.*)$/m.exec(dump)?.[1]?.split(' ') ?? [];
new DatabaseSync(database, { enableForeignKeyConstraints: false }).exec(dump);

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

describe('imports of small files', () => {
  it.each<[ImportSection['format'], string, string | object, object]>([
    ['dvc', 'metrics.toml', '[a]\nauc = 0.5', { metric: 'a.auc', value: 0.5 }],
    ['dvc', 'metrics.yaml', 'auc: [0.5]', { metric: 'auc', value: 0.5 }],
    ['dvc', 'scalar.json', '0.5', { metric: 'value', value: 0.5 }],
    [
      'github-action-benchmark',
      'b.json',
      [{ name: 'size', unit: 'B', value: 5, range: '± 3' }],
      { metric: 'size', value: 5 },
    ],
    [
      'bencher',
      'bmf.json',
      { b: { latency: { value: 8, lower_value: 7 } } },
      { metric: 'b.latency', value: 8 },
    ],
    ['evidently', 'old.json', { metrics: [{ metric: 'M', result: { a: 2 } }] }, { metric: 'M.a', value: 2 }],
    [
      'evidently',
      'twice.json',
      { tests: [1, 2].map(() => ({ name: 'Share', parameters: { value: 0.5, column_name: 'c' } })) },
      { metric: 'Share[column=c]', value: 0.5 },
    ],
    [
      'evidently',
      'label.json',
      {
        metric_results: {
          a: {
            metric_value_location: { metric: { params: { type: 'x:ByLabel', k: 1, on: true, tests: [] } } },
            values: { value: { value: 0.25 } },
          },
        },
      },
      { metric: 'ByLabel(k=1,on=True).value', value: 0.25 },
    ],
    [
      'lm-eval',
      'group.json',
      { results: { g: { ' ': ' ', 'ppl,none': 9, 'ppl_stderr,none': 'N/A' } } },
      { metric: 'g.ppl', value: 9 },
    ],
    [
      'lm-eval',
      'certain.json',
      {
        results: { t: { 'acc,none': 1, 'acc_stderr,none': 0 } },
        'n-samples': { t: { original: 9, effective: 9 } },
      },
      { metric: 't.acc', value: 1, standardError: 0, rows: 9, share: true },
    ],
  ])('%s: %s', async (format, name, content, { metric, ...candidate }: { metric?: string }) => {
    const evaluation = await run({ format, candidate: write(name, content) }, directory);
    expect(evaluation.aggregates).toMatchObject([{ metric, candidate }]);
  });
});

describe('imports refuse', () => {
  const deep = `${'{"a":'.repeat(60)}1${'}'.repeat(60)}`;
  it.each<[string, ImportSection['format'], string, string | object, RegExp]>([
    ['an absent file', 'dvc', 'absent.json', '', /absent\.json: no metrics|was not found/],
    ['what is cut off', 'sklearn', 'cut.json', '{"accuracy": 0.', /cut\.json: not valid JSON/],
    ['another shape', 'lm-eval', 'shape.json', { results: [] }, /results: expected the results by task/],
    ['no numbers', 'dvc', 'none.json', { a: 'x', b: null }, /no metrics.*b: no finite number/],
    ['NaN alone', 'dvc', 'nan.json', '{"auc": NaN}', /no metrics.*auc: no finite number/],
    ['depth', 'dvc', 'deep.json', deep, /nested too deeply/],
    [
      'names twice',
      'github-action-benchmark',
      'twice.json',
      [
        { name: 'a', value: 1 },
        { name: 'a', value: 2 },
      ],
      /"a" is there twice/,
    ],
    ['endless names', 'dvc', 'long.json', { ['x'.repeat(400)]: 1 }, /names of 1 to 300 characters/],
    ['hostile names, escaped', 'dvc', 'esc.json', { ['\u001b[31m'.repeat(99)]: 1 }, /\\u001b\[31m/],
    ['TOML that is none', 'dvc', 'bad.toml', 'a = = 1', /not valid TOML/],
    ['aliases without end', 'huggingface', 'bomb.yaml', `a: &a [1]\nb: ${'[*a,'.repeat(300)}`, /bomb\.yaml/],
    ['a card without results', 'huggingface', 'card.md', '---\nlicense: mit\n---\n', /expected model-index/],
    ['promptfoo of version 2', 'promptfoo', 'v2.json', { results: { version: 2, table: {} } }, /version 3/],
    ['neither snapshot nor suite', 'evidently', 'none.json', { widgets: [] }, /metrics: expected a list/],
    ['a test suite without tests', 'evidently', 'suite.json', { tests: [] }, /no metrics/],
    ['a test without a name', 'evidently', 'test.json', { tests: [{}] }, /tests\[0\]: name: expected a text/],
    [
      'two values of one test',
      'evidently',
      'tests.json',
      { tests: [1, 2].map((value) => ({ name: 'A', parameters: { value } })) },
      /"A" is there twice/,
    ],
    [
      'an unknown result',
      'evidently',
      'ids.json',
      { metric_results: {}, top_level_metrics: ['toString'] },
      /top_level_metrics\[0\]: expected an id of metric_results, received "toString"/,
    ],
    [
      'a result without its metric',
      'evidently',
      'params.json',
      { metric_results: { a: { value: 1 } } },
      /metric_results\.a\.metric_value_location\.metric\.params: expected the parameters/,
    ],
  ])('%s', async (_, format, name, content, message) => {
    if (content !== '') write(name, content);
    await expect(run({ format, candidate: name }, directory)).rejects.toThrow(message);
  });

  it('takes the old values of a diff of DVC for the baseline, and notes what is no metric', async () => {
    const metrics = {
      auc: { old: 0.7, new: 0.8, diff: 0.1 },
      added: { old: null, new: 2 },
      roc: { old: [1, 2], new: [1, 2, 3] },
    };
    const candidate = write('diff.json', { 'm.json': metrics });
    const { aggregates, baseline, notes } = await run({ format: 'dvc', candidate }, directory);
    expect(aggregates).toEqual([
      expect.objectContaining({ metric: 'auc', candidate: { value: 0.8 }, baseline: { value: 0.7 } }),
      expect.objectContaining({ metric: 'added', candidate: { value: 2 }, baseline: null }),
    ]);
    expect(baseline?.kind).toBe('aggregates');
    expect(notes).toContain('roc: a list of 3 values is no metric');
    await expect(run({ format: 'dvc', candidate, baseline: candidate }, directory)).rejects.toThrow(
      /import\.baseline: expected none beside a diff/,
    );
  });

  it.each<[string, Partial<ImportSection>, Ask, RegExp]>([
    ['no store', {}, unreachable, /import\.store: expected/],
    ['an absent database', { store: 'absent.db' }, unreachable, /database was not found/],
    ['no database', { store: write('text.db', 'x'.repeat(999)) }, unreachable, /not a database of MLflow/],
    ['an unknown run', { store: database, candidate: 'nobody' }, unreachable, /there is no run "nobody"/],
    [
      'a run that is no id',
      { store: database, candidate: "' OR 1=1" },
      unreachable,
      /expected the id of a run/,
    ],
    ['a silent server', { store: 'http://h' }, unreachable, /MLflow did not answer \(not asked\)/],
    [
      'a server that says no',
      { store: 'http://h' },
      async () => new Response('no \u001b[31m', { status: 404 }),
      /answered 404: no \\u001b/,
    ],
    ['another server', { store: 'http://h' }, async () => new Response('<html>'), /expected JSON of MLflow/],
    ['another answer', { store: 'http://h' }, async () => Response.json({}), /run\.data: expected a run/],
  ])('mlflow: %s', async (_, section, ask, message) => {
    await expect(run({ format: 'mlflow', candidate: later, ...section }, directory, ask)).rejects.toThrow(
      message,
    );
  });
});
