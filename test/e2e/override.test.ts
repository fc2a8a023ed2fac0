import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocument } from '@proofmark/documents';
import { createBranchStore, createGitHubClient, parseRepositoryName } from '@proofmark/github';
import { branchRecords, fileWaivers, gateModel } from '@proofmark/runs';
import { beforeAll, describe, expect, it } from 'vitest';
import { proofmark } from './command-line.ts';
import { placeOf, temporaryDirectory, writeFiles } from './project.ts';
import { writePredictions } from './tables.ts';
import { openPull, openWorld, type Pull, repository, startJob, succeeded, type World } from './world.ts';

const fork = 'stranger/flight-delay';
const gate = 'accuracy:min';
let world: World;
let project: string;
let trustedSha: string;
let pull: Pull;

const config = (waivers: string) => `model: churn
evaluation:
  task: binary
  predictions: p.parquet
  columns: { baseline-score: old_score }
gates:
  - { metric: accuracy, min: 0.999 }
  - { metric: roc_auc, min: 0.6 }
policy:
  budget: { steps: 10, adaptivity: none }
${waivers}`;

beforeAll(async () => {
  world = await openWorld({ collaborators: { ada: 'admin', wim: 'write' } });
  project = temporaryDirectory();
  await writePredictions(join(project, 'p.parquet'), {
    rows: 4000,
    seed: 7,
    candidateNoise: 0.3,
    baselineNoise: 2,
  });
  // The pull request may say what it likes about who may override.
  writeFiles(project, { 'proofmark.yml': config('  waivers: { role: write }\n') });
  expect(await proofmark(project, ['evaluate'])).toMatchObject({ exitCode: 0 });
  trustedSha = world.github.seedCommit(repository, {
    branch: 'main',
    from: world.mainSha,
    files: { 'proofmark.yml': config('  waivers: { role: maintain, days: 3 }\n') },
  });
  pull = openPull(world, { fork });
});

/** The gate of the pull request, with the token of a fork. */
const measure = () =>
  startJob(world, {
    workspace: project,
    event: pull.event,
    sha: pull.sha,
    permissions: { contents: 'read', checks: 'read', 'pull-requests': 'read', actions: 'write' },
  })('gate-model', { 'check-name': '' });

let comments = 0;

/** The two steps of workflows-examples/override.yml. */
async function comment(body: string, login: string, changes: object = {}) {
  const url = `https://github.com/${repository}/pull/${pull.number}#issuecomment-${++comments}`;
  const payload = {
    action: 'created',
    issue: { number: pull.number, pull_request: { url } },
    comment: { body, html_url: url, user: { login } },
    ...changes,
  };
  const run = startJob(world, {
    workspace: temporaryDirectory(),
    event: { name: 'issue_comment', payload },
    sha: trustedSha,
    permissions: { actions: 'read', checks: 'write', contents: 'write', 'pull-requests': 'write' },
  });
  const decided = succeeded(await run('gate-model'));
  const shown = decided.outputs.status ? succeeded(await run('comment-metrics')) : undefined;
  return { ...decided, shown };
}

const lastComment = () => [...world.repo.comments.values()].at(-1)?.body ?? '';
const command = (sha: string, reason = 'the labels of March are wrong') =>
  `/proofmark override ${gate} ${sha} ${reason}`;
const checks = () => [...world.repo.checkRuns.values()];

/** What the branch `proofmark` holds. */
async function readRecords() {
  const token = world.github.token(repository, { contents: 'read' });
  const client = createGitHubClient({ token, apiUrl: world.github.url });
  const { waivers, ledger } = branchRecords(
    createBranchStore(client, parseRepositoryName(repository), 'proofmark'),
  );
  const { testSet } = await readDocument(join(project, 'proofmark-out/evaluation.json'), 'evaluation');
  return { waivers: await waivers.list(), looks: await ledger.looks(testSet.digest) };
}

