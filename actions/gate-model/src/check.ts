import type { ActionPorts } from '@proofmark/action-kit';
import { UserError, type Verdict } from '@proofmark/documents';
import type { CheckConclusion } from '@proofmark/github';
import { type Annotation, type ReportDocuments, renderCheck } from '@proofmark/report';
import { gitHubOf } from '../../place.ts';

/**
 * Inconclusive asks somebody to act, to bring rows or to override; branch protection holds it back like a failure. It
 * takes neutral for a success, so only a pass can be neutral: one in which a rule judged nothing (no baseline yet) or
 * could not tell, and the policy let that be, or was overridden.
 */
export function conclusionOf({ status, gates }: Verdict): CheckConclusion {
  if (status === 'fail') return 'failure';
  if (status === 'inconclusive') return 'action_required';
  const isOpen = gates.some((gate) => gate.status !== 'pass' && gate.role !== 'exploratory');
  return isOpen ? 'neutral' : 'success';
}

/**
 * Reports the verdict as a check run on the head commit. The token of a fork may not: the step's own exit carries
 * the verdict then, and the log says so.
 */
export async function publishCheck(
  documents: ReportDocuments & { verdict: Verdict },
  headSha: string,
  inputs: { checkName: string; token: string | undefined },
  ports: ActionPorts,
  annotations: readonly Annotation[] = [],
): Promise<void> {
  const { runId, runAttempt, runUrl } = ports.context();
  const { verdict } = documents;
  try {
    const { checks } = await gitHubOf(inputs, ports);
    await checks.publish({
      name: inputs.checkName,
      headSha,
      conclusion: conclusionOf(verdict),
      title: verdict.headline,
      ...renderCheck(documents, { commit: headSha, runUrl }),
      annotations: annotations.map(({ level, file, line, message }) => ({
        level: level === 'error' ? 'failure' : level,
        path: file,
        startLine: line,
        endLine: line,
        message,
      })),
      externalId: `${runId}.${runAttempt}`,
      detailsUrl: runUrl,
    });
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'github-permission') throw error;
    ports.logger.warning(
      `No check run "${inputs.checkName}": ${error.message}. The result of this job is the verdict.`,
    );
  }
}
