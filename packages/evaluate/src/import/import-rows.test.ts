import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Evaluation, EvaluationSection, silentLogger } from '@proofmark/documents';
import { loadOnnxRuntime, openEngine } from '@proofmark/engine';
import { describe, expect, it, onTestFinished } from 'vitest';
import { evaluate } from '../evaluate.ts';
import { importRows } from './import-rows.ts';

/** Made by lm-eval itself: see `generate.py` there. */
const fixtures = join(import.meta.dirname, '../../test/imports');

type Files = Readonly<Record<string, string | object>>;

async function run(files: Files, section: object): Promise<Evaluation> {
  const workDirectory = mkdtempSync(join(tmpdir(), 'proofmark-rows-'));
  onTestFinished(() => rmSync(workDirectory, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(workDirectory, name), typeof content === 'string' ? content : JSON.stringify(content));
  for (const side of ['candidate', 'baseline']) {
    const name = `samples_parity_${side}.jsonl`;
    cpSync(join(fixtures, name), join(workDirectory, name));
  }
  const parsed = EvaluationSection.parse({ task: 'scores', ...section });
  if (!parsed.import) throw new Error('the test imports something');
  const scratch = join(workDirectory, 'scratch');
  const imported = await importRows({ ...parsed, import: parsed.import }, workDirectory, scratch);
  const engine = await openEngine({ workDirectory, threads: 2 });
  try {
    const spec = { model: 'm', evaluation: imported.section, workDirectory };
    const ports = { logger: silentLogger, onnx: () => loadOnnxRuntime({ workDirectory }) };
    return Evaluation.parse(imported.bind(await evaluate(spec, engine, ports)));
  } finally {
    await engine.close();
  }
}

const whole = ({ estimates }: Evaluation) => estimates.filter(({ slice }) => slice.length === 0);
const lines = (...rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

describe('samples of lm-eval', () => {
  const section = {
    import: {
      format: 'lm-eval',
      candidate: 'samples_parity_candidate.jsonl',
      baseline: 'samples_parity_baseline.jsonl',
    },
  };

  it('are rows: the value is the one lm-eval reports, with an interval, and the change is paired', async () => {
    const evaluation = await run({}, section);
    const reported = (side: string) =>
      JSON.parse(readFileSync(join(fixtures, `lm-eval-${side}.json`), 'utf8')).results.parity['acc,none'];
    const [acc] = whole(evaluation);
    expect(acc).toMatchObject({
      metric: 'pass_rate[score=acc]',
      rows: 40,
      candidate: { value: reported('candidate'), interval: { method: 'Wilson score' } },
      baseline: { value: reported('baseline') },
      change: { value: expect.closeTo(0.15, 12), interval: { method: expect.stringContaining('t with') } },
    });
    expect(evaluation).toMatchObject({
      task: 'scores',
      candidate: { kind: 'predictions', file: { path: 'samples_parity_candidate.jsonl' } },
      baseline: { file: { path: 'samples_parity_baseline.jsonl' } },
      testSet: { files: [{ path: 'samples_parity_candidate.jsonl' }] },
    });
  });

  const sample = (doc_id: number, scores: object, changes: object = {}) => ({
    doc_id,
    filter: 'none',
    metrics: Object.keys(scores),
    doc_hash: `d${doc_id}`,
    prompt_hash: `p${doc_id}`,
    target_hash: `t${doc_id}`,
    ...scores,
    ...changes,
  });

  it('of several tasks are slices, filters are scores, and lists are left out with a note', async () => {
    const of = (task: string, right: number) => ({
      [`samples_${task}_2026-01-02T03-04-05.678.jsonl`]: lines(
        ...Array.from({ length: 100 }, (_, i) =>
          [
            sample(i, { em: Number(i < right), word_perplexity: [1, 2] }, { filter: 'strict' }),
            sample(i, { em: Number(i < right + 10) }, { filter: 'flexible' }),
          ].flat(),
        ).flat(),
      ),
    });
    const evaluation = await run(
      { ...of('sums', 40), ...of('logic', 80) },
      { import: { format: 'lm-eval', candidate: 'samples_*_2026*.jsonl' }, slices: ['task'] },
    );
    expect(whole(evaluation).map(({ metric, candidate }) => [metric, candidate?.value])).toEqual([
      ['pass_rate[score=em,strict]', 0.6],
      ['pass_rate[score=em,flexible]', 0.7],
    ]);
    expect(evaluation.estimates.find(({ slice }) => slice[0]?.value === 'sums')).toMatchObject({
      rows: 100,
      candidate: { value: 0.4 },
    });
    expect(evaluation.notes).toEqual([
      'logic.word_perplexity: no number for each document',
      'sums.word_perplexity: no number for each document',
    ]);
  });

  it('of a score where less is better are read so', async () => {
    const files = { 's.jsonl': lines(...[0.1, 0.3].map((brier_score, i) => sample(i, { brier_score }))) };
    const evaluation = await run(files, { import: { format: 'lm-eval', candidate: 's.jsonl' } });
    expect(whole(evaluation)).toMatchObject([
      { metric: 'fail_rate[score=brier_score]', candidate: { value: expect.closeTo(0.2, 12) } },
    ]);
  });

  it.each([
    ['document', { doc_hash: 'x' }],
    ['prompt', { prompt_hash: 'x' }],
    ['target', { target_hash: 'x' }],
  ])('with another %s are another question', async (_, change) => {
    const files = {
      'c.jsonl': lines(sample(0, { acc: 1 }), sample(1, { acc: 0 })),
      'b.jsonl': lines(sample(0, { acc: 1 }), sample(1, { acc: 0 }, change)),
    };
    const from = { format: 'lm-eval', candidate: 'c.jsonl', baseline: 'b.jsonl' };
    await expect(run(files, { import: from })).rejects.toThrow(
      /c\.jsonl and b\.jsonl: .*same questions.*: 1 row is in the first alone, 1 is in the second alone, for example "samples\/1 /,
    );
  });
});

describe('tests of promptfoo', () => {
  type Test = [word: string, promptIdx: number, success: boolean, more?: object];
  const results = (labels: readonly string[], tests: readonly Test[]) => ({
    results: {
      version: 3,
      prompts: labels.map((label) => ({ label, provider: 'echo' })),
      results: tests.map(([word, promptIdx, success, more], testIdx) => ({
        promptIdx,
        testIdx,
        success,
        score: Number(success),
        latencyMs: 10 * (testIdx + 1),
        cost: 0.5,
        vars: { word },
        testCase: { assert: [{ type: 'contains', value: word }] },
        ...more,
      })),
    },
  });

  it('are rows; repeats of a test are averaged first, and the baseline is paired', async () => {
    const candidate = results(
      ['Say it'],
      [
        ['a', 0, true],
        ['a', 0, false],
        ['b', 0, true],
        ['b', 0, true],
        ['c', 0, false],
        ['c', 0, false],
      ],
    );
    const baseline = results(
      ['Say it'],
      [
        ['c', 0, false],
        ['b', 0, false],
        ['a', 0, true],
      ],
    );
    const evaluation = await run(
      { 'c.json': candidate, 'b.json': baseline },
      { import: { format: 'promptfoo', candidate: 'c.json', baseline: 'b.json' } },
    );
    expect(whole(evaluation)).toMatchObject([
      {
        metric: 'pass_rate[score=pass]',
        rows: 3,
        candidate: { value: 0.5 },
        baseline: { value: expect.closeTo(1 / 3, 12) },
        change: { interval: expect.anything() },
      },
      { metric: 'pass_rate[score=score]' },
      { metric: 'mean_cost[score=latency_ms]', candidate: { value: 35 } },
      { metric: 'fail_rate[score=cost]', candidate: { value: 0.5 } },
    ]);
  });

  it('of several prompts are scores of each, and named scores that some tests lack are left out with a note', async () => {
    const tests: Test[] = ['a', 'b'].flatMap((word): Test[] => [
      [word, 0, true, { namedScores: word === 'a' ? { Calm: 1 } : {} }],
      [word, 1, word === 'a'],
    ]);
    const evaluation = await run(
      { 'c.json': results(['Say', 'Shout'], tests) },
      { import: { format: 'promptfoo', candidate: 'c.json' } },
    );
    const found = Object.fromEntries(whole(evaluation).map((one) => [one.metric, one.candidate?.value]));
    expect(found).toMatchObject({
      'pass_rate[score=echo Say: pass]': 1,
      'pass_rate[score=echo Shout: pass]': 0.5,
    });
    expect(evaluation.notes).toEqual(['echo Say: Calm: 1 of 2 rows have no such score']);
  });
});

it.each<[string, Files, object, RegExp]>([
  ['another tool', {}, { format: 'dvc', candidate: 'm.json' }, /rows are imported of lm-eval .*received dvc/],
  ['an absent file', {}, { format: 'lm-eval', candidate: 'absent.jsonl' }, /absent\.jsonl/],
  [
    'no samples',
    { 'r.jsonl': '{"results": {}}' },
    { format: 'lm-eval', candidate: 'r.jsonl' },
    /r\.jsonl line 1: metrics: expected/,
  ],
  [
    'no numbers',
    { 'l.jsonl': lines({ doc_id: 0, metrics: ['x'], x: [] }) },
    { format: 'lm-eval', candidate: 'l.jsonl' },
    /expected a score that every row has/,
  ],
  [
    'cut off',
    { 'h.jsonl': '{"doc_id": 0, "metr' },
    { format: 'lm-eval', candidate: 'h.jsonl' },
    /h\.jsonl line 1: not valid JSON/,
  ],
  [
    'version 2',
    { 'v.json': { results: { version: 2 } } },
    { format: 'promptfoo', candidate: 'v.json' },
    /received version 2/,
  ],
])('rows of %s are refused', async (_, files, section, message) => {
  await expect(run(files, { import: section })).rejects.toThrow(message);
});
