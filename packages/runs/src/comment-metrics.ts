import { type CommentsPort, type StickyResult, upsertStickyComment } from '@proofmark/github';
import { type Comment, type ReportContext, type ReportDocuments, renderComment } from '@proofmark/report';

export type CommentOptions = {
  /** Tells several comments on one pull request apart. */
  id: string;
  pullRequest: number;
  headSha: string;
  run: { id: number; attempt: number };
  /** Login the token writes under. */
  author: string;
  context: ReportContext;
};

/** Keeps one comment on the pull request up to date with the documents. */
export async function commentMetrics(
  documents: ReportDocuments,
  options: CommentOptions,
  ports: { comments: CommentsPort },
): Promise<StickyResult & { markdown: string; dropped: Comment['dropped'] }> {
  const { markdown, dropped } = renderComment(documents, options.context);
  const result = await upsertStickyComment(ports.comments, {
    issue: options.pullRequest,
    author: options.author,
    marker: { id: options.id, run: options.run.id, attempt: options.run.attempt, sha: options.headSha },
    text: markdown,
  });
  return { ...result, markdown, dropped };
}
