import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createComments } from './comments.ts';
import { readMarker, writeMarker } from './marker.ts';
import { maxBodyLength, type StickyMode, type StickyResult } from './own-comments.ts';
import { deleteStickyComment, upsertStickyComment } from './sticky-comment.ts';
import { type Fixture, repo, startFixture } from './test-fixture.ts';

let fixture: Fixture;
let pull: number;
beforeEach(async () => {
  fixture = await startFixture();
  pull = fixture.fake.seedPull('octo/models', { headRef: 'topic', headSha: fixture.head });
});
afterEach(() => fixture.close());

const bot = 'github-actions[bot]';

function upsert(
  run: number,
  text: string,
  id = 'gate',
  retries = 3,
  mode?: StickyMode,
): Promise<StickyResult> {
  const marker = { id, run, attempt: 1, sha: fixture.head };
  const port = createComments(fixture.client(undefined, retries), repo);
  return upsertStickyComment(port, { issue: pull, author: bot, marker, text, mode });
}

function addComment(body: string, login = bot): number {
  const id = fixture.fake.state.nextId();
  const at = fixture.fake.state.now();
  fixture.stored.comments.set(id, { id, issue: pull, body, login, createdAt: at, updatedAt: at });
  return id;
}

const texts = () =>
  [...fixture.stored.comments.values()].map(({ body }) => body.split('\n').slice(1).join('\n'));
const marked = (run: number, text: string) =>
  `${writeMarker({ id: 'gate', run, attempt: 1, sha: fixture.head })}\n${text}`;

test('the first run creates the comment, the next updates it in place', async () => {
  const first = await upsert(1, 'one');
  const second = await upsert(2, 'two');
  expect([first.action, second.action]).toEqual(['created', 'updated']);
  expect(second.id).toBe(first.id);
  expect(second.url).toContain(`/pull/${pull}#issuecomment-${first.id}`);
  expect(texts()).toEqual(['two']);
});

test('an equal body is not written again', async () => {
  await upsert(1, 'one');
  const writes = fixture.writes().length;
  expect(await upsert(1, 'one')).toMatchObject({ action: 'unchanged' });
  expect(fixture.writes()).toHaveLength(writes);
});

const made = (at: string, text: string) => `${text}, made at ${at}`;
test.each([
  ['another attempt that says the same at another time', 1, 2, 'one', 'unchanged', 1],
  ['another attempt that says something else', 1, 2, 'two', 'updated', 1],
  // The marker moves forward, or a run between the two could overwrite what the newer one confirmed.
  ['a newer run that says the same', 2, 1, 'one', 'updated', 2],
])('%s', async (_what, run, attempt, text, action, written) => {
  await upsert(1, made('2026-01-02T03:04:05.678Z', 'one'));
  const port = createComments(fixture.client(), repo);
  const again = await upsertStickyComment(port, {
    issue: pull,
    author: bot,
    marker: { id: 'gate', run, attempt, sha: fixture.head },
    text: made('2026-01-02T04:00:00Z', text),
  });
  expect(again.action).toBe(action);
  expect(readMarker([...fixture.stored.comments.values()][0]?.body ?? '')?.run).toBe(written);
});

test('a slow old run does not overwrite the result of a newer one', async () => {
  await upsert(7, 'new');
  expect(await upsert(6, 'old')).toMatchObject({ action: 'skipped-stale' });
  expect(texts()).toEqual(['new']);
});

test('comments with different ids are independent', async () => {
  await upsert(1, 'a', 'gate');
  await upsert(1, 'b', 'drift.v2');
  expect(texts()).toEqual(['a', 'b']);
});

test('our comment is found past the first hundred', async () => {
  for (let i = 0; i < 130; i++) addComment(`noise ${i}`, 'ada');
  const id = addComment(marked(1, 'one'));
  for (let i = 0; i < 130; i++) addComment(`noise ${i}`, 'ada');
  expect(await upsert(2, 'two')).toMatchObject({ action: 'updated', id });
});

test.each([
  ['by another author', () => addComment(marked(1, 'one'), 'eve')],
  ['quoted below the first line', () => addComment(`> look\n${marked(1, 'one')}`)],
  ['with more on its line', () => addComment(marked(1, 'one').replace('-->', '--> and'))],
])('a marker %s does not count', async (_, add) => {
  add();
  expect(await upsert(2, 'two')).toMatchObject({ action: 'created' });
});

