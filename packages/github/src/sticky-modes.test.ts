import { afterEach, beforeEach, expect, test } from 'vitest';
import { createComments } from './comments.ts';
import { maxBodyLength, type StickyMode } from './own-comments.ts';
import { deleteStickyComment } from './sticky-comment.ts';
import { bot, type StickyFixture, startStickyFixture } from './sticky-fixture.ts';
import { repo } from './test-fixture.ts';

let fixture: StickyFixture;
beforeEach(async () => {
  fixture = await startStickyFixture();
});
afterEach(() => fixture.close());

const write = (mode: StickyMode, run: number, text: string) => fixture.upsert(run, text, 'gate', 3, mode);
const shown = () => [...fixture.stored.comments.values()].filter((one) => one.minimized === undefined);

test('recreate writes a new comment and deletes the old one', async () => {
  const first = await write('recreate', 1, 'one');
  const second = await write('recreate', 2, 'two');
  expect([first.action, second.action]).toEqual(['created', 'created']);
  expect(second.id).not.toBe(first.id);
  expect(fixture.texts()).toEqual(['two']);
});

test('hide folds the old comments as outdated', async () => {
  await write('hide', 1, 'one');
  await write('hide', 2, 'two');
  await write('hide', 3, 'three');
  expect(fixture.texts()).toEqual(['one', 'two', 'three']);
  expect(shown()).toMatchObject([{ body: expect.stringContaining('three') }]);
});

test('hide folds each comment once', async () => {
  for (const run of [1, 2, 3]) await write('hide', run, `${run}`);
  const before = fixture.fake.state.requests.length;
  await write('hide', 4, '4');
  const mutations = fixture.fake.state.requests.slice(before).filter(({ path }) => path === '/graphql');
  // One question and one mutation.
  expect(mutations).toHaveLength(2);
});

test.each(['update', 'append'] as const)('%s after hide writes where readers see it', async (mode) => {
  for (const run of [1, 2, 3]) await write('hide', run, `hidden ${run}`);
  expect(await write(mode, 4, 'four')).toMatchObject({ action: 'updated' });
  expect(shown()).toMatchObject([{ body: expect.stringContaining('four') }]);
  expect(fixture.texts()).toHaveLength(3);
});

test.each([
  ['a newer run writes a new comment when somebody has folded ours', 2, 'created', 1],
  ['an older run does not', 0, 'skipped-stale', 0],
])('%s', async (_what, run, action, visible) => {
  await write('update', 1, 'one');
  for (const comment of fixture.stored.comments.values()) comment.minimized = 'OUTDATED';
  expect(await write('update', run, 'next')).toMatchObject({ action });
  expect(shown()).toHaveLength(visible);
});

test('a comment whose line endings GitHub changed is still the same', async () => {
  await write('update', 1, 'one\ntwo\n');
  for (const comment of fixture.stored.comments.values())
    comment.body = comment.body.replaceAll('\n', '\r\n');
  expect(await write('update', 1, 'one\ntwo\n')).toMatchObject({ action: 'unchanged' });
});

test('append refuses one result that is too long beside another, before it is sent', async () => {
  await write('append', 1, 'one');
  const length = maxBodyLength - 100;
  await expect(write('append', 2, 'x'.repeat(length))).rejects.toThrow(/with its marker is .*at most 65536/);
  expect(fixture.texts()).toEqual(['one']);
});

test('append adds each result below the others, that of the same run once', async () => {
  for (const [run, text] of [
    [1, 'one'],
    [2, 'two'],
    [2, 'two, again'],
    [3, 'three'],
  ] as const) {
    await write('append', run, text);
  }
  const [body = '', ...others] = fixture.texts();
  expect(others).toEqual([]);
  expect(body.replace(/<!--.*-->\n/g, '').trim()).toBe('one\n\n---\n\ntwo, again\n\n---\n\nthree');
});

test('append leaves out the oldest results, whole, to stay within the limit, and says so from then on', async () => {
  for (let run = 1; run <= 5; run++) await write('append', run, `${run}`.repeat(25_000));
  const [body = ''] = fixture.texts();
  expect(body.length).toBeLessThanOrEqual(maxBodyLength);
  expect(body.match(/Earlier results were left out/g)).toHaveLength(1);
  expect(['1', '2', '3', '4', '5'].map((digit) => body.includes(digit.repeat(25_000)))).toEqual([
    false,
    false,
    false,
    true,
    true,
  ]);
});

test.each(['recreate', 'hide', 'append'] as const)(
  '%s writes nothing when nothing is new, and nothing for an older run',
  async (mode) => {
    const { id } = await write(mode, 5, 'five');
    const writes = fixture.writes().length;
    expect(await write(mode, 5, 'five')).toMatchObject(
      mode === 'append' ? { id } : { action: 'unchanged', id },
    );
    expect(await write(mode, 4, 'four')).toMatchObject({ action: 'skipped-stale' });
    if (mode !== 'append') expect(fixture.writes()).toHaveLength(writes);
    expect(fixture.texts().join()).not.toContain('four');
  },
);

test.each(['recreate', 'hide'] as const)('%s leaves one comment of many jobs at once', async (mode) => {
  await Promise.all(Array.from({ length: 6 }, (_, i) => write(mode, i + 1, `run ${i + 1}`)));
  await write(mode, 6, 'run 6');
  expect(shown()).toMatchObject([{ body: expect.stringContaining('run 6') }]);
});

test('delete removes our comments of this id, and nothing else', async () => {
  await fixture.upsert(1, 'a', 'gate');
  await fixture.upsert(1, 'b', 'drift');
  fixture.addComment(fixture.marked(1, 'not ours'), 'eve');
  const port = createComments(fixture.client(), repo);
  expect(await deleteStickyComment(port, { issue: fixture.pull, author: bot }, 'gate')).toBe(1);
  expect(await deleteStickyComment(port, { issue: fixture.pull, author: bot }, 'gate')).toBe(0);
  expect(fixture.texts()).toEqual(['b', 'not ours']);
});

test('hiding without the permission names it', async () => {
  await write('hide', 1, 'one');
  const [comment] = await createComments(fixture.client(), repo).list(fixture.pull);
  const port = createComments(fixture.client({ 'pull-requests': 'read' }), repo);
  await expect(port.hide(comment ?? { nodeId: '' })).rejects.toMatchObject({ code: 'github-permission' });
});
