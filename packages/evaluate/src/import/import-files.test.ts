import { describe, expect, it } from 'vitest';
import {
  type Ask,
  database,
  directory,
  type ImportSection,
  later,
  run,
  unreachable,
  write,
} from './test-imports.ts';

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
