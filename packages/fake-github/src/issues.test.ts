import { afterEach, beforeEach, expect, test } from 'vitest';
import { startFixture } from './test-client.ts';

let fixture: Awaited<ReturnType<typeof startFixture>>;
let pull: number;
beforeEach(async () => {
  fixture = await startFixture();
  pull = fixture.fake.seedPull('octo/models', { headRef: 'topic', headSha: fixture.head });
});
afterEach(() => fixture.fake.close());

const repo = '/repos/octo/models';

test('a comment is created, read, changed and deleted', async () => {
  const { call } = fixture;
  const created = await call('POST', `${repo}/issues/${pull}/comments`, { body: { body: 'one' } });
  expect(created).toMatchObject({
    status: 201,
    body: { body: 'one', user: { login: 'github-actions[bot]' } },
  });
  const { id } = created.body as { id: number };
  const patched = await call('PATCH', `${repo}/issues/comments/${id}`, { body: { body: 'two' } });
  expect(patched).toMatchObject({ status: 200, body: { body: 'two' } });
  expect((await call('GET', `${repo}/issues/comments/${id}`)).body).toMatchObject({ body: 'two' });
  expect((await call('DELETE', `${repo}/issues/comments/${id}`)).status).toBe(204);
  expect((await call('GET', `${repo}/issues/comments/${id}`)).status).toBe(404);
});

test('lists come in pages of 30 by default and 100 at most, with Link headers', async () => {
  const { call } = fixture;
  for (let i = 0; i < 105; i++) {
    await call('POST', `${repo}/issues/${pull}/comments`, { body: { body: `comment ${i}` } });
  }
  const path = `${repo}/issues/${pull}/comments`;
  const first = await call('GET', path);
  expect(first.body).toHaveLength(30);
  expect(first.headers.get('link')).toMatch(/page=2>; rel="next".*page=4>; rel="last"/);
  const large = await call('GET', `${path}?per_page=500`);
  expect(large.body).toHaveLength(100);
  const last = await call('GET', `${path}?per_page=100&page=2`);
  expect(last.body).toHaveLength(5);
  expect(last.headers.get('link')).not.toContain('rel="next"');
});

test.each([
  ['a comment of 65,536 characters is accepted', 65_536, 201],
  ['a longer one is refused', 65_537, 422],
] as const)('%s', async (_, length, status) => {
  const body = { body: 'x'.repeat(length) };
  const answer = await fixture.call('POST', `${repo}/issues/${pull}/comments`, { body });
  expect(answer.status).toBe(status);
  if (status === 422) {
    expect(answer.body).toMatchObject({
      message: 'Validation Failed',
      errors: [{ resource: 'IssueComment', message: 'Body is too long (maximum is 65536 characters)' }],
    });
  }
});

test.each([
  ['a missing body', {}, '"body" wasn\'t supplied.'],
  ['a body of the wrong type', { body: 7 }, "For 'properties/body', must be string."],
])('%s breaks the description and gets 422', async (_, body, message) => {
  const answer = await fixture.call('POST', `${repo}/issues/${pull}/comments`, { body });
  expect(answer).toMatchObject({ status: 422, body: { message: `Invalid request.\n\n${message}` } });
});

test('issues are listed by label and state, newest first, pull requests among them', async () => {
  const { call } = fixture;
  await call('POST', `${repo}/issues`, { body: { title: 'drift', body: 'b', labels: ['drift', 'model'] } });
  const second = await call('POST', `${repo}/issues`, { body: { title: 'other' } });
  const { number } = second.body as { number: number };
  expect(
    await call('POST', `${repo}/issues/${number}/labels`, { body: { labels: ['drift'] } }),
  ).toMatchObject({
    status: 200,
  });
  await call('PATCH', `${repo}/issues/${number}`, { body: { state: 'closed' } });
  const titles = async (query: string) =>
    ((await call('GET', `${repo}/issues?${query}`)).body as { title: string }[]).map((issue) => issue.title);
  expect(await titles('labels=drift')).toEqual(['drift']);
  expect(await titles('labels=drift&state=all')).toEqual(['other', 'drift']);
  expect(await titles('state=all')).toEqual(['other', 'drift', `Pull request ${pull}`]);
  expect((await call('GET', `${repo}/issues/${number}`)).body).toMatchObject({ state: 'closed' });
});

test('pull requests are found by number, head and commit, and fork heads are marked', async () => {
  const { fake, call } = fixture;
  fake.seedRepository('eve/models', { forkOf: 'octo/models' });
  const sha = fake.seedCommit('eve/models', { branch: 'topic', files: { 'a.txt': 'a' } });
  const number = fake.seedPull('octo/models', {
    headRef: 'topic',
    headSha: sha,
    headRepository: 'eve/models',
  });
  const found = await call('GET', `${repo}/pulls?head=eve:topic&state=open`);
  expect(found.body).toMatchObject([
    { number, head: { sha, repo: { full_name: 'eve/models', fork: true } } },
  ]);
  expect((await call('GET', `${repo}/pulls/${number}`)).body).toMatchObject({ number, state: 'open' });
  expect((await call('GET', `${repo}/pulls/999`)).status).toBe(404);
  const own = fake.seedCommit('octo/models', { branch: 'own', files: { 'b.txt': 'b' }, from: fixture.head });
  const ownPull = fake.seedPull('octo/models', { headRef: 'own', headSha: own });
  expect((await call('GET', `${repo}/commits/${own}/pulls`)).body).toMatchObject([{ number: ownPull }]);
  expect((await call('GET', `${repo}/commits/${sha}/pulls`)).body).toEqual([]);
});
