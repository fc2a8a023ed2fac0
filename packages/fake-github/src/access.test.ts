import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { everything, startFixture } from './test-client.ts';

let fixture: Awaited<ReturnType<typeof startFixture>>;
beforeEach(async () => {
  fixture = await startFixture();
});
afterEach(() => fixture.fake.close());

const repo = '/repos/octo/models';

describe('permissions', () => {
  test.each([
    ['GET', `${repo}/issues`, { issues: 'read' }],
    ['POST', `${repo}/issues`, { issues: 'write' }],
    ['GET', `${repo}/pulls`, { 'pull-requests': 'read' }],
    ['GET', `${repo}/releases`, { contents: 'read' }],
    ['POST', `${repo}/releases`, { contents: 'write' }],
    ['POST', `${repo}/git/refs`, { contents: 'write' }],
    ['POST', `${repo}/check-runs`, { checks: 'write' }],
    ['GET', `${repo}/actions/runs`, { actions: 'read' }],
    ['POST', `${repo}/dispatches`, { contents: 'write' }],
  ] as const)('%s %s is refused without its permission and not with it', async (method, path, permission) => {
    const { fake, call } = fixture;
    const body = method === 'POST' ? {} : undefined;
    const without = fake.token('octo/models', {
      ...everything,
      ...Object.fromEntries(Object.keys(permission).map((name) => [name, 'none'])),
    });
    const refused = await call(method, path, { token: without, body });
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({ message: 'Resource not accessible by integration' });
    const [name, level] = Object.entries(permission)[0] ?? [];
    expect(refused.headers.get('x-accepted-github-permissions')).toBe(`${name?.replace('-', '_')}=${level}`);
    const allowed = await call(method, path, { token: fake.token('octo/models', permission), body });
    expect(allowed.status).not.toBe(403);
  });

  test('a conversation on a pull request may be written with pull-requests: write, an issue may not', async () => {
    const { fake, call, head } = fixture;
    const number = fake.seedPull('octo/models', { headRef: 'topic', headSha: head });
    const issue = await call('POST', `${repo}/issues`, { body: { title: 'x' } });
    const token = fake.token('octo/models', { 'pull-requests': 'write' });
    const body = { body: 'hello' };
    expect((await call('POST', `${repo}/issues/${number}/comments`, { token, body })).status).toBe(201);
    const { number: plain } = issue.body as { number: number };
    expect((await call('POST', `${repo}/issues/${plain}/comments`, { token, body })).status).toBe(403);
  });

  test('read does not grant write', async () => {
    const token = fixture.fake.token('octo/models', { issues: 'read' });
    expect((await fixture.call('POST', `${repo}/issues`, { token, body: { title: 'x' } })).status).toBe(403);
  });

  test('an unknown token gets 401', async () => {
    const answer = await fixture.call('GET', repo, { token: 'made-up' });
    expect(answer).toMatchObject({ status: 401, body: { message: 'Bad credentials' } });
  });

  test('a private repository is invisible without a token and to tokens of other repositories', async () => {
    fixture.fake.seedRepository('octo/other', { private: false });
    const token = fixture.fake.token('octo/other', everything);
    expect((await fixture.call('GET', repo, { token })).status).toBe(404);
    expect((await fixture.call('GET', repo, { token: null })).status).toBe(404);
  });

  test('a public repository is readable by anyone and writable by its own tokens only', async () => {
    fixture.fake.seedRepository('octo/open', { private: false });
    expect((await fixture.call('GET', '/repos/octo/open/releases', { token: null })).status).toBe(200);
    const body = { title: 'x' };
    expect((await fixture.call('POST', '/repos/octo/open/issues', { body })).status).toBe(403);
    expect((await fixture.call('POST', '/repos/octo/open/issues', { body, token: null })).status).toBe(401);
  });

  test('a workflow token has no user, a personal token has one and makes no check runs', async () => {
    const { fake, call, head } = fixture;
    expect((await call('GET', '/user')).status).toBe(403);
    const token = fake.token('octo/models', everything, { login: 'ada', kind: 'user' });
    expect(await call('GET', '/user', { token })).toMatchObject({ status: 200, body: { login: 'ada' } });
    const body = { name: 'gate', head_sha: head };
    expect((await call('POST', `${repo}/check-runs`, { token, body })).status).toBe(403);
  });
});

test('an unknown route gets a JSON 404', async () => {
  const answer = await fixture.call('GET', `${repo}/deployments`);
  expect(answer).toMatchObject({ status: 404, body: { message: 'Not Found' } });
});

test('a repository, its rate limit and a collaborator are described as GitHub describes them', async () => {
  fixture.fake.seedRepository('octo/team', { collaborators: { ada: 'write' } });
  const token = fixture.fake.token('octo/team', {});
  const { call } = fixture;
  expect(await call('GET', '/repos/octo/team', { token })).toMatchObject({
    status: 200,
    body: { full_name: 'octo/team', default_branch: 'main', private: true },
  });
  expect((await call('GET', '/rate_limit')).status).toBe(200);
  const path = '/repos/octo/team/collaborators/ada/permission';
  expect(await call('GET', path, { token })).toMatchObject({ status: 200, body: { permission: 'write' } });
  expect((await call('GET', '/repos/octo/team/collaborators/eve/permission', { token })).status).toBe(404);
});
