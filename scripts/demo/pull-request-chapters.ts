import { execFile } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readDocument, type Verdict } from '@proofmark/documents';
import { pullRequestJob, startJob } from './job.ts';
import { type Chapter, chapter } from './story.ts';
import { checkOut, openPullRequest, type PullRequest, repository, type World } from './world.ts';

export type Page = { path: string; what: string };

/** A better model passes. @param approve is called once its verdict stands in a comment */
export function decideBetter(world: World, approve: () => void): Promise<Page[]> {
  const title = '1  A better model (branch route-features): checked, measured, decided, commented';
  return chapter(title, async ({ step, tell }) => {
    const pull = openPullRequest(world, 'route-features', 'Let the model see the route');
    const workspace = checkOut(world, 'pull-request-1', { candidate: 'better' });
    const run = startJob(world, pullRequestJob(workspace, pull, world.mainSha));
    await step('validate-data', 'success', () => run('validate-data'));
    for (const line of await oddities(workspace)) tell(line);
    await step('evaluate-model', 'success', () => run('evaluate-model'));
    const gate = await step('gate-model', 'success', () => run('gate-model'));
    copyFileSync(join(workspace, String(gate.outputs.report)), join(world.out, 'report.html'));
    tell((await verdictOf(workspace)).headline);
    const created = await step('comment-metrics', 'success', () => run('comment-metrics'));
    tell(`comment ${created.outputs.action}: ${created.outputs['comment-url']}`);
    approve();
    const again = startJob(world, pullRequestJob(workspace, pull, world.mainSha));
    const updated = await step('comment-metrics, a second run', 'success', () => again('comment-metrics'));
    const comments = commentsOf(world, pull.number);
    tell(`comment ${updated.outputs.action} in place; the pull request has ${comments.length} comment`);
    writeFileSync(join(world.out, 'comment.md'), comments[0] ?? '');
    return [
      { path: join(world.out, 'comment.md'), what: 'the comment on the first pull request' },
      await draw(world, workspace, join(world.out, 'comment.html'), 'the same as GitHub draws it'),
      { path: join(world.out, 'report.html'), what: 'the full report that gate-model drew, with plots' },
      { path: join(workspace, 'proofmark-out'), what: 'the JSON documents of the first pull request' },
      { path: workspace, what: 'a working repository: try `npx proofmark gate` there' },
    ];
  });
}

/** A subtly worse one is refused. */
export function refuseWorse(world: World): Promise<Page[]> {
  const title = '2  A subtly worse model (branch retrained): better on average, broken at one airport';
  return chapter(title, async (story) => {
    const pull = openPullRequest(world, 'retrained', 'Retrain on the latest export');
    const workspace = checkOut(world, 'pull-request-2', { candidate: 'worse' });
    await refuse(world, story, workspace, pull);
    return [
      await draw(world, workspace, join(world.out, 'comment-refused.html'), 'the comment on the refused one'),
    ];
  });
}

/** Too few rows decide nothing. */
export function leaveUndecided(world: World, after?: Promise<unknown>): Promise<Page[]> {
  const title = '3  The better model on 2,000 flights only: the data cannot tell';
  const work = async (story: Chapter) => {
    const pull = openPullRequest(world, 'small-test-set', 'Test on a sample to save time');
    const workspace = checkOut(world, 'pull-request-3', {
      candidate: 'better',
      config: (yaml) =>
        yaml.replace('WHERE month(date) = 5', 'WHERE month(date) = 5 AND __row % 259 = 7 LIMIT 2000'),
    });
    await refuse(world, story, workspace, pull);
    const file = join(world.out, 'comment-inconclusive.html');
    return [await draw(world, workspace, file, 'the comment on the undecided one')];
  };
  return chapter(title, work, after);
}

async function refuse(
  world: World,
  { step, tell }: Chapter,
  workspace: string,
  pull: PullRequest,
): Promise<void> {
  const run = startJob(world, pullRequestJob(workspace, pull, world.mainSha));
  await step('validate-data', 'success', () => run('validate-data'));
  await step('evaluate-model', 'success', () => run('evaluate-model'));
  await step('gate-model', 'failure', () => run('gate-model'));
  const verdict = await verdictOf(workspace);
  tell(verdict.headline);
  const open = verdict.gates.filter(({ status, binding }) => binding && status !== 'pass');
  for (const { reason } of open.slice(0, 3)) tell(`- ${reason}`);
  await step('comment-metrics', 'success', () => run('comment-metrics'));
}

async function verdictOf(workspace: string): Promise<Verdict> {
  return readDocument(join(workspace, 'proofmark-out/verdict.json'), 'verdict');
}

/** What the contract found, and how much of it was enforced. */
async function oddities(workspace: string): Promise<string[]> {
  const { checks, data, coverage } = await readDocument(
    join(workspace, 'proofmark-out/validation.json'),
    'validation',
  );
  const failing = checks.filter(({ status }) => status === 'fail');
  const count = (n: number) => n.toLocaleString('en');
  return [
    `${count(data.rows)} flights; ${coverage.enforced} of ${coverage.declared} declared constraints enforced, ${failing.length} with findings:`,
    ...failing.map(({ description, failing: rows, received = '' }) =>
      received === '' || received.startsWith(`${rows} `)
        ? `- ${description}: not so in ${received || `${count(rows)} rows`}`
        : `- ${description}: ${count(rows)} rows are not so, ${received}`,
    ),
  ];
}

function commentsOf(world: World, pull: number): string[] {
  const comments = world.github.state.repositories.get(repository)?.comments.values() ?? [];
  return [...comments].filter(({ issue }) => issue === pull).map(({ body }) => body);
}

/** Draws the comment with the command line, as somebody would on a laptop. */
async function draw(world: World, workspace: string, file: string, what: string): Promise<Page> {
  const proofmark = join(world.root, 'packages/cli/bin/proofmark.js');
  const args = [proofmark, 'report', '--format', 'comment-html', '--file', file];
  await promisify(execFile)(process.execPath, args, { cwd: workspace });
  return { path: file, what };
}
