import { runAction } from '@proofmark/action-kit';
import { spec } from './inputs.ts';

/** Verify a released model: bytes, signature, verdict. */
export function run(): Promise<void> {
  return runAction(spec, async () => {
    throw new Error('verify-model is not wired to its run');
  });
}
