import { type ActionPorts, runAction } from '@proofmark/action-kit';
import { UserError } from '@proofmark/documents';
import { renderEvaluationSummary } from '@proofmark/report';
import { type BaselinePorts, evaluateModel } from '@proofmark/runs';
import { gitHubOf, placeOf } from '../../place.ts';
import { spec } from './inputs.ts';

/** Events that run with a write token or secrets while their code or data may come from a stranger. */
const unsafeEvents: readonly string[] = ['pull_request_target', 'issue_comment', 'workflow_run'];

/** Measures a model with its uncertainty. */
export function run(): Promise<void> {
  return runAction(spec, async (inputs, ports) => {
    const { eventName, runUrl } = ports.context();
    if (unsafeEvents.includes(eventName)) {
      throw new UserError(
        'unsafe-event',
        `evaluate-model does not run under ${eventName}: a model of a pull request would run with a token that may write. Use on: pull_request, and workflows-examples/pull-request-comment.yml for the comment`,
      );
    }
    const { evaluation, path } = await evaluateModel(placeOf(inputs, ports), inputs, {
      baseline: await baselineOf(inputs, ports),
      mlflowToken: inputs.mlflowToken,
      showSetting: (name) => `input ${name}`,
    });
    await ports.summary.write(renderEvaluationSummary(evaluation, { runUrl }));
    return {
      outputs: {
        document: path,
        rows: evaluation.testSet.rows,
        candidateDigest: evaluation.candidate.file.sha256,
      },
    };
  });
}

/** Earlier evaluations of the repository; nothing is read of them unless the configuration asks for one. */
async function baselineOf(
  inputs: { token: string | undefined },
  ports: ActionPorts,
): Promise<BaselinePorts | undefined> {
  if (inputs.token === undefined) return undefined;
  const { releases, branch, commits } = await gitHubOf(inputs, ports);
  const { headSha, pullRequest, mergeGroup } = ports.context();
  const base = pullRequest?.baseSha ?? mergeGroup?.baseSha ?? headSha;
  return { releases, branch, commits, head: headSha, base };
}
