import type { ActionPorts, CommentFacts } from '@proofmark/action-kit';
import { showForeign, writeDocument } from '@proofmark/documents';
import type { ReportDocuments } from '@proofmark/report';
import { documentPath, overrideGate, showPath, type Workplace } from '@proofmark/runs';
import { documentsArtifact } from '../../documents-artifact.ts';
import { readForeignDocuments } from '../../foreign-documents.ts';
import { gitHubOf } from '../../place.ts';
import { conclusionOf, publishCheck } from './check.ts';
import { nothing, type Outputs } from './outputs.ts';

/** Each model of a repository has a workflow run of its own on the head. */
const RUNS = 20;

/**
 * Handles `/proofmark override …` on the default branch: nothing of the pull request is checked out or run here. The
 * new verdict is a check run on the head of the pull request; the documents are left for comment-metrics.
 */
export async function overrideByComment(
  place: Workplace,
  comment: CommentFacts,
  inputs: { checkName: string; token: string | undefined },
  ports: ActionPorts,
): Promise<Outputs> {
  const github = await gitHubOf(inputs, ports);
  const readDocuments = async (headSha: string) => {
    const found: ReportDocuments[] = [];
    for (let before: number | undefined; found.length < RUNS; ) {
      const about = { headSha, name: documentsArtifact, event: 'pull_request', before } as const;
      const run = await github.artifacts.findRun(about);
      if (run === undefined) break;
      found.push(await readForeignDocuments(github, run.id));
      before = run.id;
    }
    return found;
  };
  const outcome = await overrideGate(
    place,
    { comment, trustedSha: ports.context().sha, readDocuments },
    github,
  );
  switch (outcome.kind) {
    case 'ignored':
      ports.logger.info(`Nothing to do: ${outcome.reason}`);
      return nothing;
    case 'refused': {
      ports.logger.warning(`Not overridden: ${outcome.reason}`);
      // The words of the comment may be in the reason: in a code block they are no Markdown.
      const text = showForeign(outcome.reason, 600).replaceAll('`', '´');
      await github.comments.create(comment.pullRequest, `Not overridden:\n\n\`\`\`text\n${text}\n\`\`\``);
      return nothing;
    }
    case 'overridden': {
      const { documents, waiver, headSha } = outcome;
      const { verdict, evaluation } = documents;
      ports.logger.info(`${waiver.gate} is overridden by ${waiver.by} on ${headSha} until ${waiver.expires}`);
      const path = documentPath(place, 'verdict');
      await writeDocument(path, 'verdict', verdict);
      if (evaluation) await writeDocument(documentPath(place, 'evaluation'), 'evaluation', evaluation);
      if (inputs.checkName !== '') await publishCheck(documents, headSha, inputs, ports);
      return {
        ...nothing,
        status: verdict.status,
        document: showPath(place, path),
        conclusion: conclusionOf(verdict),
      };
    }
  }
}
