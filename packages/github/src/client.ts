import { setTimeout as sleep } from 'node:timers/promises';
import { GitHub } from '@actions/github/lib/utils';
import { type Logger, messageOf, silentLogger } from '@proofmark/documents';
import { failureOf } from './failures.ts';
import { planRetry } from './retry-policy.ts';

/** Octokit with REST methods, pagination and our retries. Ports take it; nothing outside this room does. */
export type GitHubClient = InstanceType<typeof GitHub>;

/** Which repository a port works on. */
export type RepositoryName = { owner: string; repo: string };

export type ClientOptions = {
  token: string;
  /** GITHUB_API_URL, such as `https://api.github.com`. */
  apiUrl: string;
  logger?: Logger;
  /** Repetitions of a failed request; 3 unless given. */
  retries?: number;
  /** Waits between repetitions, in milliseconds; a real pause unless given. */
  pause?: (milliseconds: number) => Promise<unknown>;
};

/** Marks a request that, sent twice, does the same as sent once. */
export const repeatable = { request: { repeatable: true } } as const;

/** A minute for an answer; uploads ask for more through `request.timeout` (milliseconds). */
const defaultTimeout = 60_000;

/**
 * Opens a client. Rate limits are obeyed (retry-after, reset time); broken connections and server errors are
 * retried where that is safe. POST and PATCH are not (RFC 9110, 9.2.2), unless the caller marks them
 * `request: { repeatable: true }`, because the first sending may have taken effect: protocols look before they write
 * again.
 */
export function createGitHubClient(options: ClientOptions): GitHubClient {
  const { logger = silentLogger, retries = 3, pause = sleep } = options;
  const client = new GitHub({
    auth: `token ${options.token}`,
    baseUrl: options.apiUrl.replace(/\/+$/, ''),
    userAgent: 'proofmark',
    log: { debug() {}, info() {}, warn: logger.debug, error: logger.debug },
  });
  client.hook.wrap('request', async (request, endpoint) => {
    const idempotent = endpoint.method !== 'POST' && endpoint.method !== 'PATCH';
    const mayRepeat = idempotent || endpoint.request?.repeatable === true;
    for (let attempt = 0; ; attempt++) {
      const signal = AbortSignal.timeout(Number(endpoint.request?.timeout ?? defaultTimeout));
      try {
        return await request({ ...endpoint, request: { ...endpoint.request, signal } });
      } catch (error) {
        const wait = planRetry(failureOf(error), mayRepeat, attempt, Date.now());
        if (wait === undefined || attempt >= retries) throw error;
        logger.debug(`${endpoint.method} ${endpoint.url}: ${messageOf(error)}; again in ${wait} ms`);
        await pause(wait);
      }
    }
  });
  return client;
}

/** `owner/name`, as GITHUB_REPOSITORY gives it. */
export function parseRepositoryName(fullName: string): RepositoryName {
  const [owner = '', repo = ''] = fullName.split('/');
  return { owner, repo };
}

/** The login the token writes under, such as `github-actions[bot]`; GraphQL knows it for every kind of token. */
export async function readLogin(client: GitHubClient): Promise<string> {
  const { viewer } = await client.graphql<{ viewer: { login: string } }>(
    'query { viewer { login } }',
    repeatable,
  );
  return viewer.login;
}
