import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocument } from '@proofmark/documents';
import { renderComment } from '../../packages/report/src/comment.ts';
import {
  failing,
  firstRun,
  inconclusive,
  makeDrift,
  makeHistory,
  makeValidation,
  passing,
} from '../../packages/report/src/fixtures.ts';
import { renderCommentHtml } from '../../packages/report/src/html.ts';
import { proofmark } from '../e2e/command-line.ts';
import { buildProject, config, temporaryDirectory, useModel, writeFiles } from '../e2e/project.ts';

/** A real evaluation of each task: its table in test/e2e/tasks, the flags that measure it, and its gates. */
const tasks: readonly { task: string; files: readonly string[]; flags: string; gates: string }[] = [
  {
    task: 'multiclass',
    files: ['multiclass.csv'],
    flags:
      '--task multiclass --predictions multiclass.csv --class-scores p_{class} --metrics accuracy,f1_macro --slices site',
    gates: '{ metric: f1_macro, min: 0.65 }, { metric: accuracy, min: 0.7, slices: [site] }',
  },
  {
    task: 'multilabel',
    files: ['multilabel.csv'],
    flags: '--task multilabel --predictions multilabel.csv --label is_{class} --prediction predicted_{class}',
    gates: '{ metric: f1_micro, min: 0.9 }',
  },
  {
    task: 'regression',
    files: ['regression.csv', 'regression-old.csv'],
    flags:
      '--task regression --predictions regression.csv --weight weight --baseline-predictions regression-old.csv',
    gates: '{ metric: mae, max-rise: 0 }, { metric: rmse, max: 4 }',
  },
  {
    task: 'ranking',
    files: ['ranking.csv'],
    flags:
      '--task ranking --predictions ranking.csv --query query --id item --label relevance --metrics ndcg@5,mrr',
    gates: '{ metric: "ndcg@5", min: 0.95 }',
  },
  {
    task: 'forecast',
    files: ['forecast.csv'],
    flags:
      '--task forecast --predictions forecast.csv --series series --id day --label sales --score yhat --quantiles q_{quantile} --metrics wape,pinball@0.9',
    gates: '{ metric: "pinball@0.9", max: 0.36 }, { metric: wape, max: 0.5 }',
  },
  {
    task: 'scores',
    files: ['scores.csv'],
    flags: '--task scores --predictions scores.csv --id question --scores passed',
    gates: '{ metric: "pass_rate[score=passed]", min: 0.65 }',
  },
  {
    task: 'aggregates',
    files: ['aggregates.json'],
    flags: '--import sklearn --results aggregates.json',
    gates: '{ metric: accuracy, min: 0.85 }',
  },
];

const data = join(import.meta.dirname, '../e2e/tasks');

async function decideTask({ task, files, flags, gates }: (typeof tasks)[number]) {
  const directory = temporaryDirectory();
  for (const name of files) writeFiles(directory, { [name]: readFileSync(join(data, name), 'utf8') });
  writeFiles(directory, { 'proofmark.yml': `model: ${task}\ngates: [${gates}]\n` });
  return decide(directory, flags.split(' '));
}

/** Real flights, and a model that is worse at some airports. */
async function decideFlights() {
  const { directory } = await buildProject();
  useModel(directory, 'worse');
  writeFiles(directory, {
    'proofmark.yml': config.replace('max-drop: 0.02', 'max-drop: 0.02, slices: [origin]'),
  });
  await proofmark(directory, ['validate']);
  const validation = await readDocument(join(directory, 'proofmark-out/validation.json'), 'validation');
  return { ...(await decide(directory, [])), validations: [validation] };
}

async function decide(directory: string, flags: readonly string[]) {
  const evaluated = await proofmark(directory, ['evaluate', ...flags]);
  if (evaluated.exitCode !== 0) throw new Error(evaluated.err);
  await proofmark(directory, ['gate']);
  const out = join(directory, 'proofmark-out');
  return {
    evaluation: await readDocument(join(out, 'evaluation.json'), 'evaluation'),
    verdict: await readDocument(join(out, 'verdict.json'), 'verdict'),
  };
}

/** Comments as reviewers see them, by name: Markdown, and a page in GitHub's style with the Mermaid text of its charts. */
export async function commentPages(): Promise<{ name: string; page: string; charts: number }[]> {
  const history = makeHistory(12);
  const documents = {
    pass: { ...passing(), validations: [makeValidation('pass')], history },
    fail: { ...failing(), validations: [makeValidation('warn')], history },
    'bad-data': { ...passing(), validations: [makeValidation('fail')], drift: makeDrift() },
    inconclusive: { ...inconclusive(), validations: [makeValidation('pass')] },
    'first-run': firstRun(),
    binary: await decideFlights(),
    ...Object.fromEntries(
      await Promise.all(tasks.map(async (task) => [task.task, await decideTask(task)] as const)),
    ),
  };
  return Promise.all(
    Object.entries(documents).map(async ([name, given]) => {
      const { markdown, charts } = renderComment(given, name === 'fail' ? { fork: 'stranger/models' } : {});
      const page = await renderCommentHtml({ markdown, charts: [] }, name);
      return {
        name,
        charts: charts.length,
        page: page
          .replaceAll('<details>', '<details open>')
          .replace(
            /<pre tabindex="0"><code>(---\nconfig:.*?)<\/code><\/pre>/gs,
            '<pre class="mermaid">$1</pre>',
          ),
      };
    }),
  );
}
