import type { ActionPorts } from '@proofmark/action-kit';
import { type Evaluation, UserError, type Verdict } from '@proofmark/documents';
import { recordEvaluation } from '@proofmark/runs';
import { gitHubOf } from '../../place.ts';

/**
 * On a push to the default branch, adds the evaluation to the history on the branch `proofmark`: trends and the
 * baselines of pull requests come from there. A job that may not write keeps no history, and its log says so.
 */
export async function recordPush(
  documents: { evaluation: Evaluation; verdict: Verdict },
  inputs: { token: string | undefined },
  ports: ActionPorts,
): Promise<void> {
  const { isDefaultPush, headSha, runId } = ports.context();
  if (!isDefaultPush || inputs.token === undefined) return;
  try {
    const { branch } = await gitHubOf(inputs, ports);
    const at = new Date().toISOString();
    await recordEvaluation(branch, { ...documents, commit: headSha, run: runId, at });
    ports.logger.info(`Recorded the evaluation of ${headSha} on the branch proofmark`);
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'github-permission') throw error;
    ports.logger.info(
      `No history: to record the evaluations of the default branch, the job needs \`permissions: contents: write\``,
    );
  }
}
