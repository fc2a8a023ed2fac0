import { runAction } from '@proofmark/action-kit';
import { spec } from './inputs.ts';

/** Release an approved model with the proof attached. */
export function run(): Promise<void> {
  return runAction(spec, async () => {
    throw new Error('publish-model is not wired to its run');
  });
}
