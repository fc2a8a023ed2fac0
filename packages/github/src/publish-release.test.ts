import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AssetSource } from './asset-source.ts';
import { type PublishedRelease, publishRelease } from './publish-release.ts';
import { createReleases } from './releases.ts';
import { createTags } from './tags.ts';
import { type Fixture, repo, startFixture } from './test-fixture.ts';

let fixture: Fixture;
let assets: AssetSource[];
beforeEach(async () => {
  fixture = await startFixture();
  assets = ['model.onnx', 'evaluation.json', 'SHA256SUMS'].map((name) => fixture.asset(name));
});
afterEach(() => fixture.close());

const tag = 'churn@v1.2.3';

function publish(
  changes: { assets?: AssetSource[]; commit?: string } = {},
  retries = 0,
): Promise<PublishedRelease> {
  const client = fixture.client(undefined, retries);
  const ports = {
    releases: createReleases(client, repo),
    tags: createTags(client, repo),
    pause: async () => {},
  };
  const request = {
    tag,
    commit: fixture.head,
    title: 'Churn 1.2.3',
    notes: 'Notes',
    tagMessage: 'Churn 1.2.3',
  };
  return publishRelease(ports, { ...request, assets, ...changes });
}

/** What the world sees: releases with their assets, and the tag with the type of object behind it. */
function world() {
  return {
    releases: [...fixture.stored.releases.values()].map(({ draft, tagName, assets: stored }) => ({
      draft,
      tagName,
      assets: stored.map(({ name, content, state }) => `${name} ${state} ${content}`).sort(),
    })),
    tags: [...fixture.stored.refs]
      .filter(([ref]) => ref.startsWith('refs/tags/'))
      .map(([ref, sha]) => `${ref} ${fixture.stored.objects.get(sha)?.type}`),
  };
}

const published = () => ({
  releases: [
    {
      draft: false,
      tagName: tag,
      assets: ['SHA256SUMS', 'evaluation.json', 'model.onnx'].map(
        (name) => `${name} uploaded content of ${name}`,
      ),
    },
  ],
  tags: [`refs/tags/${tag} tag`],
});

test('publishes the files under an annotated tag, then changes nothing when run again', async () => {
  expect(await publish()).toMatchObject({ action: 'published' });
  expect(world()).toEqual(published());
  const writes = fixture.writes().length;
  expect(await publish()).toMatchObject({ action: 'already-published' });
  expect(fixture.writes()).toHaveLength(writes);
});

test('an immutable repository is published into all the same', async () => {
  fixture.stored.immutableReleases = true;
  expect(await publish()).toMatchObject({ action: 'published', immutable: true });
  expect(await publish()).toMatchObject({ action: 'already-published' });
});

describe('killed at any request and run again, there is exactly one release with all its files and one tag', () => {
  test.each(['before', 'after', 'half-upload'] as const)('killed %s it took effect', async (when) => {
    let requests = Number.POSITIVE_INFINITY;
    for (let k = 1; k <= requests; k++) {
      await fixture.close();
      fixture = await startFixture();
      assets = ['model.onnx', 'evaluation.json', 'SHA256SUMS'].map((name) => fixture.asset(name));
      const { faults } = fixture.fake.state;
      faults.push({ nth: k, effect: when === 'half-upload' ? { kind: when } : { kind: 'drop', when } });
      // The process is gone: nothing it might still send arrives.
      faults.push({ nth: k + 1, times: Number.POSITIVE_INFINITY, effect: { kind: 'drop', when: 'before' } });
      const died = await publish().then(
        () => false,
        () => true,
      );
      if (!died) requests = k;
      faults.length = 0;
      await publish();
      expect(world(), `killed at request ${k}`).toEqual(published());
    }
    expect(requests).toBeGreaterThan(12);
  });
});

describe('one broken request', () => {
  test.each(['before', 'after', 'half-upload'] as const)(
    '(%s) is survived without running again',
    async (when) => {
      const effect = when === 'half-upload' ? { kind: when } : { kind: 'drop' as const, when };
      fixture.fake.fault({ method: 'POST', path: /uploads/, nth: 2, effect });
      fixture.fake.fault({ method: 'POST', path: /releases$/, effect });
      fixture.fake.fault({ method: 'PATCH', path: /releases/, effect });
      expect(await publish({}, 2)).toMatchObject({ action: 'published' });
      expect(world()).toEqual(published());
    },
  );
});

