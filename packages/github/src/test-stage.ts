import { type CommentsPort, createComments } from './comments.ts';
import { writeMarker } from './marker.ts';
import type { StickyMode } from './own-comments.ts';
import { upsertStickyComment } from './sticky-comment.ts';
import { repo, startFixture } from './test-fixture.ts';

/** As many requests as a job sends that is alone, or more; a job that is done earlier stays done. */
export const MOST_REQUESTS = 8;
export const MODES: readonly StickyMode[] = ['update', 'append', 'recreate', 'hide'];
/** Results of runs that were there before, oldest first. */
export const EXISTING: Readonly<Record<string, readonly { run: number; minimized?: true }[]>> = {
  nothing: [],
  'one comment': [{ run: 4 }],
  'two comments': [{ run: 4 }, { run: 3 }],
  'a folded comment': [{ run: 4, minimized: true }],
};

export type Job = {
  /** Lets the job send so many requests, or fewer if it is done by then. */
  advance(requests: number): Promise<void>;
  finish(): Promise<unknown>;
};

export type Stage = {
  /** Removes all comments, and writes those that were there before. */
  reset(existing: string): void;
  /** A job whose every request waits until it is let go. */
  startJob(run: number, mode: StickyMode): Job;
  /** The bodies that a reader sees. */
  shown(): string[];
  bodyOf(run: number): string;
  close(): Promise<void>;
};

/** A pull request on which jobs write the same comment, each of which can be stopped before any of its requests. */
export async function openStage(): Promise<Stage> {
  const fixture = await startFixture();
  const pull = fixture.fake.seedPull('octo/models', { headRef: 'topic', headSha: fixture.head });
  const author = 'github-actions[bot]';
  const markerOf = (run: number) => ({ id: 'gate', run, attempt: 1, sha: fixture.head });
  const bodyOf = (run: number) => `${writeMarker(markerOf(run))}\nrun ${run}`;
  const { comments } = fixture.stored;
  return {
    bodyOf,
    close: () => fixture.close(),
    shown: () => [...comments.values()].filter(({ minimized }) => !minimized).map(({ body }) => body),
    reset(existing) {
      comments.clear();
      for (const { run, minimized } of EXISTING[existing] ?? []) {
        const id = fixture.fake.state.nextId();
        const at = fixture.fake.state.now();
        const comment = { id, issue: pull, body: bodyOf(run), login: author, createdAt: at, updatedAt: at };
        comments.set(id, { ...comment, ...(minimized && { minimized: 'OUTDATED' as const }) });
      }
    },
    startJob(run, mode) {
      const { port, advance } = holdBack(createComments(fixture.client(undefined, 0), repo));
      const wanted = { issue: pull, author, marker: markerOf(run), text: `run ${run}`, mode };
      return advance(upsertStickyComment(port, wanted));
    },
  };
}

/** The port with requests that wait until `advance` of the work done with it lets them go. */
function holdBack(real: CommentsPort): { port: CommentsPort; advance: (work: Promise<unknown>) => Job } {
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
  return {
    port,
    advance(work) {
      const done = work.then(() => arrived());
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
    },
  };
}

/** What a reader sees after two jobs, the first stopped before request `i`, then the second before `j`, went on. */
export async function runTwo(
  { reset, startJob, shown }: Stage,
  { existing, mode, runs: [a, b], stops: [i, j] }: TwoJobs,
): Promise<string[]> {
  reset(existing);
  const [first, second] = [startJob(a, mode), startJob(b, mode)];
  await first.advance(i);
  await second.advance(j);
  await first.finish();
  await second.finish();
  return shown();
}

export type TwoJobs = {
  existing: string;
  mode: StickyMode;
  runs: readonly [number, number];
  stops: readonly [number, number];
};

export type ThreeJobs = {
  runs: readonly [number, number, number];
  stops: readonly [number, number];
  /** Which of the stopped jobs goes on first. */
  firstGoesOn: boolean;
};

/** What a reader sees after three updates of one comment: two were stopped, the third ran through, then they went on. */
export async function runThree(
  { reset, startJob, shown }: Stage,
  { runs: [a, b, c], stops: [i, j], firstGoesOn }: ThreeJobs,
): Promise<string[]> {
  reset('one comment');
  const [first, second, third] = [startJob(a, 'update'), startJob(b, 'update'), startJob(c, 'update')];
  await first.advance(i);
  await second.advance(j);
  await third.finish();
  for (const job of firstGoesOn ? [first, second] : [second, first]) await job.finish();
  return shown();
}
