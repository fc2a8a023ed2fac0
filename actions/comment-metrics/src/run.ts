import { runAction } from '@proofmark/action-kit';
import { spec } from './inputs.ts';

/** Keep one comment with the metrics on the pull request. */
export function run(): Promise<void> {
  return runAction(spec, async () => {
    throw new Error('comment-metrics is not wired to its run');
  });
}
