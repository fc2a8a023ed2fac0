import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildProject, type Project, temporaryDirectory, writeFiles } from './project.ts';
import {
  openPull,
  openWorld,
  type Pull,
  type RunStep,
  repository,
  startJob,
  succeeded,
  type World,
} from './world.ts';

const fork = 'stranger/flight-delay';
let world: World;
let project: Project;
let pull: Pull;
let runId: number;
let job: RunStep;

beforeAll(async () => {
  world = await openWorld();
  project = await buildProject();
  pull = openPull(world, { fork });
  // Whatever the workflow asks for, the token of a fork reads only.
  const permissions = { contents: 'read', checks: 'read', 'pull-requests': 'read' } as const;
  job = startJob(world, { workspace: project.directory, event: pull.event, sha: pull.sha, permissions });
  runId = [...world.repo.runs.keys()].at(-1) ?? 0;
});

/** The second workflow: `workflow_run`, on the default branch, with a token that may write. */
function commentJob(changes: Record<string, unknown> = {}): RunStep {
  const workflow_run = {
    id: runId,
    run_attempt: 1,
    event: 'pull_request',
    path: '.github/workflows/evaluate.yml',
    conclusion: 'success',
    head_sha: pull.sha,
    head_branch: 'topic',
    head_repository: { full_name: fork },
    ...changes,
  };
  return startJob(world, {
    workspace: temporaryDirectory(),
    event: { name: 'workflow_run', payload: { workflow_run } },
    permissions: { 'pull-requests': 'write', actions: 'read' },
  });
}

describe('a pull request from a fork', () => {
  it('is measured and decided: the step carries the verdict, the check run does not', async () => {
    succeeded(await job('evaluate-model'));
    const { outputs, annotations } = succeeded(await job('gate-model'));
    expect(outputs).toMatchObject({ status: 'pass', conclusion: 'success' });
    expect(annotations).toMatchObject([
      { level: 'warning', message: expect.stringContaining('permissions: checks: write') },
    ]);
    expect(annotations[0]?.message).toMatch(
      /^No check run "proofmark": .*The result of this job is the verdict\.$/,
    );
    expect(world.repo.checkRuns.size).toBe(0);
  });

  it('fails the step when the verdict is a failure', async () => {
    const strict = project.directory;
    const { exitCode, outputs, annotations } = await job('gate-model', {
      config: writeStrictConfig(strict),
      out: 'proofmark-out',
    });
    expect(exitCode).toBe(1);
    expect(outputs.status).toBe('fail');
    expect(annotations.filter(({ level, file }) => level === 'error' && file === undefined)).toHaveLength(1);
  });

  it('gets no comment from its own token, and the advice what to install', async () => {
    const { outputs, annotations } = succeeded(await job('comment-metrics'));
    expect(outputs).toEqual({ action: 'skipped' });
    expect(annotations).toMatchObject([
      { level: 'warning', message: expect.stringContaining('workflows-examples/pull-request-comment.yml') },
    ]);
    expect(world.repo.comments.size).toBe(0);
  });

  it('gets one from the second workflow, which reads the artifact', async () => {
    const { outputs } = succeeded(await commentJob()('comment-metrics'));
    expect(outputs.action).toBe('created');
    const comments = [...world.repo.comments.values()];
    expect(comments).toMatchObject([{ issue: pull.number, body: expect.stringContaining('roc_auc') }]);
    expect(comments[0]?.body).toContain(pull.sha.slice(0, 7));
    expect(succeeded(await commentJob()('comment-metrics')).outputs.action).toBe('unchanged');
  });

  it.each([
    ['a run of a push', { event: 'push' }, /started by push/],
    ['a commit that heads no pull request', { head_sha: 'a'.repeat(40) }, /No comment: /],
    ['a deleted fork', { head_repository: null }, /fork or branch that the run was for has been deleted/],
  ])('gets none for %s', async (_what, changes, reason) => {
    const before = JSON.stringify([...world.repo.comments.values()]);
    const { outputs, log } = succeeded(await commentJob(changes)('comment-metrics'));
    expect(outputs).toEqual({ action: 'skipped' });
    expect(log).toMatch(reason);
    expect(JSON.stringify([...world.repo.comments.values()])).toBe(before);
  });

  it.each([
    ['.github/workflows/evaluate.yml', 'unchanged', /Comment unchanged/],
    ['.github/workflows/other.yml', 'skipped', /is of "\.github\/workflows\/evaluate\.yml", not of/],
  ])('where only runs of %s are trusted: %s', async (workflow, action, reason) => {
    const { outputs, log } = succeeded(await commentJob()('comment-metrics', { workflow }));
    expect(outputs.action).toBe(action);
    expect(log).toMatch(reason);
  });

  it.each<[string, () => void, RegExp]>([
    [
      'a head that has moved since',
      () => {
        const issue = world.repo.issues.get(pull.number);
        if (issue?.pull) issue.pull.headSha = 'c'.repeat(40);
      },
      /No comment: #\d+ is at c{40} by now/,
    ],
    [
      'two open pull requests with the same head',
      () => {
        const head = { headRef: 'topic', headSha: pull.sha, headRepository: fork };
        world.github.seedPull(repository, { ...head, baseRef: 'release' });
        world.github.seedPull(repository, { ...head, baseRef: 'next' });
      },
      /No comment: #\d+, #\d+.* all have the head/,
    ],
  ])('gets none for %s', async (_what, arrange, reason) => {
    const before = JSON.stringify([...world.repo.comments.values()]);
    const issues = structuredClone([...world.repo.issues]);
    arrange();
    const { outputs, log } = succeeded(await commentJob()('comment-metrics'));
    world.repo.issues.clear();
    for (const [number, issue] of issues) world.repo.issues.set(number, issue);
    expect(outputs).toEqual({ action: 'skipped' });
    expect(log).toMatch(reason);
    expect(JSON.stringify([...world.repo.comments.values()])).toBe(before);
  });

  it('cannot have its model run with a token that may write', async () => {
    const { exitCode, annotations } = await commentJob()('evaluate-model');
    expect(exitCode).toBe(2);
    expect(annotations[0]?.message).toContain('does not run under workflow_run');
  });

  it.each(['pull_request_target', 'issue_comment'])('nor under %s', async (name) => {
    const unsafe = startJob(world, {
      workspace: project.directory,
      event: { name, payload: pull.event.payload },
      permissions: { contents: 'write', checks: 'write', 'pull-requests': 'write' },
    });
    const { exitCode, outputs, annotations } = await unsafe('evaluate-model');
    expect([exitCode, outputs]).toEqual([2, {}]);
    expect(annotations[0]?.message).toContain(`does not run under ${name}`);
  });
});

function writeStrictConfig(directory: string): string {
  writeFiles(directory, { 'strict.yml': 'model: flight-delay\ngates: [{ metric: roc_auc, min: 0.99 }]\n' });
  return join('strict.yml');
}
