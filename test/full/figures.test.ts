import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { findCrossings } from '../../packages/report/src/svg/find-crossings.ts';
import { proofmark } from '../e2e/command-line.ts';
import { root, temporaryDirectory, writeFiles } from '../e2e/project.ts';

const executablePath = '/usr/bin/chromium';
const missing = existsSync(executablePath) ? undefined : 'there is no Chromium';
if (missing) console.log(`skipped: the labels of figures (${missing})`);
vi.setConfig({ testTimeout: 120_000 });

const table = (name: string) => readFileSync(join(root, 'test/e2e/tasks', name), 'utf8');
/** Numbers of a table made as large as prices are, whose labels need more room. */
const enlarged = (name: string) =>
  table(name).replace(/(?<=,)\d+\.\d+/g, (number) => `${Math.round(Number(number) * 10_000)}.5`);
/** Scores of two models, sliced by names that begin and end alike. */
const binary = [
  'id,label,score,old,store',
  ...Array.from({ length: 1_500 }, (_, i) => {
    const label = i % 3 === 0 ? 1 : 0;
    const noise = (i * 7_919) % 1_000;
    const score = (0.3 * label + 0.0007 * noise).toFixed(4);
    const old = (0.2 * label + 0.0008 * ((noise * 31) % 1_000)).toFixed(4);
    return [i, label, score, old, `store-number-with-a-long-name-${(i * 13) % 12}`].join(',');
  }),
].join('\n');

type Task = { name: string; files: Record<string, string>; evaluate: string; gate: string };
const tasks: Task[] = [
  {
    name: 'binary',
    files: { 'p.csv': binary, 'old.csv': binary.replace('score,old', 'before,score') },
    evaluate: '--task binary --predictions p.csv --baseline-predictions old.csv --slices store',
    gate: '{ metric: roc_auc, max-drop: 0.01, slices: [store] }',
  },
  {
    name: 'multiclass',
    files: {
      'p.csv': table('multiclass.csv').replaceAll('bird', 'a bird of a long name'),
      'old.csv': table('multiclass.csv').replaceAll('bird', 'a bird of a long name'),
    },
    evaluate:
      '--task multiclass --predictions p.csv --baseline-predictions old.csv --class-scores p_{class} --slices site',
    gate: '{ metric: f1_macro, max-drop: 0.1 }',
  },
  {
    name: 'multilabel',
    files: { 'p.csv': table('multilabel.csv') },
    evaluate: '--task multilabel --predictions p.csv --label is_{class} --prediction predicted_{class}',
    gate: '{ metric: f1_micro, min: 0.7 }',
  },
  {
    name: 'regression',
    files: { 'p.csv': enlarged('regression.csv'), 'old.csv': enlarged('regression-old.csv') },
    evaluate: '--task regression --predictions p.csv --baseline-predictions old.csv',
    gate: '{ metric: mae, max-rise: 1000 }',
  },
  {
    name: 'ranking',
    files: { 'p.csv': table('ranking.csv') },
    evaluate: '--task ranking --predictions p.csv --query query --id item --label relevance',
    gate: '{ metric: mrr, min: 0.5 }',
  },
  {
    name: 'forecast',
    files: { 'p.csv': table('forecast.csv') },
    evaluate:
      '--task forecast --predictions p.csv --series series --id day --label sales --score yhat --quantiles q_{quantile}',
    gate: '{ metric: wape, max: 1 }',
  },
  {
    name: 'scores',
    files: { 'p.csv': table('scores.csv') },
    evaluate: '--task scores --predictions p.csv --id question --scores passed',
    gate: '{ metric: "pass_rate[score=passed]", min: 0.65 }',
  },
  {
    name: 'aggregates',
    files: { 'r.json': table('aggregates.json') },
    evaluate: '--import sklearn --results r.json',
    gate: '{ metric: accuracy, min: 0.85 }',
  },
];

/** The path of the report of a task, from its table to the page. */
async function report({ name, files, evaluate, gate }: Task): Promise<string> {
  const directory = temporaryDirectory();
  writeFiles(directory, files);
  const evaluated = await proofmark(directory, ['evaluate', ...evaluate.split(' ')]);
  expect(evaluated).toMatchObject({ exitCode: 0 });
  writeFiles(directory, { 'proofmark.yml': `model: ${name}\ngates: [${gate}]\n` });
  await proofmark(directory, ['gate']);
  expect(await proofmark(directory, ['report', '--file', 'report.html'])).toMatchObject({ exitCode: 0 });
  return join(directory, 'report.html');
}

const looks = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1_280, 390].map((width) => ({ colorScheme, viewport: { width, height: 900 } })),
);

describe.skipIf(missing)('no label of a figure crosses another or leaves its figure, wide and narrow', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });
  afterAll(() => browser?.close());

  test.each(tasks)('$name', async (task) => {
    const address = pathToFileURL(await report(task)).href;
    for (const look of looks) {
      const tab = await browser.newPage(look);
      await tab.goto(address);
      expect(await tab.evaluate(findCrossings)).toEqual([]);
      await tab.close();
    }
  });
});
