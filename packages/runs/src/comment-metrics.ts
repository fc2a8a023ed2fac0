import {
  type CommentsPort,
  type StickyMode,
  type StickyResult,
  upsertStickyComment,
} from '@proofmark/github';
import { type Comment, type ReportContext, type ReportDocuments, renderComment } from '@proofmark/report';

export type CommentOptions = {
  /** Tells several comments on one pull request apart. */
  id: string;
  /** What becomes of the comment of the run before; default: its place is taken. */
  mode?: StickyMode | undefined;
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
    mode: options.mode,
  });
  return { ...result, markdown, dropped };
}
