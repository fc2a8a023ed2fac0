import { afterEach, beforeEach, expect, test } from 'vitest';
import { createContents } from './contents.ts';
import { type Fixture, repo, startFixture } from './test-fixture.ts';

let fixture: Fixture;
let first: string;
beforeEach(async () => {
  fixture = await startFixture();
  first = fixture.fake.seedCommit('octo/models', {
    branch: 'main',
    files: { 'contracts/a b#.yaml': 'version: ü\n', 'large.yaml': 'x'.repeat(2 ** 21) },
  });
  fixture.fake.seedCommit('octo/models', {
    branch: 'main',
    files: { 'contracts/a b#.yaml': 'version: 2\n' },
  });
});
afterEach(() => fixture.close());

const read = (path: string, ref: string) =>
  createContents(fixture.client({ contents: 'read' }), repo).readText(path, ref);

test('a file is read as it was at a commit, or as it is on a branch', async () => {
  expect(await read('contracts/a b#.yaml', first)).toBe('version: ü\n');
  expect(await read('contracts/a b#.yaml', 'main')).toBe('version: 2\n');
});

test('a file above the limit of the JSON form is read whole', async () => {
  expect((await read('large.yaml', first))?.length).toBe(2 ** 21);
});

test.each(['contracts/absent.yaml', 'contracts'])('%s is no file', async (path) => {
  expect(await read(path, 'main')).toBeUndefined();
});

test('a commit that is not there, or may not be read, is no absent file', async () => {
  await expect(read('x.yaml', 'f'.repeat(40))).rejects.toThrow(/cannot read x\.yaml: .* no commit f{40}/);
  const blind = createContents(fixture.client({ checks: 'read' }), repo).readText('x.yaml', first);
  await expect(blind).rejects.toThrow(/contents: read/);
});
