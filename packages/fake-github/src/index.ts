import { randomUUID } from 'node:crypto';
import type { Fault } from './faults.ts';
import * as seed from './seed.ts';
import { startServers } from './server.ts';
import { createState, type Permissions, type State, type Token, userOf } from './state.ts';

export type { Fault, FaultEffect } from './faults.ts';
export type { PullSeed, RepositorySeed } from './seed.ts';
export type { Comment, Permissions, Release, Repository, State, WorkflowRun } from './state.ts';
export { type ZipFile, zipFiles } from './zip.ts';

type Rest<F> = F extends (state: State, ...rest: infer R) => infer T ? (...rest: R) => T : never;

/** A running double of GitHub. */
export type FakeGitHub = {
  /** API base URL, for GITHUB_API_URL; its origin is ACTIONS_RESULTS_URL too. */
  url: string;
  state: State;
  /**
   * Issues a token for one repository (`owner/name`). By default it is a workflow's GITHUB_TOKEN: author
   * `github-actions[bot]`, no user of its own. What `permissions` does not name is `none`.
   */
  token(repository: string, permissions: Permissions, as?: { login: string; kind?: Token['kind'] }): string;
  /** The ACTIONS_RUNTIME_TOKEN of a job of a known workflow run. */
  runtimeToken(repository: string, runId: number, job?: string): string;
  fault(fault: Fault): void;
  seedRepository: Rest<typeof seed.seedRepository>;
  seedCommit: Rest<typeof seed.seedCommit>;
  seedPull: Rest<typeof seed.seedPull>;
  seedRun: Rest<typeof seed.seedRun>;
  seedArtifact: Rest<typeof seed.seedArtifact>;
  /** Stops the servers; rejects when the double itself broke GitHub's description. */
  close(): Promise<void>;
};

function runtimeJwt(backendId: string, jobBackendId: string): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { scp: `Actions.Results:${backendId}:${jobBackendId}`, jti: randomUUID() };
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.unsigned`;
}

/** Starts the double on loopback, with no repository yet. */
export async function startFakeGitHub(): Promise<FakeGitHub> {
  const state = createState();
  const stop = await startServers(state);
  return {
    url: state.url,
    state,
    token(repository, permissions, as) {
      const login = as?.login ?? 'github-actions[bot]';
      userOf(state, login);
      const secret = `ghs_${randomUUID().replaceAll('-', '')}`;
      state.tokens.set(secret, { kind: as?.kind ?? 'installation', permissions, login, repository });
      return secret;
    },
    runtimeToken(repository, runId, job = 'job') {
      const run = state.repositories.get(repository.toLowerCase())?.runs.get(runId);
      if (run === undefined) throw new Error(`no run ${runId} in ${repository}: seed it first`);
      const jobBackendId = `job-${job}`;
      const token = runtimeJwt(run.backendId, jobBackendId);
      state.runtimeTokens.set(token, { repository, runId, backendId: run.backendId, jobBackendId });
      return token;
    },
    fault: (fault) => void state.faults.push(fault),
    seedRepository: (...args) => seed.seedRepository(state, ...args),
    seedCommit: (...args) => seed.seedCommit(state, ...args),
    seedPull: (...args) => seed.seedPull(state, ...args),
    seedRun: (...args) => seed.seedRun(state, ...args),
    seedArtifact: (...args) => seed.seedArtifact(state, ...args),
    async close() {
      await stop();
      if (state.violations.length > 0) {
        throw new Error(`the double broke GitHub's description:\n${state.violations.join('\n')}`);
      }
    },
  };
}
