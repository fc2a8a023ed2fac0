import type { WorkflowRunFacts } from '@proofmark/action-kit';
import { showReceived } from '@proofmark/documents';
import type { GitHubPorts } from '@proofmark/github';
import { branchRecords, confirmVerdict, type Workplace } from '@proofmark/runs';
import { readForeignDocuments } from '../../foreign-documents.ts';
import type { Target } from './target.ts';

/**
 * What another run measured, perhaps that of a fork. Its pull request is found by the head commit, never by a number
 * it reports. The looks and overrides its verdict speaks of are those of the records, and its look is recorded.
 */
export async function readForeignRun(
  github: GitHubPorts,
  run: WorkflowRunFacts,
  { repository, workflow }: { repository: string; workflow: string | undefined },
  place: Workplace,
): Promise<Target | undefined> {
  const { logger } = place;
  if (run.event !== 'pull_request') {
    logger.info(`No comment: the run that was waited for was started by ${run.event}, not by a pull request`);
    return undefined;
  }
  if (workflow !== undefined && run.path !== workflow) {
    logger.warning(
      `No comment: the run that was waited for is of ${showReceived(run.path)}, not of ${showReceived(workflow)}, which the input workflow trusts`,
    );
    return undefined;
  }
  if (run.headRepository === undefined || run.headBranch === undefined) {
    logger.info('No comment: the fork or branch that the run was for has been deleted');
    return undefined;
  }
  const { headSha, headRepository, headBranch } = run;
  const search = await github.pulls.findByHead({ headSha, headRepository, headBranch });
  if (search.kind !== 'found') {
    logger.warning(`No comment: ${search.reason}`);
    return undefined;
  }
  const { documents, changed } = await confirmVerdict(
    place,
    await readForeignDocuments(github, run.id),
    { commit: headSha, at: place.now().toISOString() },
    branchRecords(github.branch),
  );
  if (changed !== undefined) logger.warning(changed);
  if (documents.verdict?.budget?.recorded === 'later') {
    logger.warning('The look at the test set was not recorded: the job needs `permissions: contents: write`');
  }
  return {
    documents,
    pullRequest: search.pull.number,
    headSha,
    run: { id: run.id, attempt: run.attempt },
    ...(headRepository.toLowerCase() !== repository.toLowerCase() && { fork: headRepository }),
  };
}