describe('an override', () => {
  it('is asked for after a gate has failed; the look of a fork is still to be recorded', async () => {
    const { exitCode, outputs, log } = await measure();
    expect([exitCode, outputs.status]).toEqual([1, 'fail']);
    expect(log).not.toContain('stopped unexpectedly');
    expect(world.repo.refs.has('refs/heads/proofmark')).toBe(false);
  });

  it.each([
    ['who has no right to', 'wim', () => command(pull.sha), /expected the role maintain .* received write/],
    ['who is a stranger', 'stranger', () => command(pull.sha), /received none/],
    [
      'with another commit',
      'ada',
      () => command('abcdef0'),
      /the head of the pull request is [0-9a-f]{12}, not abcdef0/,
    ],
    [
      'of a gate that passed',
      'ada',
      () => command(pull.sha).replace(gate, 'roc_auc:min'),
      /this gate does not block/,
    ],
    [
      'of no such gate',
      'ada',
      () => command(pull.sha).replace(gate, '<b>x</b>'),
      /expected one of accuracy:min/,
    ],
    ['without a reason', 'ada', () => `/proofmark override ${gate} ${pull.sha}`, /there is no reason/],
  ])('is refused to somebody %s', async (_who, login, body, reason) => {
    const { outputs, annotations } = await comment(body(), login);
    expect(outputs).toEqual({});
    expect(annotations[0]?.message).toMatch(reason);
    expect(lastComment()).toMatch(/^Not overridden:\n\n```text\n/);
    expect(lastComment()).toMatch(reason);
    expect(checks()).toEqual([]);
    expect(world.repo.refs.has('refs/heads/proofmark')).toBe(false);
  });

  it('is nothing in other comments, edited ones, and those on issues', async () => {
    const before = world.repo.comments.size;
    await comment('Looks good to me', 'ada');
    await comment(command(pull.sha), 'ada', { action: 'edited' });
    await comment(command(pull.sha), 'ada', { issue: { number: pull.number } });
    expect([world.repo.comments.size, checks()]).toEqual([before, []]);
  });

  it('makes the check of the head neutral, records itself and the look, and keeps the failed numbers', async () => {
    const { outputs, shown } = await comment(command(pull.sha.slice(0, 8)), 'ada');
    expect(outputs).toMatchObject({ status: 'pass', conclusion: 'neutral' });
    expect(checks()).toMatchObject([{ headSha: pull.sha, conclusion: 'neutral', name: 'proofmark' }]);
    expect(checks()[0]?.title).toMatch(/^Overridden by ada: accuracy is 0\.\d+ \(required at least 0\.999\)/);
    expect(checks()[0]?.summary).toContain('the labels of March are wrong');
    expect(shown?.outputs.action).toBe('created');
    expect(lastComment()).toContain('overridden by ada');
    expect(await readRecords()).toMatchObject({
      waivers: [{ gate, commit: pull.sha, by: 'ada', role: 'admin' }],
      looks: [{ model: 'churn', commit: pull.sha, status: 'pass' }],
    });
  });

  it('is recorded once when its workflow runs again', async () => {
    comments--;
    expect((await comment(command(pull.sha), 'ada')).outputs.status).toBe('pass');
    const { waivers, looks } = await readRecords();
    expect([waivers.length, looks.length]).toEqual([1, 1]);
  });

  it('holds when the gate of the same commit runs again', async () => {
    const { exitCode, outputs } = await measure();
    expect([exitCode, outputs]).toMatchObject([0, { status: 'pass', conclusion: 'neutral' }]);
  });

  it('names its model where the commit has verdicts of several', async () => {
    const [verdict, evaluation] = ['verdict.json', 'evaluation.json'].map((name) =>
      JSON.parse(readFileSync(join(project, 'proofmark-out', name), 'utf8')),
    );
    const documents = { 'verdict.json': verdict, 'evaluation.json': evaluation };
    const run = world.github.seedRun(repository, { headSha: pull.sha, headBranch: 'topic' });
    const files = Object.entries(documents).map(([name, document]) => ({
      name,
      content: Buffer.from(JSON.stringify({ ...document, model: 'fraud' })),
    }));
    world.github.seedArtifact(repository, { runId: run.id, name: 'proofmark-documents', files });
    const { annotations } = await comment(command(pull.sha), 'ada');
    expect(annotations[0]?.message).toContain(
      `has verdicts of several models (fraud, churn): name one, /proofmark override ${gate} of fraud ${pull.sha} `,
    );
    const of = (model: string) => command(pull.sha).replace(gate, `${gate} of ${model}`);
    expect((await comment(of('churn'), 'ada')).outputs).toMatchObject({ status: 'pass' });
    // The step with the configuration of that model handles it.
    expect((await comment(of('fraud'), 'ada')).log).toContain('the gate is of fraud, proofmark.yml of churn');
    expect((await comment(of('spam'), 'ada')).annotations[0]?.message).toContain(
      'has left a verdict of spam: expected one of fraud, churn',
    );
    const { waivers } = await readRecords();
    expect(waivers.map(({ model }) => model)).toEqual(['churn', 'churn']);
  });

  it('is not believed of a fork that claims it for itself', async () => {
    const other = await openWorld();
    const claimed = openPull(other, { fork });
    const evaluation = readFileSync(join(project, 'proofmark-out/evaluation.json'), 'utf8');
    const forged = { ...(await readRecords()).waivers[0], commit: claimed.sha };
    writeFiles(project, { 'forged.jsonl': `${JSON.stringify(forged)}\n` });
    const place = { ...placeOf(project), commit: claimed.sha };
    const { verdict } = await gateModel(place, {}, { waivers: fileWaivers(join(project, 'forged.jsonl')) });
    expect(verdict.status).toBe('pass');
    const run = other.github.seedRun(repository, { headSha: claimed.sha, headBranch: 'topic' });
    const files = [
      { name: 'verdict.json', content: Buffer.from(JSON.stringify(verdict)) },
      { name: 'evaluation.json', content: Buffer.from(evaluation) },
    ];
    other.github.seedArtifact(repository, { runId: run.id, name: 'proofmark-documents', files });
    const workflow_run = {
      id: run.id,
      run_attempt: 1,
      event: 'pull_request',
      path: run.path,
      conclusion: 'success',
      head_sha: claimed.sha,
      head_branch: 'topic',
      head_repository: { full_name: fork },
    };
    const job = startJob(other, {
      workspace: temporaryDirectory(),
      event: { name: 'workflow_run', payload: { workflow_run } },
      permissions: { 'pull-requests': 'write', actions: 'read', contents: 'write' },
    });
    const { annotations } = succeeded(await job('comment-metrics'));
    expect(annotations[0]?.message).toMatch(
      /^the run said pass, but with the records .* the verdict is fail: Refused/,
    );
    const [shown] = [...other.repo.comments.values()];
    expect(shown?.body).toContain('Fail: accuracy');
    expect(shown?.body).not.toContain('verridden');
  });
});
