import { rm } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, test } from 'vitest';
import { fuzzProperties } from './fuzz/properties.ts';
import { FuzzBench } from './fuzz/run-case.ts';
import { temporaryDirectory } from './test-support.ts';

/** A few hundred cases; test/full runs two thousand, or as many as FUZZ_CASES says. */
const cases = 250;
const seed = 20_261_123;

let bench: FuzzBench;
beforeAll(async () => {
  bench = new FuzzBench(await temporaryDirectory());
});
afterAll(async () => {
  await bench.close();
  await rm(bench.directory, { recursive: true });
});

test.each(fuzzProperties)('$name', async ({ share, make }) => {
  await fc.assert(make(bench), { seed, numRuns: Math.ceil(cases * share) });
});
