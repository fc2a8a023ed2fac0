import { beforeAll, describe, expect, it } from 'vitest';
import { proofmark } from './command-line.ts';
import { temporaryDirectory, writeFiles } from './project.ts';
import { writePredictions } from './tables.ts';
import {
  type Event,
  openPull,
  openWorld,
  type Pull,
  type RunStep,
  repository,
  startJob,
  succeeded,
  type World,
} from './world.ts';

let world: World;
let project: string;
let pull: Pull;

beforeAll(async () => {
  world = await openWorld();
  project = temporaryDirectory();
  const table = { rows: 2000, seed: 3, candidateNoise: 0.3, baselineNoise: 0.6 };
  await writePredictions(`${project}/p.parquet`, table);
  writeFiles(project, {
    'proofmark.yml': `model: churn
evaluation:
  task: binary
  predictions: p.parquet
  columns: { baseline-score: old_score }
gates:
  - { metric: accuracy, min: 0.6 }
`,
  });
  expect(await proofmark(project, ['evaluate'])).toMatchObject({ exitCode: 0 });
  pull = openPull(world);
});

/** The job that measures, with the token of a branch of the repository, or of a fork. */
const measure = (event: Event, sha: string, checks: 'read' | 'write' = 'write') =>
  startJob(world, { workspace: project, event, sha, permissions: { contents: 'read', checks } })(
    'gate-model',
  );

/** workflows-examples/rerun-check.yml: on the default branch, nothing checked out. */
function rerun(headSha: string, changes: { action?: string; name?: string } = {}): ReturnType<RunStep> {
  const { action = 'rerequested', name = 'proofmark' } = changes;
  const payload = { action, check_run: { name, head_sha: headSha, external_id: '1.1' } };
  return startJob(world, {
    workspace: temporaryDirectory(),
    event: { name: 'check_run', payload },
    permissions: { actions: 'read', checks: 'write', contents: 'read' },
  })('gate-model');
}

const checksOf = (sha: string) =>
  [...world.repo.checkRuns.values()]
    .filter(({ headSha }) => headSha === sha)
    .map(({ name, status, conclusion }) => [name, status, conclusion]);
const done = ['proofmark', 'completed', 'success'];

describe('a check that somebody asks for again', () => {
  it('is published anew on its commit, from the documents of the run there', async () => {
    succeeded(await measure(pull.event, pull.sha));
    const { outputs } = succeeded(await rerun(pull.sha));
    expect(outputs).toMatchObject({ status: 'pass', conclusion: 'success' });
    expect(checksOf(pull.sha)).toEqual([done, done]);
    expect(world.repo.checkRuns.size).toBe(2);
    const [first, again] = [...world.repo.checkRuns.values()];
    expect([again?.title, again?.externalId === first?.externalId]).toEqual([first?.title, false]);
  });

  it('is that of a merge group too', async () => {
    const sha = world.github.seedCommit(repository, {
      branch: 'queue',
      from: world.mainSha,
      files: { model: 'queued' },
    });
    const group = { head_sha: sha, base_sha: world.mainSha, head_ref: 'refs/heads/queue' };
    succeeded(await measure({ name: 'merge_group', payload: { merge_group: group } }, sha));
    succeeded(await rerun(sha));
    expect(checksOf(sha)).toEqual([done, done]);
  });

  it.each([
    ['another check', { name: 'tests' }, /another check was asked for/],
    ['another action', { action: 'completed' }, /nor a request for a check/],
  ])('is left alone: %s', async (_what, changes, reason) => {
    const before = world.repo.checkRuns.size;
    const { log, outputs } = succeeded(await rerun(pull.sha, changes));
    expect([log, outputs]).toEqual([expect.stringMatching(reason), {}]);
    expect(world.repo.checkRuns.size).toBe(before);
  });

  it('is not written for a commit without documents, nor in the place of a fork', async () => {
    const before = world.repo.checkRuns.size;
    expect(succeeded(await rerun(world.mainSha)).annotations).toMatchObject([
      { level: 'warning', message: expect.stringContaining('no run on this commit has left documents') },
    ]);
    const stranger = openPull(world, { fork: 'stranger/flight-delay' });
    const isFork = (run: { headSha: string }) => run.headSha === stranger.sha;
    succeeded(await measure(stranger.event, stranger.sha, 'read'));
    for (const run of [...world.repo.runs.values()].filter(isFork))
      run.headRepository = 'stranger/flight-delay';
    expect(succeeded(await rerun(stranger.sha)).annotations).toMatchObject([
      { level: 'warning', message: expect.stringContaining('its run is that of a fork') },
    ]);
    expect(world.repo.checkRuns.size).toBe(before);
  });
});
