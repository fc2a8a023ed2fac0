import type { WorkflowRunFacts } from '@proofmark/action-kit';
import { type Logger, UserError } from '@proofmark/documents';
import type { GitHubPorts } from '@proofmark/github';
import { parseReportDocuments, reportFiles } from '@proofmark/runs';
import { documentsArtifact } from '../../documents-artifact.ts';
import type { Target } from './target.ts';

const limits = { maxArchiveBytes: 20e6, maxBytes: 40e6, maxEntries: 50, maxRatio: 200 };

/**
 * Reads what another run measured, perhaps that of a fork. Its artifact is data: a few entries, in memory, checked
 * against the schemas. Its pull request is found by the head commit, never by a number it reports.
 */
export async function readForeignRun(
  github: GitHubPorts,
  run: WorkflowRunFacts,
  logger: Logger,
): Promise<Target | undefined> {
  if (run.event !== 'pull_request' || run.headRepository === undefined || run.headBranch === undefined) {
    logger.info(`No comment: the run that was waited for was started by ${run.event}, not by a pull request`);
    return undefined;
  }
  const { headSha, headRepository, headBranch } = run;
  const search = await github.pulls.findByHead({ headSha, headRepository, headBranch });
  if (search.kind !== 'found') {
    logger.warning(`No comment: ${search.reason}`);
    return undefined;
  }
  const entries = await github.artifacts.read({
    runId: run.id,
    name: documentsArtifact,
    entries: reportFiles,
    limits,
  });
  const texts = new Map([...entries].map(([name, bytes]) => [name, decode(name, bytes)] as const));
  return {
    documents: parseReportDocuments(texts, `artifact ${documentsArtifact} of run ${run.id}`),
    pullRequest: search.pull.number,
    run: { id: run.id, attempt: run.attempt },
  };
}

function decode(name: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UserError('document-invalid', `artifact ${documentsArtifact}: ${name}: not valid UTF-8`, {
      cause,
    });
  }
}
