import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocument } from '@proofmark/documents';
import { describe, expect, it } from 'vitest';
import { proofmark } from './command-line.ts';
import { root, temporaryDirectory, writeFiles } from './project.ts';
import { openWorld, startJob, succeeded } from './world.ts';

/** Made by `generate.py` there, with the numbers that scikit-learn and numpy compute. */
const data = join(root, 'test/e2e/tasks');
const expected: Readonly<Record<string, number>> = JSON.parse(
  readFileSync(join(data, 'expected.json'), 'utf8'),
);

type Scenario = {
  task: string;
  files: readonly string[];
  flags: string;
  gate: string;
  /** The metric of the number in expected.json. */
  metric: string;
  /** Of gate. */
  exitCode: 0 | 1 | 3;
  /** Flags without the column that the task needs, and the message then. */
  without: [flags: string, message: RegExp];
};

const scenarios: Scenario[] = [
  {
    task: 'multiclass',
    files: ['multiclass.csv'],
    flags: '--class-scores p_{class} --metrics accuracy,f1_macro --slices site',
    gate: '{ metric: f1_macro, min: 0.65 }',
    metric: 'f1_macro',
    exitCode: 0,
    without: [
      '',
      /"prediction" \(evaluation\.columns\.prediction or --prediction; .*--class-scores\) is missing/,
    ],
  },
  {
    task: 'multilabel',
    files: ['multilabel.csv'],
    flags: '--label is_{class} --prediction predicted_{class}',
    gate: '{ metric: f1_micro, min: 0.9 }',
    metric: 'f1_micro',
    exitCode: 1,
    without: ['--label is_{class}', /"prediction" \(evaluation\.columns\.prediction or --prediction/],
  },
  {
    task: 'regression',
    files: ['regression.csv', 'regression-old.csv'],
    flags: '--weight weight --baseline-predictions regression-old.csv',
    gate: '{ metric: mae, max-rise: 0 }',
    metric: 'mae',
    exitCode: 0,
    without: ['--weight mass', /"mass" \(evaluation\.weight or --weight\) is missing/],
  },
  {
    task: 'ranking',
    files: ['ranking.csv'],
    flags: '--query query --id item --label relevance --metrics ndcg@5',
    gate: '{ metric: "ndcg@5", min: 0.95 }',
    metric: 'ndcg@5',
    exitCode: 1,
    without: [
      '--id item --label relevance --query q',
      /"q" \(evaluation\.columns\.query or --query\) is missing/,
    ],
  },
  {
    task: 'forecast',
    files: ['forecast.csv'],
    flags:
      '--series series --id day --label sales --score yhat --quantiles q_{quantile} --metrics wape,pinball@0.9',
    gate: '{ metric: "pinball@0.9", max: 0.36 }',
    metric: 'pinball@0.9',
    exitCode: 3,
    without: [
      '--id day --label sales --score yhat --series store',
      /"store" \(evaluation\.columns\.series or --series\)/,
    ],
  },
  {
    task: 'scores',
    files: ['scores.csv'],
    flags: '--id question --scores passed',
    gate: '{ metric: "pass_rate[score=passed]", min: 0.65 }',
    metric: 'pass_rate[score=passed]',
    exitCode: 0,
    without: ['--id question', /^error: evaluation\.scores or --scores: expected the columns of scores/],
  },
];

const headings = { 0: /^### \S+ Pass/, 1: /^### \S+ Fail/, 3: /^### \S+ Inconclusive/ } as const;
const verdicts = { 0: 'pass', 1: 'fail', 3: 'inconclusive' } as const;

/** Evaluates with flags alone; gates, reports and verifies what came of it. */
async function decide(task: string, files: readonly string[], evaluate: string, gate: string) {
  const directory = temporaryDirectory();
  for (const name of files) writeFiles(directory, { [name]: readFileSync(join(data, name), 'utf8') });
  const run = async (line: string) => proofmark(directory, line.split(' '));
  const evaluated = await run(evaluate);
  if (evaluated.exitCode !== 0) return { evaluated };
  writeFiles(directory, { 'proofmark.yml': `model: ${task}\ngates: [${gate}]\n` });
  const gated = await run('gate');
  await run('report --format markdown --file comment.md');
  const verified = await run('verify-verdict proofmark-out/evaluation.json proofmark-out/verdict.json');
  return {
    evaluated,
    gated,
    verified,
    comment: readFileSync(join(directory, 'comment.md'), 'utf8'),
    evaluation: await readDocument(join(directory, 'proofmark-out/evaluation.json'), 'evaluation'),
    verdict: await readDocument(join(directory, 'proofmark-out/verdict.json'), 'verdict'),
  };
}

describe('evaluate from flags, gate, report, verify', () => {
  it.each(scenarios)('$task', async ({ task, files, flags, gate, metric, exitCode }) => {
    const line = `evaluate --task ${task} --predictions ${files[0]} ${flags}`;
    const { evaluated, gated, verified, comment, evaluation, verdict } = await decide(
      task,
      files,
      line,
      gate,
    );
    expect(evaluated).toMatchObject({ exitCode: 0 });
    const estimate = evaluation?.estimates.find((one) => one.metric === metric && one.slice.length === 0);
    expect(estimate?.candidate?.value).toBeCloseTo(expected[task] ?? Number.NaN, 9);
    expect(estimate?.candidate?.interval).not.toBeNull();
    expect(verdict).toMatchObject({ status: verdicts[exitCode], gates: [{ metric }] });
    expect(gated).toMatchObject({ exitCode });
    expect(comment).toMatch(headings[exitCode]);
    expect(verified).toMatchObject({ exitCode: 0 });
  });

  it('aggregates', async () => {
    const line = 'evaluate --import sklearn --results aggregates.json';
    const gate = '{ metric: accuracy, min: 0.85 }';
    const outcome = await decide('aggregates', ['aggregates.json'], line, gate);
    expect(outcome.evaluation).toMatchObject({ task: 'aggregates' });
    expect(outcome.verdict).toMatchObject({ status: 'pass', gates: [{ kind: 'minimum' }] });
    expect(outcome.verdict?.gates[0]?.candidate?.value).toBeCloseTo(expected.aggregates ?? Number.NaN, 9);
    expect(outcome).toMatchObject({ gated: { exitCode: 0 }, verified: { exitCode: 0 } });
  });
});

it('samples of lm-eval are rows of scores, compared in pairs', async () => {
  const directory = temporaryDirectory();
  for (const side of ['candidate', 'baseline'])
    cpSync(
      join(root, `packages/evaluate/test/imports/samples_parity_${side}.jsonl`),
      join(directory, `${side}.jsonl`),
    );
  const flags = '--task scores --import lm-eval --results candidate.jsonl --baseline-results baseline.jsonl';
  const { exitCode, out } = await proofmark(directory, ['evaluate', ...flags.split(' ')]);
  expect(exitCode).toBe(0);
  expect(out).toMatch(/^Evaluated model against baseline on 40 rows/);
  writeFiles(directory, {
    'proofmark.yml': 'model: parity\ngates: [{ metric: "pass_rate[score=acc]", max-drop: 0.1 }]\n',
  });
  expect(await proofmark(directory, ['gate'])).toMatchObject({ exitCode: 0 });
  expect(readdirSync(join(directory, 'proofmark-out')).sort()).toEqual([
    'evaluation.json',
    'profile.json',
    'verdict.json',
  ]);
});

it('evaluate-model takes the same as inputs, and names them where one is missing', async () => {
  const directory = temporaryDirectory();
  cpSync(join(data, 'ranking.csv'), join(directory, 'ranking.csv'));
  const run = startJob(await openWorld(), { workspace: directory, permissions: { contents: 'read' } });
  const inputs = { task: 'ranking', predictions: 'ranking.csv', id: 'item', label: 'relevance' };
  succeeded(await run('evaluate-model', { ...inputs, query: 'query', metrics: 'ndcg@5, map' }));
  const { estimates } = await readDocument(join(directory, 'proofmark-out/evaluation.json'), 'evaluation');
  expect(estimates.map(({ metric }) => metric)).toEqual(['ndcg@5', 'map']);
  expect(estimates[0]?.candidate?.value).toBeCloseTo(expected.ranking ?? Number.NaN, 9);
  const { exitCode, annotations } = await run('evaluate-model', { ...inputs, query: 'q' });
  expect({ exitCode, annotations }).toMatchObject({
    exitCode: 2,
    annotations: [
      { message: expect.stringContaining('(evaluation.columns.query or input query) is missing') },
    ],
  });
});

describe('without the column that a task needs the message names flag and key', () => {
  it.each(scenarios)('$task', async ({ task, files, without: [flags, message] }) => {
    const line = `evaluate --task ${task} --predictions ${files[0]} ${flags}`.trimEnd();
    const { evaluated } = await decide(task, files, line, '');
    expect(evaluated.exitCode).toBe(2);
    expect(evaluated.err).toMatch(message);
  });

  it('aggregates without a format', async () => {
    const { evaluated } = await decide(
      'aggregates',
      ['aggregates.json'],
      'evaluate --results aggregates.json',
      '',
    );
    expect(evaluated.exitCode).toBe(2);
    expect(evaluated.err).toMatch(/import\.format/);
  });
});
