import { readFileSync } from 'node:fs';
import { messageOf, UserError } from '@proofmark/documents';
import type { Environment } from './inputs.ts';

/** What GitHub says about the run this action is part of. */
export type RunContext = {
  /** Absolute directory of the checked-out repository. */
  readonly workspace: string;
  /** `owner/name` */
  readonly repository: string;
  readonly apiUrl: string;
  readonly runId: number;
  readonly runAttempt: number;
  readonly runUrl: string;
  readonly eventName: string;
  readonly ref: string;
  /**
   * The commit people speak about: the head of the pull request, of the merge group, or of the run that was waited
   * for. GITHUB_SHA of a pull request is a merge commit that nobody ever sees.
   */
  readonly headSha: string;
  /** Only for events of a pull request; a `workflow_run` names none that could be trusted. */
  readonly pullRequest: number | undefined;
  readonly toolCache: string | undefined;
  readonly temp: string | undefined;
  /** The webhook payload, as GitHub wrote it. */
  readonly event: unknown;
};

/** Reads the variables and the event file of the runner. @throws UserError outside of GitHub Actions */
export function readRunContext(env: Environment): RunContext {
  const need = (name: string): string => {
    const value = env[name];
    if (value) return value;
    throw new UserError(
      'input-invalid',
      `${name} is not set: expected the environment of a GitHub Actions runner. Elsewhere use the command line \`proofmark\`.`,
    );
  };
  const repository = need('GITHUB_REPOSITORY');
  const runId = Number(need('GITHUB_RUN_ID'));
  const eventName = need('GITHUB_EVENT_NAME');
  const event = readEvent(env.GITHUB_EVENT_PATH);
  const number = at(event, 'pull_request', 'number');
  return {
    workspace: need('GITHUB_WORKSPACE'),
    repository,
    apiUrl: env.GITHUB_API_URL || 'https://api.github.com',
    runId,
    runAttempt: Number(env.GITHUB_RUN_ATTEMPT || '1'),
    runUrl: `${env.GITHUB_SERVER_URL || 'https://github.com'}/${repository}/actions/runs/${runId}`,
    eventName,
    ref: env.GITHUB_REF ?? '',
    headSha: headOf(eventName, event) ?? need('GITHUB_SHA'),
    pullRequest: typeof number === 'number' ? number : undefined,
    toolCache: env.RUNNER_TOOL_CACHE || undefined,
    temp: env.RUNNER_TEMP || undefined,
    event,
  };
}

function headOf(eventName: string, event: unknown): string | undefined {
  const places: Record<string, readonly string[]> = {
    pull_request: ['pull_request', 'head', 'sha'],
    pull_request_target: ['pull_request', 'head', 'sha'],
    merge_group: ['merge_group', 'head_sha'],
    workflow_run: ['workflow_run', 'head_sha'],
  };
  const sha = at(event, ...(places[eventName] ?? ['']));
  return typeof sha === 'string' && /^[0-9a-f]{40,64}$/.test(sha) ? sha : undefined;
}

function readEvent(path: string | undefined): unknown {
  if (!path) return {};
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UserError(
      'input-invalid',
      `GITHUB_EVENT_PATH: ${path} is no readable JSON: ${messageOf(error)}`,
    );
  }
}

/** The value at a path of keys, or undefined where the path ends early. */
export function at(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (found, key) => (typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined),
    value,
  );
}
