import { runAction } from '@proofmark/action-kit';
import { spec } from './inputs.ts';

/** Put a released model into a stage, or roll it back. */
export function run(): Promise<void> {
  return runAction(spec, async () => {
    throw new Error('promote-model is not wired to its run');
  });
}
