import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  EXISTING,
  MODES,
  MOST_REQUESTS,
  openStage,
  runThree,
  runTwo,
  type Stage,
} from '../../packages/github/src/test-stage.ts';

/**
 * Two and three jobs that write the same comment, each stopped before each of its requests in turn while the others
 * go on. Whatever the order: one comment, with the result of the newest run.
 */
vi.setConfig({ testTimeout: 300_000 });
let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const counts = Array.from({ length: MOST_REQUESTS }, (_, i) => i);
const short = counts.slice(0, 6);

describe('two jobs, each stopped before any of its requests', () => {
  test.each(Object.keys(EXISTING).flatMap((existing) => MODES.map((mode) => ({ existing, mode }))))(
    '$mode where there is $existing',
    async ({ existing, mode }) => {
      const moments = existing === 'nothing' ? counts : short;
      const pairs = moments.flatMap((i) =>
        (mode === 'update' ? moments : [2, MOST_REQUESTS]).map((j) => [i, j] as const),
      );
      for (const runs of [
        [5, 6],
        [6, 5],
      ] as const) {
        for (const stops of pairs) {
          const bodies = await runTwo(stage, { existing, mode, runs, stops });
          expect([runs, stops, bodies]).toEqual([runs, stops, [expect.stringMatching(/run 6\s*$/)]]);
        }
      }
    },
  );
});

describe('three jobs, two of them stopped', () => {
  // Before they read the versions, before the update, and before they read them again.
  const moments = [2, 3, 4];
  const pairs = moments.flatMap((i) => moments.map((j) => [i, j] as const));
  test.each([
    [5, 6, 7],
    [5, 7, 6],
    [6, 5, 7],
    [6, 7, 5],
    [7, 5, 6],
    [7, 6, 5],
  ] as const)('runs %i, %i and %i', async (...runs) => {
    for (const stops of pairs) {
      for (const firstGoesOn of [true, false]) {
        const bodies = await runThree(stage, { runs, stops, firstGoesOn });
        expect([stops, bodies]).toEqual([stops, [stage.bodyOf(7)]]);
      }
    }
  });
});
