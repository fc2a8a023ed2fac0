import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BranchStorePort, createBranchStore } from './branch-store.ts';
import { type Fixture, repo, startFixture } from './test-fixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await startFixture();
});
afterEach(() => fixture.close());

const open = (retries = 3): BranchStorePort =>
  createBranchStore(fixture.client({ contents: 'write' }, retries), repo, 'proofmark', async () => {});
const path = 'churn/ledger.jsonl';

test('the first append makes an orphan branch, later ones add to it', async () => {
  const store = open();
  expect(await store.read(path)).toEqual([]);
  await store.append(path, [{ n: 1 }, { n: 2 }], 'Record two');
  await store.append(path, [{ n: 3 }], 'Record one');
  await store.append('other.jsonl', [{ x: 1 }], 'Record another');
  expect(await store.read(path)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  expect(await store.read('other.jsonl')).toEqual([{ x: 1 }]);
  const branch = fixture.stored.refs.get('refs/heads/proofmark') ?? '';
  const history: string[] = [];
  for (let sha: string | undefined = branch; sha !== undefined; ) {
    const commit = fixture.stored.objects.get(sha);
    if (commit?.type !== 'commit') break;
    history.push(commit.message);
    sha = commit.parents[0];
  }
  expect(history).toEqual(['Record another', 'Record one', 'Record two']);
});

test('twenty writers at once lose nothing and double nothing', async () => {
  await Promise.all(
    Array.from({ length: 20 }, (_, writer) => open().append(path, [{ writer }], `Record ${writer}`)),
  );
  const written = (await open().read(path)).map((line) => (line as { writer: number }).writer);
  expect(written.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, writer) => writer));
});

test('lines that depend on the present ones are planned again when another writer was faster', async () => {
  const count = (present: unknown[]) => (present.length < 5 ? [{ n: present.length }] : []);
  await Promise.all(Array.from({ length: 8 }, () => open().append(path, count, 'Count')));
  expect(await open().read(path)).toEqual([0, 1, 2, 3, 4].map((n) => ({ n })));
  const head = fixture.stored.refs.get('refs/heads/proofmark');
  await open().append(path, count, 'Count');
  expect(fixture.stored.refs.get('refs/heads/proofmark')).toBe(head);
});

test('several files change in one commit, and files that are no longer wanted go', async () => {
  const store = open();
  const commitOf = () => fixture.stored.refs.get('refs/heads/proofmark');
  await store.append('other.jsonl', [{ x: 1 }], 'Record another');
  await store.change(
    path,
    () =>
      new Map([
        [path, '{"n":1}\n'],
        ['docs/a.json', 'A'],
      ]),
    'Two',
  );
  const [before, seen] = [commitOf(), [] as string[]];
  await store.change(
    path,
    ({ lines, paths }) => {
      seen.push(...paths);
      return new Map([
        [path, `{"n":${lines.length + 1}}\n`],
        ['docs/b.json', 'B'],
        ['docs/a.json', undefined],
      ]);
    },
    'Three',
  );
  const commit = fixture.stored.objects.get(commitOf() ?? '');
  expect(commit).toMatchObject({ parents: [before] });
  expect(seen.sort()).toEqual([path, 'docs/a.json', 'other.jsonl']);
  expect(await store.read(path)).toEqual([{ n: 2 }]);
  expect(await store.read('other.jsonl')).toEqual([{ x: 1 }]);
  expect([await store.readText('docs/a.json'), await store.readText('docs/b.json')]).toEqual([
    undefined,
    'B',
  ]);
});

test('nothing is written when nothing changes', async () => {
  const writes = fixture.writes().length;
  await open().change(path, () => new Map(), 'Nothing');
  expect(fixture.writes()).toHaveLength(writes);
  expect(await open().readText(path)).toBeUndefined();
});

describe('a line is there once', () => {
  test.each([
    ['creates', 'POST', /git\/refs$/],
    ['moves', 'PATCH', /git\/refs/],
  ])('when the answer to the request that %s the branch is lost', async (_, method, url) => {
    for (const when of ['after', 'before'] as const) {
      fixture.fake.fault({ method, path: url, effect: { kind: 'drop', when } });
    }
    if (method === 'PATCH') await open().append(path, [{ n: 0 }], 'First');
    await open(0).append(path, [{ n: 1 }], 'Record');
    const lines = await open().read(path);
    expect(lines.filter((line) => (line as { n: number }).n === 1)).toHaveLength(1);
  });

  test('when the answer is lost and another writer appends at once', async () => {
    await open().append(path, [{ n: 0 }], 'First');
    fixture.fake.fault({ method: 'PATCH', effect: { kind: 'drop', when: 'after' } });
    let appended = false;
    fixture.fake.fault({
      path: /compare/,
      effect: {
        kind: 'interleave',
        run: async () => {
          if (!appended) await open().append(path, [{ n: 2 }], 'Other');
          appended = true;
        },
      },
    });
    await open(0).append(path, [{ n: 1 }], 'Record');
    expect(await open().read(path)).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }]);
    expect(appended).toBe(true);
  });
});

test('a read-only token is told which permission to grant', async () => {
  const store = createBranchStore(fixture.client({ contents: 'read' }), repo, 'proofmark');
  expect(await store.read(path)).toEqual([]);
  await expect(store.append(path, [1], 'x')).rejects.toMatchObject({
    code: 'github-permission',
    message: expect.stringContaining('contents: write'),
  });
});

test('a broken line is named', async () => {
  fixture.fake.seedCommit('octo/models', { branch: 'proofmark', files: { [path]: '{"n":1}\nnot json\n' } });
  await expect(open().read(path)).rejects.toMatchObject({
    code: 'document-invalid',
    message: expect.stringContaining('line 2'),
  });
});
