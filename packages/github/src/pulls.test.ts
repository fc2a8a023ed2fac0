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
