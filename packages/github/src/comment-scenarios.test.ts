import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createComments } from './comments.ts';
import { writeMarker } from './marker.ts';
import type { StickyResult } from './own-comments.ts';
import { createPulls, type PullSearch } from './pulls.ts';
import { upsertStickyComment } from './sticky-comment.ts';
import { type Fixture, repo, startFixture } from './test-fixture.ts';

/**
 * What may happen to a comment on its way, as a table. Whatever it is: nothing twice, nothing lost, nothing of anybody
 * else touched.
 */
const bot = 'github-actions[bot]';
let fixture: Fixture;
let pull: number;
beforeEach(async () => {
  fixture = await startFixture();
  pull = fixture.fake.seedPull('octo/models', { headRef: 'topic', headSha: fixture.head });
});
afterEach(() => fixture.close());

const bodyOf = (run: number) =>
  `${writeMarker({ id: 'gate', run, attempt: 1, sha: fixture.head })}\nrun ${run}`;

function upsert(
  run: number,
  permissions?: Parameters<Fixture['client']>[0],
  text = `run ${run}`,
): Promise<StickyResult> {
  const marker = { id: 'gate', run, attempt: 1, sha: fixture.head };
  const port = createComments(fixture.client(permissions), repo);
  return upsertStickyComment(port, { issue: pull, author: bot, marker, text });
}

function add(body: string, login = bot): number {
  const id = fixture.fake.state.nextId();
  const at = fixture.fake.state.now();
  fixture.stored.comments.set(id, { id, issue: pull, body, login, createdAt: at, updatedAt: at });
  return id;
}

/** Comments of others that look like ours, and a crowd of harmless ones. */
function addOthers(): void {
  add(bodyOf(99), 'eve');
  add(`> ${bodyOf(98).replaceAll('\n', '\n> ')}`, 'ada');
  add(bodyOf(97).replace('proofmark:gate', 'proofmark:gate2'));
  // Another workflow writes under the same login.
  add(`It said:\n${bodyOf(96)}`);
  for (let i = 0; i < 250; i++) add(`comment ${i}`, 'ada');
}

const isOurs = ({ login, body }: { login: string; body: string }) =>
  login === bot && body.startsWith('<!-- proofmark:gate ');
const all = () => [...fixture.stored.comments.values()].map(({ id, login, body }) => ({ id, login, body }));
const ours = () =>
  all()
    .filter(isOurs)
    .map(({ body }) => body.split('\n')[1]);
const others = () => all().filter((comment) => !isOurs(comment));

describe('what breaks on the way is looked after, and nothing is written twice', () => {
  const reply = (status: number, headers: Record<string, string> = {}) =>
    ({ kind: 'reply', status, headers, body: { message: `answer ${status}` } }) as const;
  const effects = [
    ['a connection that breaks before', { kind: 'drop', when: 'before' }],
    ['a connection that breaks after', { kind: 'drop', when: 'after' }],
    ['a server error', reply(502)],
    ['a rate limit', reply(429, { 'retry-after': '7' })],
    ['a secondary rate limit', reply(403, { 'retry-after': '7' })],
    ['a slow answer', { kind: 'delay', milliseconds: 50 }],
  ] as const;
  const requests = [
    ['listing', 'GET', 'one'],
    ['creating', 'POST', 'none'],
    ['updating', 'PATCH', 'one'],
    ['removing a duplicate', 'DELETE', 'two'],
  ] as const;
  test.each(
    effects.flatMap(([what, effect]) =>
      requests.map(([doing, method, existing]) => ({ what, effect, doing, method, existing })),
    ),
  )('$what, $doing', async ({ effect, method, existing }) => {
    if (existing !== 'none') add(bodyOf(4));
    if (existing === 'two') add(bodyOf(3));
    addOthers();
    const before = others();
    fixture.fake.fault({ method, path: /comments/, effect });
    await upsert(5);
    expect(ours()).toEqual(['run 5']);
    expect(others()).toEqual(before);
    if ('headers' in effect && 'retry-after' in effect.headers) expect(fixture.pauses).toEqual([7000]);
  });
});