describe('races', () => {
  test('two jobs that both find nothing end with one comment, the oldest, with the newest content', async () => {
    fixture.fake.fault({
      method: 'POST',
      path: /comments/,
      effect: { kind: 'interleave', run: () => void addComment(marked(5, 'other job')) },
    });
    await upsert(6, 'this job');
    expect(texts()).toEqual(['this job']);
  });

  test('and the other way around the newer content of the other job stays', async () => {
    fixture.fake.fault({
      method: 'POST',
      path: /comments/,
      effect: { kind: 'interleave', run: () => void addComment(marked(9, 'other job')) },
    });
    await upsert(6, 'this job');
    expect(texts()).toEqual(['other job']);
  });

  test('many at once leave one comment, with the newest content', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, i) => upsert(i + 1, `run ${i + 1}`)));
    await upsert(8, 'run 8');
    expect(texts()).toEqual(['run 8']);
  });

  test('duplicates of earlier races are folded', async () => {
    const oldest = addComment(marked(1, 'one'));
    addComment(marked(3, 'three'));
    addComment(marked(2, 'two'));
    expect(await upsert(2, 'late')).toMatchObject({ action: 'skipped-stale', id: oldest });
    expect(texts()).toEqual(['three']);
  });

  test('a comment deleted under our hands is created anew', async () => {
    const id = addComment(marked(1, 'one'));
    const run = () => void fixture.stored.comments.delete(id);
    fixture.fake.fault({ method: 'PATCH', effect: { kind: 'interleave', run } });
    expect(await upsert(2, 'two')).toMatchObject({ action: 'created' });
  });

  test.each(['before', 'after'] as const)(
    'a connection that breaks %s the creation took effect leaves one comment',
    async (when) => {
      fixture.fake.fault({ method: 'POST', effect: { kind: 'drop', when } });
      await upsert(1, 'one');
      expect(texts()).toEqual(['one']);
    },
  );
});

describe('modes', () => {
  const write = (mode: StickyMode, run: number, text: string) => upsert(run, text, 'gate', 3, mode);
  const shown = () => [...fixture.stored.comments.values()].filter((one) => one.minimized === undefined);

  test('recreate writes a new comment and deletes the old one', async () => {
    const first = await write('recreate', 1, 'one');
    const second = await write('recreate', 2, 'two');
    expect([first.action, second.action]).toEqual(['created', 'created']);
    expect(second.id).not.toBe(first.id);
    expect(texts()).toEqual(['two']);
  });

  test('hide folds the old comments as outdated', async () => {
    await write('hide', 1, 'one');
    await write('hide', 2, 'two');
    await write('hide', 3, 'three');
    expect(texts()).toEqual(['one', 'two', 'three']);
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
    expect(texts()).toHaveLength(3);
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
    await expect(write('append', 2, 'x'.repeat(length))).rejects.toThrow(
      /with its marker is .*at most 65536/,
    );
    expect(texts()).toEqual(['one']);
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
    const [body = '', ...others] = texts();
    expect(others).toEqual([]);
    expect(body.replace(/<!--.*-->\n/g, '').trim()).toBe('one\n\n---\n\ntwo, again\n\n---\n\nthree');
  });

  test('append leaves out the oldest results, whole, to stay within the limit, and says so from then on', async () => {
    for (let run = 1; run <= 5; run++) await write('append', run, `${run}`.repeat(25_000));
    const [body = ''] = texts();
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
      expect(texts().join()).not.toContain('four');
    },
  );

  test.each(['recreate', 'hide'] as const)('%s leaves one comment of many jobs at once', async (mode) => {
    await Promise.all(Array.from({ length: 6 }, (_, i) => write(mode, i + 1, `run ${i + 1}`)));
    await write(mode, 6, 'run 6');
    expect(shown()).toMatchObject([{ body: expect.stringContaining('run 6') }]);
  });

  test('delete removes our comments of this id, and nothing else', async () => {
    await upsert(1, 'a', 'gate');
    await upsert(1, 'b', 'drift');
    addComment(marked(1, 'not ours'), 'eve');
    const port = createComments(fixture.client(), repo);
    expect(await deleteStickyComment(port, { issue: pull, author: bot }, 'gate')).toBe(1);
    expect(await deleteStickyComment(port, { issue: pull, author: bot }, 'gate')).toBe(0);
    expect(texts()).toEqual(['b', 'not ours']);
  });

  test('hiding without the permission names it', async () => {
    await write('hide', 1, 'one');
    const [comment] = await createComments(fixture.client(), repo).list(pull);
    const port = createComments(fixture.client({ 'pull-requests': 'read' }), repo);
    await expect(port.hide(comment ?? { nodeId: '' })).rejects.toMatchObject({ code: 'github-permission' });
  });
});

describe('refusals', () => {
  test('a read-only token gives an error that names the permission and the fork', async () => {
    const port = createComments(fixture.client({ 'pull-requests': 'read' }), repo);
    const marker = { id: 'gate', run: 1, attempt: 1, sha: fixture.head };
    await expect(
      upsertStickyComment(port, { issue: pull, author: bot, marker, text: 'x' }),
    ).rejects.toMatchObject({
      code: 'github-permission',
      message: expect.stringMatching(/pull-requests: write.*fork/),
    });
  });

  test('a body over the limit is refused before it is sent', async () => {
    await expect(upsert(1, 'x'.repeat(maxBodyLength))).rejects.toMatchObject({ code: 'input-invalid' });
    expect(fixture.fake.state.requests).toEqual([]);
  });

  test.each(['', 'a b', '-->', 'ä'])('the id %j is refused', async (id) => {
    await expect(upsert(1, 'x', id)).rejects.toMatchObject({ code: 'input-invalid' });
  });
});

test('a marker is read back as written', () => {
  const marker = { id: 'gate.v2_x-1', run: 12_345_678_901, attempt: 3, sha: 'a'.repeat(40) };
  expect(readMarker(`${writeMarker(marker)}\nrest`)).toEqual(marker);
  expect(readMarker(`${writeMarker(marker)}\r\nrest`)).toEqual(marker);
  expect(readMarker('no marker')).toBeUndefined();
});
