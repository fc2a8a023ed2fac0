import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, test } from 'vitest';
import { fuzzProperties } from '../../packages/validate/src/fuzz/properties.ts';
import { FuzzBench } from '../../packages/validate/src/fuzz/run-case.ts';

/**
 * Contracts with data. The default is a run that continuous integration can repeat; the long one is
 * FUZZ_CASES=20000 FUZZ_SEED=$RANDOM. A failure prints the seed and the path of fast-check that lead straight to the
 * smallest failing case.
 */
const cases = Number(process.env.FUZZ_CASES ?? 2_000);
const seed = Number(process.env.FUZZ_SEED ?? 1);
const timeLimitMs = 60 * 60_000;
console.log(`fuzzing validate with ${cases} cases: FUZZ_SEED=${seed}`);

let bench: FuzzBench;
beforeAll(async () => {
  bench = new FuzzBench(await mkdtemp(join(tmpdir(), 'fuzz-validate-')));
});
afterAll(async () => {
  await bench.close();
  await rm(bench.directory, { recursive: true });
});

test.each(fuzzProperties)(
  '$name',
  async ({ share, make }) => {
    await fc.assert(make(bench), { seed, numRuns: Math.ceil(cases * share) });
  },
  timeLimitMs,
);