describe('a comment that somebody deletes under our hands is written anew, once', () => {
  test.each([
    ['before it is read again', 'GET'],
    ['before it is updated', 'PATCH'],
  ])('%s', async (_when, method) => {
    const id = add(bodyOf(4));
    addOthers();
    const before = others();
    const run = () => void fixture.stored.comments.delete(id);
    fixture.fake.fault({ method, path: /\/comments\/\d+$/, effect: { kind: 'interleave', run } });
    await upsert(5);
    expect(ours()).toEqual(['run 5']);
    expect(others()).toEqual(before);
  });
});

describe('a result is written on the one pull request it is about, or nowhere', () => {
  const from = 'stranger/models';
  const head = { headRef: 'topic', headRepository: from };
  const find = () =>
    createPulls(fixture.client(), repo).findByHead({
      headSha: fixture.head,
      headRepository: from,
      headBranch: 'topic',
    });
  let forked: number;
  beforeEach(() => {
    fixture.fake.seedRepository(from, { forkOf: 'octo/models' });
    forked = fixture.fake.seedPull('octo/models', { ...head, headSha: fixture.head });
  });
  const change = (changes: { headSha?: string; state?: 'closed' }) => {
    const issue = fixture.stored.issues.get(forked);
    if (issue?.pull && changes.headSha) issue.pull.headSha = changes.headSha;
    if (issue && changes.state) issue.state = changes.state;
  };
  const open = (changes: object) =>
    void fixture.fake.seedPull('octo/models', { ...head, headSha: fixture.head, ...changes });

  test.each<[string, () => void, Partial<PullSearch>]>([
    ['a fork, beside a branch of the same name and commit', () => {}, { kind: 'found' }],
    ['a head that has moved', () => change({ headSha: 'c'.repeat(40) }), { kind: 'moved' }],
    ['two open pull requests of the fork', () => open({ baseRef: 'next' }), { kind: 'several' }],
    ['another branch of the fork at the same commit', () => open({ headRef: 'other' }), { kind: 'found' }],
    ['a pull request that was closed', () => change({ state: 'closed' }), { kind: 'none' }],
  ])('%s', async (_what, arrange, expected) => {
    arrange();
    const found = await find();
    expect(found).toMatchObject(expected);
    if (found.kind === 'found') expect([found.pull.number, pull === forked]).toEqual([forked, false]);
  });
});

describe('what cannot be written is an error with its remedy, and nothing changes', () => {
  const lock = () => {
    const issue = fixture.stored.issues.get(pull);
    if (issue) issue.locked = true;
  };
  const answer = (status: number) => () =>
    fixture.fake.fault({
      method: 'POST',
      times: 99,
      effect: { kind: 'reply', status, body: { message: `answer ${status}` } },
    });
  const tooLong = 'x'.repeat(65_536);
  test.each<[string, () => void, { 'pull-requests': 'read' } | undefined, RegExp, string?]>([
    ['a body that is too long', () => {}, undefined, /characters .*at most 65536/, tooLong],
    ['a locked conversation', lock, undefined, /the conversation is locked; unlock it/],
    ['a token that may only read', () => {}, { 'pull-requests': 'read' }, /pull-requests: write.*fork/],
    ['a refusal', answer(403), undefined, /permissions are missing/],
    ['a pull request that is gone', answer(404), undefined, /found nothing/],
    ['a body GitHub does not take', answer(422), undefined, /answer 422/],
    ['a limit that does not end', answer(429), undefined, /run the job again/],
    ['a server that is down', answer(503), undefined, /run the job again/],
  ])('%s', async (_what, arrange, permissions, message, text) => {
    addOthers();
    const before = all();
    arrange();
    await expect(upsert(5, permissions, text)).rejects.toThrow(message);
    expect(all()).toEqual(before);
  });

  test('a body that is too long for GitHub, sent all the same', async () => {
    const port = createComments(fixture.client(), repo);
    await expect(port.create(pull, `${tooLong}x`)).rejects.toMatchObject({ status: 422 });
    expect(all()).toEqual([]);
  });
});
