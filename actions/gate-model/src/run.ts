import { runAction } from '@proofmark/action-kit';
import { spec } from './inputs.ts';

/** Decide with statistics whether a model may pass, as a check run. */
export function run(): Promise<void> {
  return runAction(spec, async () => {
    throw new Error('gate-model is not wired to its run');
  });
}
