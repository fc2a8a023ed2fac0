import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CommentsPort, createComments } from './comments.ts';
import { writeMarker } from './marker.ts';
import type { StickyMode } from './own-comments.ts';
import { upsertStickyComment } from './sticky-comment.ts';
import { type Fixture, repo, startFixture } from './test-fixture.ts';

/**
 * Two and three jobs that write the same comment, each stopped before each of its requests in turn while the others
 * go on. Whatever the order: one comment, with the result of the newest run.
 */
const bot = 'github-actions[bot]';
/** As many requests as a job sends that is alone, or more; a job that is done earlier stays done. */
const MOST = 8;
let fixture: Fixture;
let pull: number;
beforeEach(async () => {
  fixture = await startFixture();
  pull = fixture.fake.seedPull('octo/models', { headRef: 'topic', headSha: fixture.head });
});
afterEach(() => fixture.close());

const markerOf = (run: number) => ({ id: 'gate', run, attempt: 1, sha: fixture.head });
const bodyOf = (run: number) => `${writeMarker(markerOf(run))}\nrun ${run}`;

function add(body: string, minimized = false): void {
  const id = fixture.fake.state.nextId();
  const at = fixture.fake.state.now();
  const comment = { id, issue: pull, body, login: bot, createdAt: at, updatedAt: at };
  fixture.stored.comments.set(id, { ...comment, ...(minimized && { minimized: 'OUTDATED' as const }) });
}

type Job = {
  /** Lets the job send so many requests, or fewer if it is done by then. */
  advance(requests: number): Promise<void>;
  finish(): Promise<unknown>;
};

/** A job whose every request waits until it is let go. */
function startJob(run: number, mode: StickyMode): Job {
  const real = createComments(fixture.client(undefined, 0), repo);
  let allowed = 0;
  let wake = () => {};
  let arrived = () => {};
  const gate = async () => {
    while (allowed === 0) {
      const woken = new Promise<void>((done) => {
        wake = done;
      });
      arrived();
      await woken;
    }
    allowed--;
  };
  const port = Object.fromEntries(
    Object.entries(real).map(([name, call]) => [
      name,
      async (...args: unknown[]) => {
        await gate();
        return (call as (...all: unknown[]) => unknown)(...args);
      },
    ]),
  ) as CommentsPort;
  const done = upsertStickyComment(port, {
    issue: pull,
    author: bot,
    marker: markerOf(run),
    text: `run ${run}`,
    mode,
  }).then(() => arrived());
  const advance = async (requests: number) => {
    const stopped = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    allowed = requests;
    wake();
    await Promise.race([stopped, done]);
  };
  return {
    advance: (requests) => (requests === 0 ? Promise.resolve() : advance(requests)),
    finish: () => advance(Number.POSITIVE_INFINITY).then(() => done),
  };
}

const shown = () => [...fixture.stored.comments.values()].filter((one) => one.minimized === undefined);
const start = () => {
  fixture.stored.comments.clear();
};
const before: Record<string, () => void> = {
  nothing: () => {},
  'one comment': () => add(bodyOf(4)),
  'two comments': () => {
    add(bodyOf(4));
    add(bodyOf(3));
  },
  'a folded comment': () => add(bodyOf(4), true),
};
const counts = Array.from({ length: MOST }, (_, i) => i);
const short = counts.slice(0, 6);

describe('two jobs, each stopped before any of its requests', () => {
  test.each(
    Object.keys(before).flatMap((existing) =>
      (['update', 'append', 'recreate', 'hide'] as const).map((mode) => ({ existing, mode })),
    ),
  )('$mode where there is $existing', async ({ existing, mode }) => {
    for (const runs of [
      [5, 6],
      [6, 5],
    ] as const) {
      const moments = existing === 'nothing' ? counts : short;
      for (const i of moments) {
        for (const j of mode === 'update' ? moments : [2, MOST]) {
          start();
          before[existing]?.();
          const [first, second] = runs.map((run) => startJob(run, mode));
          await first?.advance(i);
          await second?.advance(j);
          await first?.finish();
          await second?.finish();
          const bodies = shown().map(({ body }) => body);
          expect([`${runs} ${i} ${j}`, bodies.length, bodies[0]?.trimEnd().endsWith('run 6')]).toEqual([
            `${runs} ${i} ${j}`,
            1,
            true,
          ]);
        }
      }
    }
  });
});

describe('three jobs, two of them stopped', () => {
  test.each([
    [5, 6, 7],
    [5, 7, 6],
    [6, 5, 7],
    [6, 7, 5],
    [7, 5, 6],
    [7, 6, 5],
  ])('runs %i, %i and %i', async (...runs) => {
    // Before they read the versions, before the update, and before they read them again.
    for (const i of [2, 3, 4]) {
      for (const j of [2, 3, 4]) {
        for (const firstGoesOn of [true, false]) {
          start();
          add(bodyOf(4));
          const [first, second, third] = runs.map((run) => startJob(run, 'update'));
          await first?.advance(i);
          await second?.advance(j);
          await third?.finish();
          for (const job of firstGoesOn ? [first, second] : [second, first]) await job?.finish();
          expect([`${i} ${j}`, ...shown().map(({ body }) => body)]).toEqual([`${i} ${j}`, bodyOf(7)]);
        }
      }
    }
  });
});

test('what an appended result overwrote is appended again', async () => {
  for (const i of [0, 1, 2, 3]) {
    start();
    add(bodyOf(4));
    const [newer, older] = [startJob(6, 'append'), startJob(5, 'append')];
    await newer?.advance(i);
    await older?.finish();
    await newer?.finish();
    const [body = ''] = shown().map((comment) => comment.body);
    expect(body.match(/^run \d/gm)).toEqual(['run 4', 'run 5', 'run 6']);
    expect(shown()).toHaveLength(1);
  }
});
