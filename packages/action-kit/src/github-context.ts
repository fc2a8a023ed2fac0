import { UserError } from '@proofmark/documents';
import { z } from 'zod';

/** The pull request a run is about, as far as the event tells. */
export type PullRequestFacts = {
  number: number;
  headSha: string;
  baseSha: string;
  headRef: string;
  baseRef: string;
  /** `owner/name`; undefined when the fork was deleted. */
  headRepository: string | undefined;
  /** The token is read-only and there are no secrets, whatever the workflow says. */
  isFork: boolean;
};

/** The run that a `workflow_run` event is about. Its artifacts are untrusted. */
export type WorkflowRunFacts = {
  id: number;
  attempt: number;
  /** Event that started it. */
  event: string;
  /** Workflow file, such as `.github/workflows/evaluate.yml`. */
  path: string;
  headSha: string;
  headBranch: string | undefined;
  headRepository: string | undefined;
};

/** A new comment on a pull request, which started an `issue_comment` run on the default branch. Anybody may write one. */
export type CommentFacts = {
  pullRequest: number;
  body: string;
  /** Login. */
  author: string;
  url: string;
};

/** A check run that somebody asked to run again, which started a `check_run` run on the default branch. */
export type RerequestFacts = { name: string; headSha: string };

export type GitHubContext = {
  /** Absolute directory of the checked-out repository. */
  workspace: string;
  toolCache: string | undefined;
  temp: string | undefined;
  eventName: string;
  /** `owner/name` */
  repository: string;
  /** GITHUB_SHA; for pull requests GitHub's merge commit. */
  sha: string;
  /** The commit results speak of: head of the pull request, of the merge group or of the run, else `sha`. */
  headSha: string;
  ref: string;
  runId: number;
  runAttempt: number;
  actor: string;
  workflow: string;
  apiUrl: string;
  serverUrl: string;
  /** Page of this run. */
  runUrl: string;
  /** Where this action was taken from; undefined for one of the checkout, or of a server that is not github.com. */
  actionSource: { repository: string; ref: string } | undefined;
  pullRequest: PullRequestFacts | undefined;
  mergeGroup: { headSha: string; baseSha: string } | undefined;
  workflowRun: WorkflowRunFacts | undefined;
  comment: CommentFacts | undefined;
  /** The check run of ours that somebody asked to run again. */
  rerequested: RerequestFacts | undefined;
  /** Whether this run was started by a push to the default branch. */
  isDefaultPush: boolean;
};

const Sha = z.string().regex(/^[0-9a-f]{40,64}$/);
const Repository = z.object({ full_name: z.string() });
const Payload = z.object({
  pull_request: z
    .object({
      number: z.number(),
      head: z.object({ sha: Sha, ref: z.string(), repo: Repository.nullable() }),
      base: z.object({ sha: Sha, ref: z.string(), repo: Repository }),
    })
    .optional(),
  action: z.string().optional(),
  issue: z.object({ number: z.number(), pull_request: z.object({}).optional() }).optional(),
  comment: z
    .object({
      body: z.string().nullish(),
      user: z.object({ login: z.string() }).nullish(),
      html_url: z.string(),
    })
    .optional(),
  check_run: z.object({ name: z.string(), head_sha: Sha }).optional(),
  repository: z.object({ default_branch: z.string().optional() }).optional(),
  merge_group: z.object({ head_sha: Sha, base_sha: Sha }).optional(),
  workflow_run: z
    .object({
      id: z.number(),
      run_attempt: z.number().default(1),
      event: z.string(),
      path: z.string(),
      head_sha: Sha,
      head_branch: z.string().nullish(),
      head_repository: Repository.nullish(),
    })
    .optional(),
});
type Payload = z.infer<typeof Payload>;

function required(env: Readonly<Record<string, string | undefined>>, name: string): string {
  const value = env[name];
  if (value !== undefined && value !== '') return value;
  throw new UserError(
    'input-invalid',
    `${name} is not set: this works inside a GitHub Actions job only. Elsewhere use the command line \`proofmark\`.`,
  );
}

function counter(env: Readonly<Record<string, string | undefined>>, name: string): number {
  const text = required(env, name);
  if (/^[1-9]\d{0,15}$/.test(text)) return Number(text);
  throw new UserError(
    'input-invalid',
    `${name} must be a whole number from 1, received ${JSON.stringify(text)}`,
  );
}

