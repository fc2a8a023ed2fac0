import { runAction } from '@proofmark/action-kit';
import { spec } from './inputs.ts';

/** Compare new data with the profile of a released model. */
export function run(): Promise<void> {
  return runAction(spec, async () => {
    throw new Error('monitor-drift is not wired to its run');
  });
}
