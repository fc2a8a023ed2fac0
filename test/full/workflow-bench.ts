import { rmSync } from 'node:fs';
import { type Comment, type FakeGitHub, type Repository, startFakeGitHub } from '@proofmark/fake-github';
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import { runWorkflow, type WorkflowCall, type WorkflowResult, whyNoAct } from './act.ts';
import { pullRequestEvent } from './events.ts';
import {
  type ExampleRepository,
  exportActions,
  makeExampleRepository,
  useCandidate,
} from './example-repository.ts';

export const name = 'acme/flight-delay';
export const fork = 'stranger/flight-delay';
export const missing = whyNoAct();

type Started = Pick<WorkflowCall, 'event' | 'sha' | 'ref' | 'head'>;

/**
 * Runs the workflows to paste, as users write them, under a real workflow runner, with real DuckDB and ONNX Runtime. One
 * example repository serves the tests of a file; each test has a GitHub of its own.
 */
export class WorkflowBench {
  example!: ExampleRepository;
  github!: FakeGitHub;
  repo!: Repository;
  mainSha!: string;
  #proofmark!: string;

  /** To be called by a file of tests: its hooks make what they need, and remove it. */
  constructor() {
    if (missing) console.log(`skipped: the example workflows (${missing})`);
    // A release and two days of monitoring are nine processes, on a machine that may be busy.
    vi.setConfig({ testTimeout: 300_000 });
    beforeAll(async () => {
      if (missing) return;
      this.example = await makeExampleRepository();
      this.#proofmark = exportActions();
    });
    afterAll(() => {
      if (missing) return;
      rmSync(this.example.directory, { recursive: true });
      rmSync(this.#proofmark, { recursive: true });
    });
    beforeEach(async () => {
      if (missing) return;
      this.github = await startFakeGitHub();
      this.repo = this.github.seedRepository(name, { collaborators: { ada: 'admin', wim: 'write' } });
      this.mainSha = this.github.seedCommit(name, {
        branch: 'main',
        files: { 'proofmark.yml': 'the same' },
      });
      this.use('better');
    });
    afterEach(async () => {
      if (!missing) await this.github.close();
    });
  }

  /** Makes this model the candidate. */
  use(model: Parameters<typeof useCandidate>[1]): void {
    useCandidate(this.example.directory, model);
  }

  run(
    workflow: string,
    started: Started,
    {
      secrets = { MODEL_SIGNING_KEY: this.example.privateKeyPem },
    }: { secrets?: Record<string, string> } = {},
  ): Promise<WorkflowResult> {
    const { github } = this;
    const { directory } = this.example;
    const proofmark = this.#proofmark;
    return runWorkflow({ workflow, ...started, directory, repository: name, secrets, github, proofmark });
  }

  checks() {
    return [...this.repo.checkRuns.values()].map((check) => [check.name, check.headSha, check.conclusion]);
  }

  comments(): Comment[] {
    return [...this.repo.comments.values()];
  }

  /** A branch with one commit and a pull request for it. */
  openPull(headRepository = name) {
    const branch = 'route-features';
    const { github, mainSha } = this;
    if (headRepository !== name) github.seedRepository(headRepository, { forkOf: name });
    const sha = github.seedCommit(headRepository, { branch, from: mainSha, files: { 'model.txt': 'new' } });
    const number = github.seedPull(name, { headRef: branch, headSha: sha, headRepository });
    const head = { sha, branch, repository: headRepository };
    return { number, headSha: sha, started: pullRequestEvent(name, number, head, mainSha) };
  }
}

/** The whole log when a run did not end as it should: nothing else tells why. */
export function expectConclusion(result: WorkflowResult, conclusion: WorkflowResult['conclusion']): void {
  expect(result.conclusion, result.log).toBe(conclusion);
}

export function conclusions({ steps }: WorkflowResult) {
  return Object.fromEntries(Object.entries(steps).map(([action, step]) => [action, step.conclusion]));
}
