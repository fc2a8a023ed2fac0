import { runAction } from '@proofmark/action-kit';
import { spec } from './inputs.ts';

/** Check data against a data contract. */
export function run(): Promise<void> {
  return runAction(spec, async () => {
    throw new Error('validate-data is not wired to its run');
  });
}
