import { runAction } from '@proofmark/action-kit';
import { spec } from './inputs.ts';

/** Evaluate a candidate model against its baseline, with intervals. */
export function run(): Promise<void> {
  return runAction(spec, async () => {
    throw new Error('evaluate-model is not wired to its run');
  });
}
