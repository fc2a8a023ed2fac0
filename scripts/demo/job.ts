import { join } from 'node:path';
import type { FakeGitHub } from '@proofmark/fake-github';
import { type ActionResult, runAction } from '@proofmark/fake-runner';
import { type PullRequest, repository, type World } from './world.ts';

type Permissions = Parameters<FakeGitHub['token']>[1];

/** A job of a workflow run: its event, its commit and ref, and what its token may do. */
export type Job = {
  workspace: string;
  event: { name: string; payload: unknown };
  /** Of a pull request: the trial merge, which GitHub keeps at refs/pull/N/merge. */
  sha: string;
  ref: string;
  /** The commit that the run belongs to, where it is not `sha`. */
  headSha?: string;
  permissions: Permissions;
};

export type RunStep = (action: string, inputs?: Record<string, string>) => Promise<ActionResult>;

/** Starts a job; each step runs a built action of `actions/dist` as the runner would. */
export function startJob(world: World, job: Job): RunStep {
  const { github, root } = world;
  const run = github.seedRun(repository, { headSha: job.headSha ?? job.sha, event: job.event.name });
  const token = github.token(repository, job.permissions);
  return (action, inputs = {}) =>
    runAction({
      action: join(root, 'actions', action),
      inputs,
      workspace: job.workspace,
      event: job.event,
      github: {
        apiUrl: github.url,
        resultsUrl: github.url,
        token,
        runtimeToken: github.runtimeToken(repository, run.id),
        repository,
        sha: job.sha,
        ref: job.ref,
        runId: String(run.id),
      },
    });
}

/** The job of workflows-examples/pull-request.yml. */
export function pullRequestJob(workspace: string, pull: PullRequest, baseSha: string): Job {
  const repo = { full_name: repository };
  return {
    workspace,
    sha: pull.mergeSha,
    ref: `refs/pull/${pull.number}/merge`,
    headSha: pull.headSha,
    event: {
      name: 'pull_request',
      payload: {
        pull_request: {
          number: pull.number,
          head: { sha: pull.headSha, ref: 'topic', repo },
          base: { sha: baseSha, ref: 'main', repo },
        },
      },
    },
    permissions: { contents: 'read', checks: 'write', 'pull-requests': 'write' },
  };
}
