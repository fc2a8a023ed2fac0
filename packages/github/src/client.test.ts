import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseRepositoryName, readLogin, repeatable } from './client.ts';
import { explainFailure } from './failures.ts';
import { type Fixture, repo, startFixture } from './test-fixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await startFixture();
});
afterEach(() => fixture.close());

const list = () => fixture.client().rest.issues.listForRepo(repo);
const create = () => fixture.client().rest.issues.create({ ...repo, title: 'x' });

test('a read is repeated after server errors and broken connections, with growing pauses', async () => {
  fixture.fake.fault({ effect: { kind: 'reply', status: 502, body: { message: 'bad gateway' } } });
  fixture.fake.fault({ effect: { kind: 'drop', when: 'before' }, nth: 2 });
  expect((await list()).status).toBe(200);
  expect(fixture.pauses).toEqual([1000, 2000]);
});

test('a rate-limited creation waits as long as GitHub says and is sent again', async () => {
  const effect = {
    kind: 'reply',
    status: 429,
    headers: { 'retry-after': '3' },
    body: { message: 'slow' },
  } as const;
  fixture.fake.fault({ effect });
  expect((await create()).status).toBe(201);
  expect(fixture.pauses).toEqual([3000]);
});

test('a creation whose answer was lost is not sent again', async () => {
  fixture.fake.fault({ effect: { kind: 'drop', when: 'after' } });
  await expect(create()).rejects.toThrow();
  expect(fixture.stored.issues.size).toBe(1);
  expect(fixture.pauses).toEqual([]);
});

test('an update whose answer was lost is sent again only where that is marked harmless', async () => {
  const { data } = await create();
  const update = (more: object) =>
    fixture.client().rest.issues.update({ ...repo, issue_number: data.number, title: 'y', ...more });
  fixture.fake.fault({ method: 'PATCH', effect: { kind: 'drop', when: 'after' } });
  fixture.fake.fault({ method: 'PATCH', nth: 2, effect: { kind: 'drop', when: 'after' } });
  await expect(update({})).rejects.toThrow();
  expect(fixture.pauses).toEqual([]);
  expect((await update(repeatable)).status).toBe(200);
  expect(fixture.pauses).toEqual([1000]);
});

test('it gives up after the retries', async () => {
  fixture.fake.fault({ times: 9, effect: { kind: 'reply', status: 503, body: { message: 'down' } } });
  await expect(list()).rejects.toThrow('down');
  expect(fixture.fake.state.requests).toHaveLength(4);
});

test('the login of a workflow token is known', async () => {
  expect(await readLogin(fixture.client())).toBe('github-actions[bot]');
});

test('a repository name is split', () => {
  expect(parseRepositoryName('octo/models')).toEqual({ owner: 'octo', repo: 'models' });
});

test.each([
  [401, 'Bad credentials', 'github-permission', /does not accept the token/],
  [403, 'Resource not accessible by integration', 'github-permission', /issues: write.*fork/],
  [403, 'API rate limit exceeded', 'github-unavailable', /run the job again/],
  [404, 'Not Found', 'github-permission', /may not see it/],
  [500, 'oops', 'github-unavailable', /oops/],
])('status %i %s becomes a %s error with its remedy', async (status, message, code, text) => {
  fixture.fake.fault({ times: 9, effect: { kind: 'reply', status, body: { message } } });
  const error = await fixture
    .client({}, 0)
    .rest.issues.create({ ...repo, title: 'x' })
    .catch((e: unknown) => e);
  const explained = explainFailure(error, 'open the issue', 'issues: write');
  expect(explained).toMatchObject({ code, message: expect.stringMatching(text) });
});
