/** What GitHub tells a job about itself. All values are text, as in the environment. */
export type GithubContext = {
  readonly apiUrl: string;
  readonly serverUrl: string;
  /** Origin of the artifact service. */
  readonly resultsUrl: string;
  readonly token: string;
  readonly runtimeToken: string;
  readonly repository: string;
  readonly sha: string;
  readonly ref: string;
  readonly headRef: string;
  readonly baseRef: string;
  readonly actor: string;
  readonly workflow: string;
  readonly job: string;
  readonly runId: string;
  readonly runAttempt: string;
  readonly runNumber: string;
  readonly eventName: string;
};

// Nothing listens on the discard port: a test that forgot to name a server fails at once and stays on this machine.
const nowhere = 'http://127.0.0.1:9';

/** Completes a partial context with the values of a plain push to `main`. */
export function completeContext(given: Partial<GithubContext>): GithubContext {
  const runId = given.runId ?? '1';
  return {
    apiUrl: nowhere,
    // The toolkit takes any other server for GitHub Enterprise Server and refuses artifacts there.
    serverUrl: 'https://github.com',
    resultsUrl: nowhere,
    token: 'ghs_fakeRunnerToken',
    repository: 'octo/models',
    sha: '0123456789abcdef0123456789abcdef01234567',
    ref: 'refs/heads/main',
    headRef: '',
    baseRef: '',
    actor: 'octocat',
    workflow: 'ci',
    job: 'job',
    runAttempt: '1',
    runNumber: '1',
    eventName: 'push',
    ...given,
    runId,
    runtimeToken: given.runtimeToken ?? makeRuntimeToken(runId, 'job-1'),
  };
}

/**
 * The token of the artifact service: a JWT whose `scp` names the run and the job. Clients only decode the payload,
 * so it carries no signature.
 */
export function makeRuntimeToken(runId: string, jobId: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const payload = { scp: `Actions.ExampleScope Actions.Results:${runId}:${jobId}`, iss: 'fake-runner' };
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(payload)}.unsigned`;
}

/** The variables every step sees: https://docs.github.com/actions/reference/workflows-and-actions/variables */
export function contextVariables(context: GithubContext): Record<string, string> {
  const [owner = ''] = context.repository.split('/');
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTOR: context.actor,
    GITHUB_ACTOR_ID: '1',
    GITHUB_API_URL: context.apiUrl,
    GITHUB_BASE_REF: context.baseRef,
    GITHUB_EVENT_NAME: context.eventName,
    GITHUB_GRAPHQL_URL: `${context.apiUrl}/graphql`,
    GITHUB_HEAD_REF: context.headRef,
    GITHUB_JOB: context.job,
    GITHUB_REF: context.ref,
    GITHUB_REF_NAME: context.ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    GITHUB_REF_PROTECTED: 'false',
    GITHUB_REF_TYPE: context.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_REPOSITORY: context.repository,
    GITHUB_REPOSITORY_ID: '1',
    GITHUB_REPOSITORY_OWNER: owner,
    GITHUB_REPOSITORY_OWNER_ID: '1',
    GITHUB_RETENTION_DAYS: '90',
    GITHUB_RUN_ATTEMPT: context.runAttempt,
    GITHUB_RUN_ID: context.runId,
    GITHUB_RUN_NUMBER: context.runNumber,
    GITHUB_SERVER_URL: context.serverUrl,
    GITHUB_SHA: context.sha,
    GITHUB_TRIGGERING_ACTOR: context.actor,
    GITHUB_WORKFLOW: context.workflow,
    GITHUB_WORKFLOW_REF: `${context.repository}/.github/workflows/${context.workflow}.yml@${context.ref}`,
    GITHUB_WORKFLOW_SHA: context.sha,
  };
}

/** What the runner adds for JavaScript actions only: a `run:` step does not see these. */
export function runtimeVariables(context: GithubContext): Record<string, string> {
  return {
    ACTIONS_RUNTIME_TOKEN: context.runtimeToken,
    ACTIONS_RUNTIME_URL: `${context.resultsUrl}/`,
    ACTIONS_RESULTS_URL: `${context.resultsUrl}/`,
  };
}