describe('what an earlier attempt left', () => {
  test('an asset with other bytes is replaced and a foreign one removed', async () => {
    fixture.fake.fault({
      method: 'POST',
      path: /git\/tags/,
      effect: { kind: 'reply', status: 500, body: {} },
    });
    const stale = [fixture.asset('model.onnx', 'old bytes'), fixture.asset('old.json')];
    await expect(publish({ assets: stale })).rejects.toMatchObject({ code: 'github-unavailable' });
    assets = ['model.onnx', 'evaluation.json', 'SHA256SUMS'].map((name) => fixture.asset(name));
    await publish();
    expect(world()).toEqual(published());
  });

  test('of duplicate drafts the oldest is taken and empty ones go', async () => {
    const port = createReleases(fixture.client(), repo);
    const body = `<!-- proofmark:release ${tag} -->\nNotes`;
    const fields = { tag, target: fixture.head, title: 'Churn 1.2.3', body };
    const [first] = [await port.createDraft(fields), await port.createDraft(fields)];
    expect(await publish()).toMatchObject({ id: first?.id });
    expect(world()).toEqual(published());
  });

  test('a draft of another tool is left alone', async () => {
    await createReleases(fixture.client(), repo).createDraft({
      tag,
      target: 'main',
      title: 'x',
      body: 'mine',
    });
    await publish();
    expect(world().releases).toHaveLength(2);
  });

  test('our draft is found beyond the first hundred releases', async () => {
    fixture.fake.fault({ method: 'POST', path: /git\/tags/, effect: { kind: 'drop', when: 'before' } });
    fixture.fake.fault({ method: 'POST', path: /git\/tags/, effect: { kind: 'drop', when: 'before' } });
    await expect(publish()).rejects.toThrow();
    const port = createReleases(fixture.client(), repo);
    for (let i = 0; i < 120; i++) {
      await port.createDraft({ tag: `other@v0.0.${i}`, target: 'main', title: 'x', body: 'x' });
    }
    await publish();
    expect(world().releases.filter(({ tagName }) => tagName === tag)).toEqual(published().releases);
  });
});

describe('conflicts say: bump the version', () => {
  test('the tag exists on another commit', async () => {
    const commit = fixture.fake.seedCommit('octo/models', { branch: 'other', files: { 'a.txt': 'a' } });
    fixture.stored.refs.set(`refs/tags/${tag}`, commit);
    await expect(publish()).rejects.toMatchObject({
      code: 'github-conflict',
      message: expect.stringMatching(/points to .* bump the version/),
    });
    expect(world().releases).toEqual([]);
  });

  test('the version is released with other files', async () => {
    await publish();
    await expect(publish({ assets: [fixture.asset('model.onnx', 'new')] })).rejects.toMatchObject({
      code: 'github-conflict',
      message: expect.stringMatching(/model\.onnx.*bump the version/),
    });
  });

  test('the tag was burnt by an immutable release', async () => {
    fixture.stored.burntTags.add(tag);
    await expect(publish()).rejects.toMatchObject({
      code: 'github-conflict',
      message: expect.stringMatching(/immutable release.*bump the version/),
    });
  });
});

test('a ruleset that forbids the tag is named as the likely cause', async () => {
  const body = {
    message: 'Repository rule violations found\n\nCannot create ref due to creations being restricted.',
  };
  fixture.fake.fault({ method: 'POST', path: /git\/refs/, effect: { kind: 'reply', status: 422, body } });
  await expect(publish()).rejects.toMatchObject({
    code: 'github-permission',
    message: expect.stringMatching(/ruleset/),
  });
});

test('a token that may not write contents is told so', async () => {
  const client = fixture.client({ contents: 'read' });
  const ports = { releases: createReleases(client, repo), tags: createTags(client, repo) };
  const request = { tag, commit: fixture.head, title: 't', notes: 'n', tagMessage: 'm', assets };
  await expect(publishRelease(ports, request)).rejects.toMatchObject({
    code: 'github-permission',
    message: expect.stringContaining('contents: write'),
  });
});

test.each([
  ['no files', () => []],
  ['a name GitHub would rewrite', () => [{ ...fixture.asset('a.bin'), name: 'my model.onnx' }]],
  ['a path', () => [{ ...fixture.asset('a.bin'), name: '../a.bin' }]],
  ['two names that differ in case only', () => [fixture.asset('a.bin'), { ...fixture.asset('A.bin') }]],
  ['an empty file', () => [fixture.asset('a.bin', '')]],
  ['a file of 2 GiB', () => [{ ...fixture.asset('a.bin'), bytes: 2 ** 31 }]],
])('%s is refused before anything is sent', async (_, make) => {
  await expect(publish({ assets: make() })).rejects.toMatchObject({ code: 'input-invalid' });
  expect(fixture.fake.state.requests).toEqual([]);
});

test('an asset is downloaded with its digest, and never over an existing file', async () => {
  await publish();
  const port = createReleases(fixture.client({ contents: 'read' }), repo);
  const release = await port.findByTag(tag);
  const [asset] = await port.listAssets(release?.id ?? 0);
  const path = `${fixture.folder}/copy`;
  expect(await port.downloadAsset(asset?.id ?? 0, path)).toBe(asset?.sha256);
  await expect(port.downloadAsset(asset?.id ?? 0, path)).rejects.toThrow(/EEXIST/);
});
