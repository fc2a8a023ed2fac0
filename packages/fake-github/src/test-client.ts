import { type FakeGitHub, startFakeGitHub } from './index.ts';
import type { Permissions } from './state.ts';

export type Answer = { status: number; body: unknown; headers: Headers };
export type Call = (
  method: string,
  path: string,
  options?: { token?: string | null; body?: unknown; headers?: Record<string, string> },
) => Promise<Answer>;

/** A double with the repository `octo/models`, a token that may do everything, and a plain HTTP client. */
export async function startFixture(): Promise<{ fake: FakeGitHub; token: string; call: Call; head: string }> {
  const fake = await startFakeGitHub();
  const repo = fake.seedRepository('octo/models');
  const token = fake.token('octo/models', everything);
  const call: Call = async (method, path, options = {}) => {
    const raw = Buffer.isBuffer(options.body) ? options.body : undefined;
    const secret = options.token === undefined ? token : options.token;
    const response = await fetch(path.startsWith('http') ? path : fake.url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(secret === null ? {} : { authorization: `token ${secret}` }),
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { body: raw ?? JSON.stringify(options.body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
  };
  return { fake, token, call, head: repo.refs.get('refs/heads/main') ?? '' };
}

export const everything: Permissions = {
  actions: 'write',
  checks: 'write',
  contents: 'write',
  issues: 'write',
  'pull-requests': 'write',
  statuses: 'write',
};
