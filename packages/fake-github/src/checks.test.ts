import { afterEach, beforeEach, expect, test } from 'vitest';
import { startFixture } from './test-client.ts';

let fixture: Awaited<ReturnType<typeof startFixture>>;
beforeEach(async () => {
  fixture = await startFixture();
});
afterEach(() => fixture.fake.close());

const repo = '/repos/octo/models';
const annotations = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    path: 'a.yml',
    start_line: i + 1,
    end_line: i + 1,
    annotation_level: 'warning',
    message: 'm',
  }));

test('a check run is created, updated with more annotations, and completed', async () => {
  const { call, head } = fixture;
  const body = { name: 'gate', head_sha: head, status: 'in_progress' };
  const created = await call('POST', `${repo}/check-runs`, { body });
  expect(created).toMatchObject({ status: 201, body: { status: 'in_progress', conclusion: null } });
  const { id } = created.body as { id: number };
  const output = { title: 't', summary: 's', annotations: annotations(50) };
  await call('PATCH', `${repo}/check-runs/${id}`, { body: { output } });
  const done = await call('PATCH', `${repo}/check-runs/${id}`, {
    body: { conclusion: 'failure', output: { ...output, annotations: annotations(3) } },
  });
  expect(done).toMatchObject({
    status: 200,
    body: { status: 'completed', conclusion: 'failure', output: { annotations_count: 53 } },
  });
  const listed = await call('GET', `${repo}/check-runs/${id}/annotations?per_page=100`);
  expect(listed.body).toHaveLength(53);
  expect((await call('GET', `${repo}/check-runs/${id}`)).status).toBe(200);
});

test.each([
  ['51 annotations', { title: 't', summary: 's', annotations: annotations(51) }],
  ['a summary of 65,536 characters', { title: 't', summary: 'x'.repeat(65_536) }],
  ['an output without summary', { title: 't' }],
])('%s is refused', async (_, output) => {
  const body = { name: 'gate', head_sha: fixture.head, output };
  expect((await fixture.call('POST', `${repo}/check-runs`, { body })).status).toBe(422);
});

test('an unknown commit and a conclusion nobody knows are refused', async () => {
  const { call, head } = fixture;
  const unknown = { name: 'gate', head_sha: '0'.repeat(40) };
  expect(await call('POST', `${repo}/check-runs`, { body: unknown })).toMatchObject({ status: 422 });
  const odd = { name: 'gate', head_sha: head, conclusion: 'fine' };
  expect((await call('POST', `${repo}/check-runs`, { body: odd })).status).toBe(422);
});

test('of several runs with one name the list gives the latest, unless asked for all', async () => {
  const { call, head } = fixture;
  for (const conclusion of ['failure', 'success']) {
    await call('POST', `${repo}/check-runs`, { body: { name: 'gate', head_sha: head, conclusion } });
  }
  const path = `${repo}/commits/main/check-runs`;
  const latest = await call('GET', path);
  expect(latest.body).toMatchObject({ total_count: 1, check_runs: [{ conclusion: 'success' }] });
  expect((await call('GET', `${path}?filter=all`)).body).toMatchObject({ total_count: 2 });
});

test('commit statuses combine: the newest of each context counts', async () => {
  const { call, head } = fixture;
  for (const state of ['failure', 'success']) {
    const body = { state, context: 'gate', description: 'd' };
    expect((await call('POST', `${repo}/statuses/${head}`, { body })).status).toBe(201);
  }
  const combined = await call('GET', `${repo}/commits/${head}/status`);
  expect(combined).toMatchObject({ status: 200, body: { state: 'success', total_count: 1 } });
});
