import { join } from 'node:path';
import {
  type FakeGitHub,
  type Permissions,
  type Repository,
  type RepositorySeed,
  startFakeGitHub,
} from '@proofmark/fake-github';
import { type ActionResult, runAction, type Step } from '@proofmark/fake-runner';
import { afterAll } from 'vitest';
import { root } from './project.ts';

export const repository = 'acme/flight-delay';

/** A double of GitHub with one repository. */
export type World = { github: FakeGitHub; repo: Repository; mainSha: string };

const opened: FakeGitHub[] = [];
afterAll(async () => {
  for (const github of opened.splice(0)) await github.close();
});

/** Opens a double; it is closed after the test file, which fails when the double broke GitHub's description. */
export async function openWorld(
  seed: Pick<RepositorySeed, 'immutableReleases' | 'collaborators'> = {},
): Promise<World> {
  const github = await startFakeGitHub();
  opened.push(github);
  const repo = github.seedRepository(repository, seed);
  return { github, repo, mainSha: github.seedCommit(repository, { branch: 'main', files: { a: 'b' } }) };
}

export type Event = { name: string; payload: unknown };

export type Job = {
  workspace: string;
  permissions: Permissions;
  /** A push to main unless given. */
  event?: Event | undefined;
  sha?: string | undefined;
  secrets?: readonly string[] | undefined;
  toolCache?: string | undefined;
};

export type RunStep = (
  action: string,
  inputs?: Record<string, string>,
  options?: Pick<Step, 'env' | 'signal'>,
) => Promise<ActionResult>;

/** Starts a job as a new run of a workflow; each step runs a built action of `actions/dist`. */
export function startJob({ github, mainSha }: World, job: Job): RunStep {
  const { sha = mainSha, event = { name: 'push', payload: {} } } = job;
  const run = github.seedRun(repository, { headSha: sha, event: event.name });
  const context = {
    apiUrl: github.url,
    resultsUrl: github.url,
    token: github.token(repository, job.permissions),
    runtimeToken: github.runtimeToken(repository, run.id),
    repository,
    sha,
    runId: String(run.id),
  };
  const { workspace, secrets, toolCache } = job;
  return (action, inputs = {}, options = {}) =>
    runAction({
      action: join(root, 'actions', action),
      inputs,
      workspace,
      event,
      secrets,
      toolCache,
      github: context,
      ...options,
    });
}

export type Pull = { number: number; sha: string; event: Event };

/** Opens a pull request with one commit, from a fork or a branch of the repository itself. */
export function openPull(world: World, from: { fork?: string } = {}): Pull {
  const { github, mainSha } = world;
  const headRepository = from.fork ?? repository;
  if (from.fork !== undefined) github.seedRepository(from.fork, { forkOf: repository });
  const sha = github.seedCommit(headRepository, { branch: 'topic', from: mainSha, files: { model: 'new' } });
  const number = github.seedPull(repository, { headRef: 'topic', headSha: sha, headRepository });
  const pull_request = {
    number,
    head: { sha, ref: 'topic', repo: { full_name: headRepository } },
    base: { sha: mainSha, ref: 'main', repo: { full_name: repository } },
  };
  return { number, sha, event: { name: 'pull_request', payload: { pull_request } } };
}

/** What a test expects of a step that must work; the log is in the failure. */
export function succeeded(result: ActionResult): ActionResult {
  if (result.conclusion === 'success') return result;
  throw new Error(`the step failed with exit code ${result.exitCode}:\n${result.stdout}\n${result.stderr}`);
}
