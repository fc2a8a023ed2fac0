import { afterEach, beforeEach, expect, test } from 'vitest';
import { startFixture } from './test-client.ts';

let fixture: Awaited<ReturnType<typeof startFixture>>;
beforeEach(async () => {
  fixture = await startFixture();
});
afterEach(() => fixture.fake.close());

const issues = '/repos/octo/models/issues';
const create = () => fixture.call('POST', issues, { body: { title: 'x' } });
const stored = () => fixture.fake.state.repositories.get('octo/models')?.issues.size;

test('a canned answer comes on the nth matching request and leaves the state alone', async () => {
  fixture.fake.fault({
    method: 'POST',
    path: /\/issues$/,
    nth: 2,
    effect: { kind: 'reply', status: 429, headers: { 'retry-after': '1' }, body: { message: 'slow down' } },
  });
  expect((await create()).status).toBe(201);
  const second = await create();
  expect(second.status).toBe(429);
  expect(second.headers.get('retry-after')).toBe('1');
  expect((await create()).status).toBe(201);
  expect(stored()).toBe(2);
});

test.each([
  ['before', 0],
  ['after', 1],
] as const)('a connection dropped %s the effect leaves %i issues behind', async (when, count) => {
  fixture.fake.fault({ effect: { kind: 'drop', when } });
  await expect(create()).rejects.toThrow();
  expect(stored()).toBe(count);
  expect(fixture.fake.state.requests).toEqual([{ method: 'POST', path: issues, status: 'dropped' }]);
});

test('a hook runs between two requests of one client', async () => {
  fixture.fake.fault({
    effect: {
      kind: 'interleave',
      run: async () => {
        await create();
      },
    },
  });
  await create();
  expect(stored()).toBe(2);
});

test('an answer GitHub could not give fails loudly, at the request and at the end', async () => {
  await create();
  const issue = fixture.fake.state.repositories.get('octo/models')?.issues.get(1);
  Object.assign(issue ?? {}, { title: 7 });
  expect((await fixture.call('GET', `${issues}/1`)).status).toBe(500);
  await expect(fixture.fake.close()).rejects.toThrow(/title must be string/);
  fixture.fake.state.violations.length = 0;
});
