import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EXISTING, MODES, MOST_REQUESTS, openStage, runThree, runTwo, type Stage } from './test-stage.ts';

/**
 * Jobs that write the same comment, stopped where it matters: after they looked, and around the update. Whatever the
 * order: one comment, with the result of the newest run. The full run stops them before each request.
 */
let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

describe('two jobs', () => {
  test.each(Object.keys(EXISTING).flatMap((existing) => MODES.map((mode) => ({ existing, mode }))))(
    '$mode where there is $existing',
    async ({ existing, mode }) => {
      for (const stops of [
        [2, MOST_REQUESTS],
        [3, 2],
      ] as const) {
        const bodies = await runTwo(stage, { existing, mode, runs: [6, 5], stops });
        expect([stops, bodies]).toEqual([stops, [expect.stringMatching(/run 6\s*$/)]]);
      }
    },
  );
});

test.each([
  [5, 6, 7],
  [6, 7, 5],
  [7, 5, 6],
] as const)('three jobs, two of them stopped before the update: runs %i, %i and %i', async (...runs) => {
  for (const firstGoesOn of [true, false]) {
    expect(await runThree(stage, { runs, stops: [3, 3], firstGoesOn })).toEqual([stage.bodyOf(7)]);
  }
});

test('what an appended result overwrote is appended again', async () => {
  for (const i of [0, 1, 2, 3]) {
    stage.reset('one comment');
    const [newer, older] = [stage.startJob(6, 'append'), stage.startJob(5, 'append')];
    await newer.advance(i);
    await older.finish();
    await newer.finish();
    const bodies = stage.shown();
    expect(bodies.map((body) => body.match(/^run \d/gm))).toEqual([['run 4', 'run 5', 'run 6']]);
  }
});
