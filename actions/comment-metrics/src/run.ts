import { type ActionPorts, type PullRequestFacts, runAction } from '@proofmark/action-kit';
import { deleteStickyComment, type GitHubPorts } from '@proofmark/github';
import { commentMetrics, readReportDocuments } from '@proofmark/runs';
import { gitHubOf, placeOf } from '../../place.ts';
import { readHistoryOf } from '../../read-history.ts';
import { readForeignRun } from './foreign-run.ts';
import { spec } from './inputs.ts';
import type { Target } from './target.ts';

/** Keeps one comment with the metrics on the pull request. */
export function run(): Promise<void> {
  return runAction(spec, async (inputs, ports) => {
    const github = await gitHubOf(inputs, ports);
    const { workflowRun, comment, serverUrl, repository, pullRequest, actionSource } = ports.context();
    if (inputs.mode === 'delete') return { outputs: await deleteComment(github, inputs, pullRequest, ports) };
    const target = workflowRun
      ? await readForeignRun(
          github,
          workflowRun,
          { repository, workflow: inputs.workflow },
          placeOf({}, ports),
        )
      : comment
        ? await overriddenRun(comment.pullRequest, inputs, ports)
        : await ownRun(inputs, ports);
    if (!target) return { outputs: { action: 'skipped', commentId: undefined, commentUrl: undefined } };
    const history = await readHistoryOf(target.documents.evaluation?.model, github, ports);
    const result = await commentMetrics(
      { ...target.documents, history },
      {
        id: inputs.commentId,
        mode: inputs.mode,
        pullRequest: target.pullRequest,
        headSha: target.headSha,
        run: target.run,
        author: await github.readLogin(),
        // The run that measured, not the one that comments: its log says where the numbers come from.
        context: {
          commit: target.headSha,
          runUrl: `${serverUrl}/${repository}/actions/runs/${target.run.id}`,
          actionSource,
          fork: target.fork,
        },
      },
      github,
    );
    ports.logger.info(`Comment ${result.action}: ${result.url}`);
    return { outputs: { action: result.action, commentId: result.id, commentUrl: result.url } };
  });
}

/** Deletes without reading any document, for a job that has nothing to report any more. */
async function deleteComment(
  github: GitHubPorts,
  { commentId }: { commentId: string },
  pullRequest: PullRequestFacts | undefined,
  { logger }: ActionPorts,
): Promise<{ action: 'deleted' | 'skipped'; commentId: undefined; commentUrl: undefined }> {
  const nothing = { commentId: undefined, commentUrl: undefined };
  if (pullRequest === undefined) {
    logger.info('Nothing to delete: the event belongs to no pull request');
    return { action: 'skipped', ...nothing };
  }
  const key = { issue: pullRequest.number, author: await github.readLogin() };
  const count = await deleteStickyComment(github.comments, key, commentId);
  logger.info(count === 0 ? 'There was no comment to delete' : 'Comment deleted');
  return { action: count === 0 ? 'skipped' : 'deleted', ...nothing };
}

/** Documents of this very job, for the pull request it was started by. */
async function ownRun(inputs: { documents: string }, ports: ActionPorts): Promise<Target | undefined> {
  const { pullRequest, eventName, headSha, runId, runAttempt } = ports.context();
  if (!pullRequest) {
    ports.logger.info(`No comment: the event ${eventName} belongs to no pull request`);
    return undefined;
  }
  if (pullRequest.isFork) {
    ports.logger.warning(
      'No comment: the token of a pull request from a fork is read-only. Install workflows-examples/pull-request-comment.yml, which comments from the default branch',
    );
    return undefined;
  }
  const documents = await readReportDocuments(placeOf({ out: inputs.documents }, ports), inputs.documents);
  return { documents, pullRequest: pullRequest.number, run: { id: runId, attempt: runAttempt }, headSha };
}

/** After an override: the verdict that gate-model decided again in this job. */
async function overriddenRun(
  pullRequest: number,
  inputs: { documents: string },
  ports: ActionPorts,
): Promise<Target | undefined> {
  const { runId, runAttempt } = ports.context();
  const documents = await readReportDocuments(placeOf({ out: inputs.documents }, ports), inputs.documents);
  const headSha = documents.verdict?.waivers?.commit;
  if (headSha === undefined) {
    ports.logger.info('No comment: nothing was overridden in this job');
    return undefined;
  }
  return { documents, pullRequest, headSha, run: { id: runId, attempt: runAttempt } };
}
