import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPulls, type PullSearch } from './pulls.ts';
import { type Fixture, repo, startFixture } from './test-fixture.ts';

let fixture: Fixture;
let headSha: string;
beforeEach(async () => {
  fixture = await startFixture();
  fixture.fake.seedRepository('eve/models', { forkOf: 'octo/models' });
  headSha = fixture.fake.seedCommit('eve/models', { branch: 'topic', files: { 'a.txt': 'a' } });
});
afterEach(() => fixture.close());

const find = () =>
  createPulls(fixture.client({ 'pull-requests': 'read' }), repo).findByHead({
    headSha,
    headRepository: 'eve/models',
    headBranch: 'topic',
  });
const open = (changes = {}): number =>
  fixture.fake.seedPull('octo/models', {
    headRef: 'topic',
    headSha,
    headRepository: 'eve/models',
    ...changes,
  });

test('the one open pull request with this head is found among others', async () => {
  const number = open();
  open({ headRepository: 'octo/models' });
  open({ headRef: 'topic2' });
  open({ state: 'closed' });
  expect(await find()).toMatchObject({ kind: 'found', pull: { number, headRepository: 'eve/models' } });
});

test.each<[PullSearch['kind'], () => void, RegExp]>([
  ['none', () => {}, /no open pull request/],
  ['none', () => void open({ state: 'closed' }), /no open pull request/],
  ['several', () => void [open(), open({ baseRef: 'release' })], /#1, #2/],
  ['moved', () => void open({ headSha: '9'.repeat(40) }), /#1 is at 9{40} by now/],
])('else the answer is %s, with the reason', async (kind, arrange, reason) => {
  arrange();
  expect(await find()).toEqual({ kind, reason: expect.stringMatching(reason) });
});

test('the changed files are those the head adds or changes since it left the base', async () => {
  const { fake } = fixture;
  const base = fake.seedCommit('octo/models', { branch: 'main', files: { 'b.csv': '1', 'c.csv': '1' } });
  const files = { 'b.csv': '2', 'c.csv': null, 'd/e.csv': '1' };
  const sha = fake.seedCommit('octo/models', { branch: 'topic3', from: base, files });
  fake.seedCommit('octo/models', { branch: 'main', files: { 'later.csv': '1' } });
  const number = open({ headRef: 'topic3', headSha: sha, headRepository: 'octo/models' });
  const pulls = createPulls(fixture.client({ 'pull-requests': 'read' }), repo);
  expect(await pulls.changedFiles(number)).toEqual(['b.csv', 'd/e.csv']);
  const blind = createPulls(fixture.client({ contents: 'read' }), repo);
  await expect(blind.changedFiles(number)).rejects.toMatchObject({ code: 'github-permission' });
});
