import { Worker } from 'node:worker_threads';
import { rankWorkerCode } from './rank-worker-code.ts';
import type { ScoreCell } from './score-cells.ts';
import type { ScoredRows, ScoreRanker } from './score-ranker.ts';

/** A method of the ranker in the thread, and what it is given. */
export type RankCall = {
  [Method in 'cells' | 'rank']: { method: Method; given: Parameters<ScoreRanker[Method]> };
}['cells' | 'rank'];

type Waiting = { resolve: (answer: ScoreCell[] | Float64Array) => void; reject: (error: Error) => void };

/**
 * A ranker in a thread of its own. The memory of the scores moves there, that of ranks there and back; what rows share
 * is copied.
 * @param code of the thread
 */
export function rankInThread(rows: ScoredRows, code = rankWorkerCode): ScoreRanker {
  // The text of the code, not its file: where that lies differs between sources, packages and the bundle.
  const worker = new Worker(code, {
    eval: true,
    name: 'rank-scores',
    workerData: rows,
    transferList: [rows.scores.buffer as ArrayBuffer],
    execArgv: [],
  });
  const waiting: Waiting[] = [];
  let failure: Error | undefined;
  const fail = (what: string, cause?: unknown) => {
    failure ??= new Error(`the thread that ranks scores ${what}`, { cause });
    for (const { reject } of waiting.splice(0)) reject(failure);
  };
  // Answers come in the order of the calls.
  worker.on('message', (answer) => waiting.shift()?.resolve(answer));
  worker.on('error', (error) =>
    fail(`failed: ${error instanceof Error ? error.message : String(error)}`, error),
  );
  worker.on('messageerror', (error) => fail(`gave an answer that cannot be read: ${error.message}`, error));
  worker.on('exit', (code) => fail(`ended early, with exit code ${code}`));
  worker.unref();

  async function call<Answer extends ScoreCell[] | Float64Array>(
    message: RankCall,
    moved: ArrayBufferLike[] = [],
  ): Promise<Answer> {
    if (failure) throw failure;
    // Perhaps nothing else keeps the process alive while an answer is awaited; an idle thread must not.
    worker.ref();
    try {
      return await new Promise<Answer>((resolve, reject) => {
        waiting.push({ resolve: (answer) => resolve(answer as Answer), reject });
        worker.postMessage(message, moved as ArrayBuffer[]);
      });
    } finally {
      if (waiting.length === 0) worker.unref();
    }
  }

  return {
    cells: (...given) => call({ method: 'cells', given }),
    rank: (...given) => call({ method: 'rank', given }, [given[2].buffer]),
    close: async () => {
      await worker.terminate();
    },
  };
}