function parsePayload(path: string, text: string): Payload {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new UserError('input-invalid', `${path}: the event (GITHUB_EVENT_PATH) is not JSON`, { cause });
  }
  const parsed = Payload.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') ?? '';
  throw new UserError('input-invalid', `${path}: the event does not fit at ${where}: ${issue?.message}`);
}

function toPullRequest({ pull_request: pull }: Payload): PullRequestFacts | undefined {
  if (pull === undefined) return undefined;
  const headRepository = pull.head.repo?.full_name;
  return {
    number: pull.number,
    headSha: pull.head.sha,
    baseSha: pull.base.sha,
    headRef: pull.head.ref,
    baseRef: pull.base.ref,
    headRepository,
    isFork: headRepository !== pull.base.repo.full_name,
  };
}

function toWorkflowRun({ workflow_run: run }: Payload): WorkflowRunFacts | undefined {
  if (run === undefined) return undefined;
  return {
    id: run.id,
    attempt: run.run_attempt,
    event: run.event,
    // A workflow that a ruleset requires comes with its reference behind.
    path: run.path.replace(/@.*$/s, ''),
    headSha: run.head_sha,
    headBranch: run.head_branch ?? undefined,
    headRepository: run.head_repository?.full_name,
  };
}

/** Edited and deleted comments, and those on plain issues, are none. */
function toComment({ action, issue, comment }: Payload): CommentFacts | undefined {
  if (action !== 'created' || issue?.pull_request === undefined || comment === undefined) return undefined;
  return {
    pullRequest: issue.number,
    body: comment.body ?? '',
    author: comment.user?.login ?? '',
    url: comment.html_url,
  };
}

function toRerequest({ action, check_run: run }: Payload): RerequestFacts | undefined {
  return action === 'rerequested' && run !== undefined
    ? { name: run.name, headSha: run.head_sha }
    : undefined;
}

/** An Enterprise server may have taken the action from itself or from github.com: it does not say. */
function toActionSource(
  {
    GITHUB_ACTION_REPOSITORY: repository,
    GITHUB_ACTION_REF: ref,
  }: Readonly<Record<string, string | undefined>>,
  serverUrl: string,
): GitHubContext['actionSource'] {
  return repository && ref && serverUrl === 'https://github.com' ? { repository, ref } : undefined;
}

/**
 * Reads what the job knows about itself from its environment and event file.
 *
 * @throws UserError `input-invalid` outside a job, or when the event is not what GitHub writes
 */
export function readGitHubContext(
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
): GitHubContext {
  const eventPath = required(env, 'GITHUB_EVENT_PATH');
  const payload = parsePayload(eventPath, readFile(eventPath));
  const repository = required(env, 'GITHUB_REPOSITORY');
  const runId = counter(env, 'GITHUB_RUN_ID');
  const sha = required(env, 'GITHUB_SHA');
  const serverUrl = env.GITHUB_SERVER_URL ?? 'https://github.com';
  const pullRequest = toPullRequest(payload);
  const workflowRun = toWorkflowRun(payload);
  const group = payload.merge_group;
  const eventName = required(env, 'GITHUB_EVENT_NAME');
  const ref = env.GITHUB_REF ?? '';
  const defaultBranch = payload.repository?.default_branch;
  return {
    workspace: required(env, 'GITHUB_WORKSPACE'),
    toolCache: env.RUNNER_TOOL_CACHE || undefined,
    temp: env.RUNNER_TEMP || undefined,
    eventName,
    repository,
    sha,
    headSha: pullRequest?.headSha ?? group?.head_sha ?? workflowRun?.headSha ?? sha,
    ref,
    runId,
    runAttempt: counter(env, 'GITHUB_RUN_ATTEMPT'),
    actor: env.GITHUB_ACTOR ?? '',
    workflow: env.GITHUB_WORKFLOW ?? '',
    apiUrl: env.GITHUB_API_URL ?? 'https://api.github.com',
    serverUrl,
    runUrl: `${serverUrl}/${repository}/actions/runs/${runId}`,
    actionSource: toActionSource(env, serverUrl),
    pullRequest,
    mergeGroup: group === undefined ? undefined : { headSha: group.head_sha, baseSha: group.base_sha },
    workflowRun,
    comment: toComment(payload),
    rerequested: toRerequest(payload),
    isDefaultPush:
      eventName === 'push' && defaultBranch !== undefined && ref === `refs/heads/${defaultBranch}`,
  };
}
