import type { ActionPorts } from '@proofmark/action-kit';
import { type HistoryEntry, UserError } from '@proofmark/documents';
import type { GitHubPorts } from '@proofmark/github';
import { readHistory } from '@proofmark/runs';

/** What the default branch was measured at; a report without it is better than none. */
export async function readHistoryOf(
  model: string | undefined,
  { branch }: Pick<GitHubPorts, 'branch'>,
  { logger }: ActionPorts,
): Promise<HistoryEntry[]> {
  if (model === undefined) return [];
  try {
    return await readHistory(branch, model);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // The verdict needs no network: where there is none, that is no remark on the model.
    const log = error.code === 'github-unavailable' ? logger.info : logger.warning;
    log(`The report has no history: ${error.message}`);
    return [];
  }
}
