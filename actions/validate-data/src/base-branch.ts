import type { ActionPorts } from '@proofmark/action-kit';
import type { BaseBranch } from '@proofmark/runs';
import { gitHubOf } from '../../place.ts';

/** The branch that a pull request goes into, when its contracts are to be compared with those there. */
export function baseBranchOf(
  inputs: { token: string | undefined; onBreaking: 'fail' | 'warn' | 'off' },
  ports: ActionPorts,
): BaseBranch | undefined {
  const { pullRequest } = ports.context();
  if (!pullRequest || inputs.token === undefined || inputs.onBreaking === 'off') return undefined;
  return {
    readText: async (path) => (await gitHubOf(inputs, ports)).contents.readText(path, pullRequest.baseSha),
    onBreaking: inputs.onBreaking,
  };
}
