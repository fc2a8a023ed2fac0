import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DefaultArtifactClient } from '@actions/artifact';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startFixture } from './test-client.ts';

let fixture: Awaited<ReturnType<typeof startFixture>>;
let folder: string;
let runId: number;

beforeEach(async () => {
  fixture = await startFixture();
  folder = mkdtempSync(join(tmpdir(), 'double-'));
  runId = fixture.fake.seedRun('octo/models', { headSha: fixture.head }).id;
  vi.stubEnv('ACTIONS_RESULTS_URL', fixture.fake.url);
  vi.stubEnv('ACTIONS_RUNTIME_TOKEN', fixture.fake.runtimeToken('octo/models', runId));
  vi.stubEnv('GITHUB_SERVER_URL', 'https://github.com');
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
  await fixture.fake.close();
});

const repo = '/repos/octo/models';

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe('the real artifact client', () => {
  const client = new DefaultArtifactClient();

  test('uploads, lists, downloads and deletes within its run', async () => {
    const uploaded = await client.uploadArtifact('docs', [write('a.json', '{"a":1}')], folder);
    expect(uploaded.digest).toMatch(/^[0-9a-f]{64}$/);
    const { artifacts } = await client.listArtifacts();
    expect(artifacts).toMatchObject([{ name: 'docs', id: uploaded.id, digest: `sha256:${uploaded.digest}` }]);
    const path = join(folder, 'out');
    const downloaded = await client.downloadArtifact(uploaded.id ?? 0, {
      path,
      expectedHash: `sha256:${uploaded.digest}`,
    });
    expect(downloaded.digestMismatch).toBe(false);
    expect(readFileSync(join(path, 'a.json'), 'utf8')).toBe('{"a":1}');
    expect((await client.deleteArtifact('docs')).id).toBe(uploaded.id);
    expect((await client.listArtifacts()).artifacts).toEqual([]);
  });

  test('is refused a second artifact of one name in a run', async () => {
    await client.uploadArtifact('docs', [write('a.json', '1')], folder);
    await expect(client.uploadArtifact('docs', [write('a.json', '2')], folder)).rejects.toThrow(
      /already exists/,
    );
  });

  test('is refused with a token nobody issued', async () => {
    const known = process.env.ACTIONS_RUNTIME_TOKEN ?? '';
    vi.stubEnv('ACTIONS_RUNTIME_TOKEN', known.replace(/unsigned$/, 'forged'));
    await expect(client.uploadArtifact('docs', [write('a.json', '1')], folder)).rejects.toThrow(/401/);
  });

  test('finds and downloads the artifact of another run through the REST API', async () => {
    await client.uploadArtifact('docs', [write('a.json', '{"a":1}')], folder);
    const findBy = {
      token: fixture.fake.token('octo/models', { actions: 'read' }),
      workflowRunId: runId,
      repositoryOwner: 'octo',
      repositoryName: 'models',
    };
    // The client reads GITHUB_API_URL when it is imported, hence a process of its own.
    const script = `
      import { DefaultArtifactClient } from '@actions/artifact';
      const findBy = ${JSON.stringify(findBy)};
      const client = new DefaultArtifactClient();
      const { artifact } = await client.getArtifact('docs', { findBy });
      await client.downloadArtifact(artifact.id, { findBy, path: ${JSON.stringify(join(folder, 'out'))} });`;
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: import.meta.dirname,
      env: { ...process.env, GITHUB_API_URL: fixture.fake.url },
    });
    expect(readFileSync(join(folder, 'out', 'a.json'), 'utf8')).toBe('{"a":1}');
  });
});

test('runs and artifacts are listed by REST, newest first, and expired ones are gone', async () => {
  const { fake, call } = fixture;
  const files = [{ name: 'a.json', content: '{}' }];
  const first = fake.seedArtifact('octo/models', { runId, name: 'docs', files });
  const second = fake.seedArtifact('octo/models', { runId, name: 'logs', files });
  const list = `${repo}/actions/runs/${runId}/artifacts`;
  expect((await call('GET', list)).body).toMatchObject({
    total_count: 2,
    artifacts: [{ id: second }, { id: first }],
  });
  expect((await call('GET', `${list}?name=docs`)).body).toMatchObject({ total_count: 1 });
  expect((await call('GET', `${repo}/actions/artifacts`)).body).toMatchObject({ total_count: 2 });
  expect((await call('GET', `${repo}/actions/artifacts/${first}`)).body).toMatchObject({ name: 'docs' });
  expect((await call('GET', `${repo}/actions/runs/${runId}`)).body).toMatchObject({ event: 'pull_request' });
  expect((await call('GET', `${repo}/actions/runs?event=pull_request`)).body).toMatchObject({
    total_count: 1,
  });
  const ofWorkflow = `${repo}/actions/workflows/evaluate.yml/runs?head_sha=${fixture.head}`;
  expect((await call('GET', ofWorkflow)).body).toMatchObject({ total_count: 1 });
  expect((await call('GET', `${repo}/actions/artifacts/${first}/zip`)).status).toBe(302);
  const artifact = fake.state.repositories.get('octo/models')?.artifacts.get(first);
  if (artifact !== undefined) artifact.expired = true;
  expect((await call('GET', `${repo}/actions/artifacts/${first}/zip`)).status).toBe(410);
  expect((await call('DELETE', `${repo}/actions/artifacts/${first}`)).status).toBe(204);
});

test('dispatches are recorded', async () => {
  const { fake, call } = fixture;
  const workflow = `${repo}/actions/workflows/monitor.yml/dispatches`;
  expect((await call('POST', workflow, { body: { ref: 'main', inputs: { a: '1' } } })).status).toBe(204);
  expect((await call('POST', workflow, { body: { ref: 'nowhere' } })).status).toBe(422);
  const body = { event_type: 'retrain', client_payload: { why: 'drift' } };
  expect((await call('POST', `${repo}/dispatches`, { body })).status).toBe(204);
  expect(fake.state.repositories.get('octo/models')?.dispatches).toEqual([
    { kind: 'workflow', workflow: 'monitor.yml', ref: 'main', inputs: { a: '1' } },
    { kind: 'repository', eventType: 'retrain', payload: { why: 'drift' } },
  ]);
});

test.each([
  ['an unknown method', 'Explode', {}, 404],
  [
    'ids of another run',
    'ListArtifacts',
    { workflow_run_backend_id: 'x', workflow_job_run_backend_id: 'y' },
    403,
  ],
])(
  'the artifact service answers %s with a JSON error the client does not retry',
  async (_, method, body, status) => {
    const answer = await fixture.call(
      'POST',
      `/twirp/github.actions.results.api.v1.ArtifactService/${method}`,
      {
        token: null,
        body,
        headers: {
          authorization: `Bearer ${fixture.fake.runtimeToken('octo/models', runId)}`,
          'content-type': 'application/json',
        },
      },
    );
    expect(answer).toMatchObject({ status, body: { msg: expect.any(String) } });
  },
);
