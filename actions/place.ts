import type { ActionPorts } from '@proofmark/action-kit';
import { UserError } from '@proofmark/documents';
import type { GitHubPorts } from '@proofmark/github';
import type { Workplace } from '@proofmark/runs';

/** The workplace of a run inside GitHub Actions: the checked-out repository, the workflow log, the tool cache. */
export function placeOf(inputs: { config?: string; out?: string }, ports: ActionPorts): Workplace {
  const context = ports.context();
  return {
    directory: context.workspace,
    config: inputs.config ?? 'proofmark.yml',
    out: inputs.out ?? 'proofmark-out',
    logger: ports.logger,
    now: () => new Date(),
    toolCache: context.toolCache,
    commit: context.headSha,
    ref: context.ref,
    runUrl: context.runUrl,
  };
}

/** The ports of the repository this run belongs to. The client is loaded here: a run that asks GitHub nothing starts without it. */
export async function gitHubOf(
  inputs: { token: string | undefined },
  ports: ActionPorts,
): Promise<GitHubPorts> {
  const { apiUrl, repository } = ports.context();
  if (inputs.token === undefined) {
    throw new UserError(
      'input-invalid',
      'input `token` is empty: leave it out, or pass a token with the permissions of the README',
    );
  }
  const { connectGitHub } = await import('@proofmark/github');
  return connectGitHub({ token: inputs.token, apiUrl, repository, logger: ports.logger });
}
