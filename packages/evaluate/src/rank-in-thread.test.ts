import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rankInThread } from './rank-in-thread.ts';
import { rankHere, type ScoredRows } from './score-ranker.ts';

const ALL = ['placement', 'precision', 'above', 'positivesAbove'] as const;
const row = fc.record({
  score: fc.oneof(fc.constantFrom(0, 0.25, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true })),
  positive: fc.nat(1),
  slice: fc.integer({ min: -1, max: 1 }),
  weight: fc.constantFrom(0, 0.5, 1, 3),
});
const rows = fc.array(row, { minLength: 1, maxLength: 60 });

const sizes = [
  { positives: 20, negatives: 40 },
  { positives: 60, negatives: 5 },
];

function few(): ScoredRows {
  return { scores: Float64Array.of(0.2, 0.1), positive: Uint8Array.of(1, 0), weight: undefined };
}

describe('a ranker in a thread', () => {
  test.each([
    ['rows', false],
    ['weighted rows', true],
  ])('gives of %s, bit for bit, what one in this thread gives', async (_what, weighted) => {
    await fc.assert(
      fc.asyncProperty(rows, async (drawn) => {
        const scored = (): ScoredRows => ({
          scores: Float64Array.from(drawn, ({ score }) => score),
          positive: Uint8Array.from(drawn, ({ positive }) => positive),
          weight: weighted ? Float64Array.from(drawn, ({ weight }) => weight) : undefined,
        });
        const cuts = [
          { slice: undefined, sizes: sizes.slice(0, 1) },
          { slice: Int8Array.from(drawn, ({ slice }) => slice), sizes },
        ];
        const rankers = [rankHere(scored()), rankInThread(scored())];
        const [here, apart] = await Promise.all(
          rankers.map(async (ranker) => {
            const answers: unknown[] = [await ranker.cells(3)];
            let into = new Float64Array(drawn.length * ALL.length);
            for (const cut of cuts) {
              into = (await ranker.rank(cut, ALL, into)) as Float64Array<ArrayBuffer>;
              answers.push([...into]);
            }
            await ranker.close();
            return answers;
          }),
        );
        expect(apart).toEqual(here);
      }),
      { numRuns: 20 },
    );
  });

  test.each([
    [
      'throws',
      'throw new TypeError("no such number")',
      /^the thread that ranks scores failed: no such number$/,
    ],
    ['ends', 'process.exit(3)', /^the thread that ranks scores ended early, with exit code 3$/],
    [
      'throws when asked',
      'require("node:worker_threads").parentPort.on("message", async () => { throw new Error("too little memory") })',
      /^the thread that ranks scores failed: too little memory$/,
    ],
  ])('that %s fails all that wait, and whatever is asked later', async (_what, code, message) => {
    const ranker = rankInThread(few(), code);
    const asked = [ranker.cells(1), ranker.rank({ slice: undefined, sizes }, ALL, new Float64Array(8))];
    for (const answer of asked) await expect(answer).rejects.toThrow(message);
    await expect(ranker.cells(1)).rejects.toThrow(message);
    await ranker.close();
  });

  test('keeps the process alive until it answers, and no longer', () => {
    const script = `import { rankInThread } from ${JSON.stringify(import.meta.resolve('./rank-in-thread.ts'))};
      const rows = { scores: Float64Array.of(0.2, 0.1), positive: Uint8Array.of(1, 0), weight: undefined };
      console.log((await rankInThread(rows).cells(1)).length);`;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--conditions=source', '--input-type=module', '--eval', script],
      { encoding: 'utf8', timeout: 30_000 },
    );
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '2\n', stderr: '' });
  });
});
