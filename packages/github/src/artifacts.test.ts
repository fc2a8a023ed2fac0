import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ZipFile } from '@proofmark/fake-github';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ArtifactRequest, createArtifacts } from './artifacts.ts';
import { type Fixture, repo, startFixture } from './test-fixture.ts';

let fixture: Fixture;
let runId: number;
beforeEach(async () => {
  fixture = await startFixture();
  runId = fixture.fake.seedRun('octo/models', { headSha: fixture.head }).id;
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await fixture.close();
});

const limits = { maxArchiveBytes: 100_000, maxBytes: 10_000, maxRatio: 100, maxEntries: 10 };
const read = (changes: Partial<ArtifactRequest> = {}) =>
  createArtifacts(fixture.client({ actions: 'read' }), repo).read({
    runId,
    name: 'documents',
    entries: ['evaluation.json'],
    limits,
    ...changes,
  });
const seed = (files: readonly ZipFile[]) =>
  fixture.fake.seedArtifact('octo/models', { runId, name: 'documents', files });

/** What the runner gives the real client. */
function enterJob(): void {
  vi.stubEnv('ACTIONS_RESULTS_URL', fixture.fake.url);
  vi.stubEnv('ACTIONS_RUNTIME_TOKEN', fixture.fake.runtimeToken('octo/models', runId));
  vi.stubEnv('GITHUB_SERVER_URL', 'https://github.com');
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
}

test('a page is stored as it is, so that a browser shows it', async () => {
  enterJob();
  writeFileSync(join(fixture.folder, 'page.html'), '<!doctype html>');
  await createArtifacts(fixture.client(), repo).uploadPage(join(fixture.folder, 'page.html'));
  expect([...fixture.stored.artifacts.values()]).toMatchObject([
    { name: 'page.html', contentType: 'text/html', content: Buffer.from('<!doctype html>') },
  ]);
});

test('files are stored by the real client and read back by another job', async () => {
  enterJob();
  writeFileSync(join(fixture.folder, 'evaluation.json'), '{"a":1}');
  const port = createArtifacts(fixture.client(), repo);
  const artifact = { name: 'documents', directory: fixture.folder, files: ['evaluation.json'] };
  expect(await port.upload(artifact)).toEqual({ id: expect.any(Number) });
  expect((await read()).get('evaluation.json')?.toString()).toBe('{"a":1}');
  await expect(port.upload(artifact)).rejects.toMatchObject({
    code: 'github-unavailable',
    message: expect.stringContaining('already exists'),
  });
});

test('only the named entries are read; missing ones are absent', async () => {
  seed([
    { name: 'evaluation.json', content: '1' },
    { name: 'other.json', content: '2' },
  ]);
  const entries = await read({ entries: ['evaluation.json', 'verdict.json'] });
  expect([...entries.keys()]).toEqual(['evaluation.json']);
});

describe('refused', () => {
  test.each<[string, ZipFile[], RegExp]>([
    ['a bomb', [{ name: 'evaluation.json', content: 'a'.repeat(9000) }], /unpacks to more than/],
    [
      'an entry that is too large',
      [
        {
          name: 'evaluation.json',
          content: Buffer.from(Array.from({ length: 11_000 }, (_, i) => (i * i) % 251)),
        },
      ],
      /unpacks to more than/,
    ],
    [
      'an entry that claims to be smaller than it is',
      [{ name: 'evaluation.json', content: 'a'.repeat(9000), claimedSize: 10 }],
      /too many bytes|unpacks to more/,
    ],
    [
      'a name twice',
      [
        { name: 'evaluation.json', content: '1' },
        { name: 'evaluation.json', content: '2' },
      ],
      /in it twice/,
    ],
    ['a path out of the archive', [{ name: '../../evaluation.json', content: '1' }], /invalid relative path/],
    ['too many entries', Array.from({ length: 11 }, (_, i) => ({ name: `${i}`, content: '' })), /11 entries/],
  ])('%s', async (_, files, message) => {
    seed(files);
    await expect(read()).rejects.toMatchObject({
      code: 'data-invalid',
      message: expect.stringMatching(message),
    });
  });

  test.each([
    ['bytes that are no zip', Buffer.from('hello'), /no readable zip/],
    ['an archive over the cap', Buffer.alloc(100_001), /at most 100000/],
  ])('%s', async (_, content, message) => {
    fixture.fake.seedArtifact('octo/models', { runId, name: 'documents', content });
    await expect(read()).rejects.toMatchObject({
      code: 'data-invalid',
      message: expect.stringMatching(message),
    });
  });

  test('bytes that are not those GitHub recorded', async () => {
    seed([{ name: 'evaluation.json', content: '1' }]);
    const path = /objects\/artifacts/;
    fixture.fake.fault({ path, effect: { kind: 'reply', status: 200, body: Buffer.from('other') } });
    await expect(read()).rejects.toMatchObject({
      code: 'data-invalid',
      message: expect.stringMatching(/recorded/),
    });
  });
});

test.each([
  ['a run without the artifact', () => {}],
  [
    'an expired artifact',
    () => {
      const artifact = fixture.stored.artifacts.get(seed([{ name: 'evaluation.json', content: '1' }]));
      if (artifact !== undefined) artifact.expired = true;
    },
  ],
])('%s is reported as missing data', async (_, arrange) => {
  arrange();
  await expect(read()).rejects.toMatchObject({ code: 'data-missing' });
});

test('a token without actions: read is told so', async () => {
  const port = createArtifacts(fixture.client({}), repo);
  await expect(port.read({ runId, name: 'documents', entries: [], limits })).rejects.toMatchObject({
    code: 'github-permission',
    message: expect.stringContaining('actions: read'),
  });
});
