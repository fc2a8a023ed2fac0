// What the thread of `rankInThread` runs; `scripts/gen-embedded.ts` makes one text of it, `rank-worker-code.ts`.
import { parentPort, workerData } from 'node:worker_threads';
import type { RankCall } from './rank-in-thread.ts';
import { rankHere, type ScoredRows } from './score-ranker.ts';

const ranker = rankHere(workerData as ScoredRows);

parentPort?.on('message', async (call: RankCall) => {
  if (call.method === 'cells') parentPort?.postMessage(await ranker.cells(...call.given));
  else {
    const ranks = await ranker.rank(...call.given);
    parentPort?.postMessage(ranks, [ranks.buffer as ArrayBuffer]);
  }
});
