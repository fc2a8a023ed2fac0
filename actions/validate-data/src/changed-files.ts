import type { ActionPorts } from '@proofmark/action-kit';
import { messageOf, type Validation } from '@proofmark/documents';
import { hasDataLines } from '@proofmark/report';
import { gitHubOf } from '../../place.ts';

/**
 * The files that the pull request changes, asked for only when a finding stands at a line of a data file. A token
 * that may not read them costs the annotations on those lines, nothing else.
 */
export async function readChangedFiles(
  inputs: { token: string | undefined },
  ports: ActionPorts,
  validations: readonly Validation[],
): Promise<ReadonlySet<string>> {
  const { pullRequest } = ports.context();
  if (!pullRequest || inputs.token === undefined || !validations.some(hasDataLines)) return new Set();
  try {
    const { pulls } = await gitHubOf(inputs, ports);
    return new Set(await pulls.changedFiles(pullRequest.number));
  } catch (error) {
    ports.logger.debug(`No annotations on lines of data: ${messageOf(error)}`);
    return new Set();
  }
}
