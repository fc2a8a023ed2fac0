// How long an action takes before it does anything, against an empty Node process.
//
//   node bench/startup.ts
//
// The action is given an input it refuses, so it loads all its code, reads its inputs and ends. The two are run in
// turns and the best of each is taken, so that a busy machine does not change the ratio.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const dist = join(import.meta.dirname, '..', 'actions', 'dist');
const rounds = 15;
const goal = { factor: 1.3, plusMs: 150 };

function timeOnce(args: readonly string[], exitCode: number): number {
  const started = performance.now();
  const env = { 'INPUT_ON-UNSUPPORTED': 'refused' };
  const { status } = spawnSync(process.execPath, args, { env, stdio: 'ignore' });
  if (status !== exitCode) throw new Error(`${args.join(' ')} ended with ${status}, expected ${exitCode}`);
  return performance.now() - started;
}

const empty: number[] = [];
const action: number[] = [];
for (let round = 0; round < rounds; round++) {
  empty.push(timeOnce(['-e', '0'], 0));
  action.push(timeOnce([join(dist, 'validate-data.js')], 2));
}
const emptyMs = Math.min(...empty);
const actionMs = Math.min(...action);
const limitMs = goal.factor * emptyMs + goal.plusMs;
console.log(`node -e 0      ${emptyMs.toFixed(0)} ms`);
console.log(`validate-data  ${actionMs.toFixed(0)} ms (no work)`);
console.log(`ratio          ${(actionMs / emptyMs).toFixed(2)}`);
console.log(
  `of the goal    ${(actionMs / limitMs).toFixed(2)} (goal: 1.3 x node -e 0 + 150 ms = ${limitMs.toFixed(0)} ms)`,
);
