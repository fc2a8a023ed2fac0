import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createComments } from './comments.ts';
import { readMarker, writeMarker } from './marker.ts';
import { maxBodyLength } from './own-comments.ts';
import { upsertStickyComment } from './sticky-comment.ts';
import { bot, type StickyFixture, startStickyFixture } from './sticky-fixture.ts';
import { repo } from './test-fixture.ts';

let fixture: StickyFixture;
beforeEach(async () => {
  fixture = await startStickyFixture();
});
afterEach(() => fixture.close());

test('the first run creates the comment, the next updates it in place', async () => {
  const first = await fixture.upsert(1, 'one');
  const second = await fixture.upsert(2, 'two');
  expect([first.action, second.action]).toEqual(['created', 'updated']);
  expect(second.id).toBe(first.id);
  expect(second.url).toContain(`/pull/${fixture.pull}#issuecomment-${first.id}`);
  expect(fixture.texts()).toEqual(['two']);
});

test('an equal body is not written again', async () => {
  await fixture.upsert(1, 'one');
  const writes = fixture.writes().length;
  expect(await fixture.upsert(1, 'one')).toMatchObject({ action: 'unchanged' });
  expect(fixture.writes()).toHaveLength(writes);
});

const made = (at: string, text: string) => `${text}, made at ${at}`;
test.each([
  ['another attempt that says the same at another time', 1, 2, 'one', 'unchanged', 1],
  ['another attempt that says something else', 1, 2, 'two', 'updated', 1],
  // The marker moves forward, or a run between the two could overwrite what the newer one confirmed.
  ['a newer run that says the same', 2, 1, 'one', 'updated', 2],
])('%s', async (_what, run, attempt, text, action, written) => {
  await fixture.upsert(1, made('2026-01-02T03:04:05.678Z', 'one'));
  const port = createComments(fixture.client(), repo);
  const again = await upsertStickyComment(port, {
    issue: fixture.pull,
    author: bot,
    marker: { id: 'gate', run, attempt, sha: fixture.head },
    text: made('2026-01-02T04:00:00Z', text),
  });
  expect(again.action).toBe(action);
  expect(readMarker([...fixture.stored.comments.values()][0]?.body ?? '')?.run).toBe(written);
});

test('a slow old run does not overwrite the result of a newer one', async () => {
  await fixture.upsert(7, 'new');
  expect(await fixture.upsert(6, 'old')).toMatchObject({ action: 'skipped-stale' });
  expect(fixture.texts()).toEqual(['new']);
});

test('comments with different ids are independent', async () => {
  await fixture.upsert(1, 'a', 'gate');
  await fixture.upsert(1, 'b', 'drift.v2');
  expect(fixture.texts()).toEqual(['a', 'b']);
});

test('our comment is found past the first hundred', async () => {
  for (let i = 0; i < 130; i++) fixture.addComment(`noise ${i}`, 'ada');
  const id = fixture.addComment(fixture.marked(1, 'one'));
  for (let i = 0; i < 130; i++) fixture.addComment(`noise ${i}`, 'ada');
  expect(await fixture.upsert(2, 'two')).toMatchObject({ action: 'updated', id });
});

test.each([
  ['by another author', () => fixture.addComment(fixture.marked(1, 'one'), 'eve')],
  ['quoted below the first line', () => fixture.addComment(`> look\n${fixture.marked(1, 'one')}`)],
  ['with more on its line', () => fixture.addComment(fixture.marked(1, 'one').replace('-->', '--> and'))],
])('a marker %s does not count', async (_, add) => {
  add();
  expect(await fixture.upsert(2, 'two')).toMatchObject({ action: 'created' });
});

describe('races', () => {
  test('two jobs that both find nothing end with one comment, the oldest, with the newest content', async () => {
    fixture.fake.fault({
      method: 'POST',
      path: /comments/,
      effect: { kind: 'interleave', run: () => void fixture.addComment(fixture.marked(5, 'other job')) },
    });
    await fixture.upsert(6, 'this job');
    expect(fixture.texts()).toEqual(['this job']);
  });

  test('and the other way around the newer content of the other job stays', async () => {
    fixture.fake.fault({
      method: 'POST',
      path: /comments/,
      effect: { kind: 'interleave', run: () => void fixture.addComment(fixture.marked(9, 'other job')) },
    });
    await fixture.upsert(6, 'this job');
    expect(fixture.texts()).toEqual(['other job']);
  });

  test('many at once leave one comment, with the newest content', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, i) => fixture.upsert(i + 1, `run ${i + 1}`)));
    await fixture.upsert(8, 'run 8');
    expect(fixture.texts()).toEqual(['run 8']);
  });

  test('duplicates of earlier races are folded', async () => {
    const oldest = fixture.addComment(fixture.marked(1, 'one'));
    fixture.addComment(fixture.marked(3, 'three'));
    fixture.addComment(fixture.marked(2, 'two'));
    expect(await fixture.upsert(2, 'late')).toMatchObject({ action: 'skipped-stale', id: oldest });
    expect(fixture.texts()).toEqual(['three']);
  });

  test('a comment deleted under our hands is created anew', async () => {
    const id = fixture.addComment(fixture.marked(1, 'one'));
    const run = () => void fixture.stored.comments.delete(id);
    fixture.fake.fault({ method: 'PATCH', effect: { kind: 'interleave', run } });
    expect(await fixture.upsert(2, 'two')).toMatchObject({ action: 'created' });
  });

  test.each(['before', 'after'] as const)(
    'a connection that breaks %s the creation took effect leaves one comment',
    async (when) => {
      fixture.fake.fault({ method: 'POST', effect: { kind: 'drop', when } });
      await fixture.upsert(1, 'one');
      expect(fixture.texts()).toEqual(['one']);
    },
  );
});

describe('refusals', () => {
  test('a read-only token gives an error that names the permission and the fork', async () => {
    const port = createComments(fixture.client({ 'pull-requests': 'read' }), repo);
    const marker = { id: 'gate', run: 1, attempt: 1, sha: fixture.head };
    await expect(
      upsertStickyComment(port, { issue: fixture.pull, author: bot, marker, text: 'x' }),
    ).rejects.toMatchObject({
      code: 'github-permission',
      message: expect.stringMatching(/pull-requests: write.*fork/),
    });
  });

  test('a body over the limit is refused before it is sent', async () => {
    await expect(fixture.upsert(1, 'x'.repeat(maxBodyLength))).rejects.toMatchObject({
      code: 'input-invalid',
    });
    expect(fixture.fake.state.requests).toEqual([]);
  });

  test.each(['', 'a b', '-->', 'ä'])('the id %j is refused', async (id) => {
    await expect(fixture.upsert(1, 'x', id)).rejects.toMatchObject({ code: 'input-invalid' });
  });
});

test('a marker is read back as written', () => {
  const marker = { id: 'gate.v2_x-1', run: 12_345_678_901, attempt: 3, sha: 'a'.repeat(40) };
  expect(readMarker(`${writeMarker(marker)}\nrest`)).toEqual(marker);
  expect(readMarker(`${writeMarker(marker)}\r\nrest`)).toEqual(marker);
  expect(readMarker('no marker')).toBeUndefined();
});
