import type { ActionPorts } from '@proofmark/action-kit';

/** The workplace of a run inside GitHub Actions: the checked-out repository, the workflow log, the tool cache. */
export function placeOf(inputs: { config: string; out: string }, ports: ActionPorts) {
  const context = ports.context();
  return {
    directory: context.workspace,
    config: inputs.config,
    out: inputs.out,
    logger: ports.logger,
    now: () => new Date(),
    toolCache: context.toolCache,
    commit: context.headSha,
    ref: context.ref,
    runUrl: context.runUrl,
  };
}
