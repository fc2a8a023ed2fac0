import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startFixture } from './test-client.ts';

let fixture: Awaited<ReturnType<typeof startFixture>>;
beforeEach(async () => {
  fixture = await startFixture();
});
afterEach(() => fixture.fake.close());

const repo = '/repos/octo/models';
const person = { name: 'Ada', email: 'ada@example.com', date: '2026-01-02T03:04:05Z' };

async function sha(answer: Promise<{ status: number; body: unknown }>): Promise<string> {
  const { status, body } = await answer;
  expect(status).toBe(201);
  return (body as { sha: string }).sha;
}

async function commitOn(parents: string[], content: string): Promise<string> {
  const { call } = fixture;
  const tree = [{ path: 'dir/a.txt', mode: '100644', type: 'blob', content }];
  const treeSha = await sha(call('POST', `${repo}/git/trees`, { body: { tree } }));
  const body = { message: content, tree: treeSha, parents, author: person, committer: person };
  return sha(call('POST', `${repo}/git/commits`, { body }));
}

test('objects get the SHA-1 that git itself computes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'double-'));
  try {
    const git = (args: string[], input = ''): string =>
      execFileSync('git', args, {
        cwd: folder,
        input,
        encoding: 'utf8',
        env: {
          ...process.env,
          GIT_AUTHOR_NAME: person.name,
          GIT_AUTHOR_EMAIL: person.email,
          GIT_AUTHOR_DATE: '1767323045 +0000',
          GIT_COMMITTER_NAME: person.name,
          GIT_COMMITTER_EMAIL: person.email,
          GIT_COMMITTER_DATE: '1767323045 +0000',
        },
      }).trim();
    git(['init', '-q']);
    const blob = git(['hash-object', '-w', '--stdin'], 'hello');
    const dir = git(['mktree'], `100644 blob ${blob}\ta.txt\n`);
    const tree = git(['mktree'], `040000 tree ${dir}\tdir\n`);
    const commit = git(['commit-tree', tree], 'hello').trim();
    const tag = git(
      ['mktag'],
      `object ${commit}\ntype commit\ntag v1\ntagger Ada <ada@example.com> 1767323045 +0000\n\none\n`,
    );
    // `commit-tree` reads the message from standard input without adding a line break.
    expect(await commitOn([], 'hello')).toBe(commit);
    const body = { tag: 'v1', message: 'one\n', object: commit, type: 'commit', tagger: person };
    expect(await sha(fixture.call('POST', `${repo}/git/tags`, { body }))).toBe(tag);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a branch moves forward only, unless forced', async () => {
  const { call, head } = fixture;
  const one = await commitOn([head], 'one');
  const two = await commitOn([head], 'two');
  const path = `${repo}/git/refs/heads/main`;
  expect(await call('PATCH', path, { body: { sha: one } })).toMatchObject({ status: 200 });
  expect(await call('PATCH', path, { body: { sha: two } })).toMatchObject({
    status: 422,
    body: { message: 'Update is not a fast forward' },
  });
  expect((await call('PATCH', path, { body: { sha: two, force: true } })).status).toBe(200);
});

test.each([
  ['refs/heads/main', 422, 'Reference already exists'],
  ['refs/heads/a..b', 422, 'Reference name is not valid: refs/heads/a..b'],
  ['heads/x', 422, 'Reference name is not valid: heads/x'],
])('creating %s gets %i', async (ref, status, message) => {
  const answer = await fixture.call('POST', `${repo}/git/refs`, { body: { ref, sha: fixture.head } });
  expect(answer).toMatchObject({ status, body: { message } });
});

test('references with @ # and = are found by exact name and by prefix, and deleted', async () => {
  const { call, head } = fixture;
  for (const tag of ['churn@v1.0.0', 'churn#prod#1', 'models=churn@v1.0.0']) {
    const body = { ref: `refs/tags/${tag}`, sha: head };
    expect((await call('POST', `${repo}/git/refs`, { body })).status).toBe(201);
  }
  const exact = await call('GET', `${repo}/git/ref/tags/${encodeURIComponent('churn#prod#1')}`);
  expect(exact.body).toMatchObject({ ref: 'refs/tags/churn#prod#1', object: { type: 'commit', sha: head } });
  const matching = await call('GET', `${repo}/git/matching-refs/tags/churn`);
  expect(matching.body).toMatchObject([{ ref: 'refs/tags/churn#prod#1' }, { ref: 'refs/tags/churn@v1.0.0' }]);
  const path = `${repo}/git/refs/tags/${encodeURIComponent('churn@v1.0.0')}`;
  expect((await call('DELETE', path)).status).toBe(204);
  expect((await call('GET', path.replace('/refs/', '/ref/'))).status).toBe(404);
});

test('contents, trees, blobs and comparisons follow the history', async () => {
  const { call, fake, head } = fixture;
  const topic = fake.seedCommit('octo/models', {
    branch: 'topic',
    files: { 'dir/b.txt': 'bee' },
    from: head,
  });
  const main = fake.seedCommit('octo/models', { branch: 'main', files: { 'c.txt': 'sea' } });
  const file = await call('GET', `${repo}/contents/dir/b.txt?ref=topic`);
  const { content, sha: blob } = file.body as { content: string; sha: string };
  expect(Buffer.from(content, 'base64').toString()).toBe('bee');
  expect((await call('GET', `${repo}/contents/dir?ref=topic`)).body).toMatchObject([{ path: 'dir/b.txt' }]);
  expect((await call('GET', `${repo}/contents/dir/b.txt`)).status).toBe(404);
  expect((await call('GET', `${repo}/git/blobs/${blob}`)).body).toMatchObject({ size: 3 });
  const commit = await call('GET', `${repo}/git/commits/${topic}`);
  const { tree } = commit.body as { tree: { sha: string } };
  const recursive = await call('GET', `${repo}/git/trees/${tree.sha}?recursive=1`);
  expect((recursive.body as { tree: { path: string }[] }).tree.map((entry) => entry.path)).toContain(
    'dir/b.txt',
  );
  expect((await call('GET', `${repo}/commits/topic`)).body).toMatchObject({
    sha: topic,
    parents: [{ sha: head }],
  });
  const compared = await call('GET', `${repo}/compare/main...topic`);
  expect(compared.body).toMatchObject({
    status: 'diverged',
    ahead_by: 1,
    behind_by: 1,
    merge_base_commit: { sha: head },
    base_commit: { sha: main },
  });
});
