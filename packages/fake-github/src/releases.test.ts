import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rewriteAssetName } from './routes/assets.ts';
import { startFixture } from './test-client.ts';

let fixture: Awaited<ReturnType<typeof startFixture>>;
beforeEach(async () => {
  fixture = await startFixture();
});
afterEach(() => fixture.fake.close());

const repo = '/repos/octo/models';
type Release = { id: number; upload_url: string; html_url: string };

async function draft(tag = 'churn@v1.0.0'): Promise<Release> {
  const answer = await fixture.call('POST', `${repo}/releases`, { body: { tag_name: tag, draft: true } });
  expect(answer.status).toBe(201);
  return answer.body as Release;
}

function upload(release: Release, name: string, content = Buffer.from('model')) {
  const url = release.upload_url.replace('{?name,label}', `?name=${encodeURIComponent(name)}`);
  return fixture.call('POST', url, {
    body: content,
    headers: { 'content-type': 'application/octet-stream' },
  });
}

describe('drafts', () => {
  test('are seen by writers only, never by tag, and need not be unique', async () => {
    const { fake, call } = fixture;
    const { id } = await draft();
    await draft();
    const reader = fake.token('octo/models', { contents: 'read' });
    expect((await call('GET', `${repo}/releases`)).body).toHaveLength(2);
    expect((await call('GET', `${repo}/releases`, { token: reader })).body).toEqual([]);
    expect((await call('GET', `${repo}/releases/${id}`, { token: reader })).status).toBe(404);
    const byTag = `${repo}/releases/tags/${encodeURIComponent('churn@v1.0.0')}`;
    expect((await call('GET', byTag)).status).toBe(404);
    expect((await call('GET', `${repo}/git/matching-refs/tags/churn`)).body).toEqual([]);
  });

  test('publishing makes a lightweight tag when there is none and takes the tag name for itself', async () => {
    const { call, head } = fixture;
    const [one, two] = [await draft(), await draft()];
    const published = await call('PATCH', `${repo}/releases/${one.id}`, { body: { draft: false } });
    expect(published).toMatchObject({ status: 200, body: { draft: false, immutable: false } });
    const refs = await call('GET', `${repo}/git/matching-refs/tags/churn`);
    expect(refs.body).toMatchObject([{ object: { type: 'commit', sha: head } }]);
    const again = await call('PATCH', `${repo}/releases/${two.id}`, { body: { draft: false } });
    expect(again).toMatchObject({
      status: 422,
      body: { errors: [{ code: 'already_exists', field: 'tag_name' }] },
    });
    const byTag = `${repo}/releases/tags/${encodeURIComponent('churn@v1.0.0')}`;
    expect((await call('GET', byTag)).body).toMatchObject({ id: one.id });
    expect((await call('GET', `${repo}/releases/latest`)).body).toMatchObject({ id: one.id });
    expect((await call('DELETE', `${repo}/releases/${two.id}`)).status).toBe(204);
  });

  test('a target nobody knows and a body over 125,000 characters are refused', async () => {
    const { call } = fixture;
    const unknown = { tag_name: 'v1', target_commitish: 'nowhere' };
    expect(await call('POST', `${repo}/releases`, { body: unknown })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'target_commitish' }, {}] },
    });
    const long = { tag_name: 'v1', draft: true, body: 'x'.repeat(125_001) };
    expect((await call('POST', `${repo}/releases`, { body: long })).status).toBe(422);
  });
});

describe('assets', () => {
  test('are stored with their digest, listed, downloaded through a redirect, and deleted', async () => {
    const { call } = fixture;
    const release = await draft();
    const digest = `sha256:${createHash('sha256').update('model').digest('hex')}`;
    const answer = await upload(release, 'model.onnx');
    expect(answer).toMatchObject({ status: 201, body: { state: 'uploaded', size: 5, digest } });
    const { id } = answer.body as { id: number };
    expect((await call('GET', `${repo}/releases/${release.id}/assets`)).body).toMatchObject([{ digest }]);
    const asset = `${repo}/releases/assets/${id}`;
    const redirect = await call('GET', asset, { headers: { accept: 'application/octet-stream' } });
    expect(redirect.status).toBe(302);
    const location = redirect.headers.get('location') ?? '';
    expect(new URL(location).origin).not.toBe(fixture.fake.url);
    expect((await call('GET', location, { token: null })).body).toBe('model');
    expect((await call('GET', location)).status).toBe(400);
    expect((await call('DELETE', asset)).status).toBe(204);
    expect((await call('GET', asset)).status).toBe(404);
  });

  test('a second asset of one name and an empty one are refused', async () => {
    const release = await draft();
    await upload(release, 'model.onnx');
    expect(await upload(release, 'model.onnx')).toMatchObject({
      status: 422,
      body: { errors: [{ resource: 'ReleaseAsset', code: 'already_exists', field: 'name' }] },
    });
    expect((await upload(release, 'empty.bin', Buffer.alloc(0))).status).toBe(400);
  });

  test('are uploaded to the upload host only', async () => {
    const release = await draft();
    const path = `${repo}/releases/${release.id}/assets?name=a.bin`;
    expect((await fixture.call('POST', path, { body: Buffer.from('x') })).status).toBe(404);
  });

  test('an upload that breaks leaves an unfinished asset that blocks the name', async () => {
    const release = await draft();
    fixture.fake.fault({ method: 'POST', path: /assets/, effect: { kind: 'half-upload' } });
    await expect(upload(release, 'model.onnx')).rejects.toThrow();
    const listed = await fixture.call('GET', `${repo}/releases/${release.id}/assets`);
    expect(listed.body).toMatchObject([{ name: 'model.onnx', state: 'open', size: 0, digest: null }]);
    expect((await upload(release, 'model.onnx')).status).toBe(422);
  });

  test.each([
    ['model.onnx', 'model.onnx'],
    ['my model (1).onnx', 'my.model.1.onnx'],
    ['.hidden', 'default.hidden'],
    ['é.txt', 'default.txt'],
    ['trailing..', 'trailing'],
  ])('the name %s becomes %s', (given, stored) => {
    expect(rewriteAssetName(given)).toBe(stored);
  });
});

test('an immutable release is frozen at publication, and its tag is burnt even after deletion', async () => {
  const { call, fake } = fixture;
  const repository = fake.state.repositories.get('octo/models');
  if (repository !== undefined) repository.immutableReleases = true;
  const release = await draft();
  const { id: asset } = (await upload(release, 'model.onnx')).body as { id: number };
  const path = `${repo}/releases/${release.id}`;
  const published = await call('PATCH', path, { body: { draft: false } });
  expect(published.body).toMatchObject({ immutable: true });
  expect(await upload(release, 'late.bin')).toMatchObject({
    status: 422,
    body: { message: 'Cannot upload assets to an immutable release.' },
  });
  expect((await call('DELETE', `${repo}/releases/assets/${asset}`)).status).toBe(422);
  expect((await call('PATCH', path, { body: { tag_name: 'other' } })).status).toBe(422);
  const ref = `${repo}/git/refs/tags/${encodeURIComponent('churn@v1.0.0')}`;
  expect((await call('DELETE', ref)).status).toBe(422);
  expect((await call('PATCH', path, { body: { body: 'notes may change' } })).status).toBe(200);
  expect((await call('DELETE', path)).status).toBe(204);
  const again = await draft();
  expect(await call('PATCH', `${repo}/releases/${again.id}`, { body: { draft: false } })).toMatchObject({
    status: 422,
    body: { errors: [{ message: 'tag_name was used by an immutable release' }] },
  });
});
