import type { Comment } from './comment.ts';
import type { NamedFigure } from './html-parts.ts';
import type { ReportContext, ReportDocuments } from './input.ts';

/** Charts need a library that takes a while to load: only who draws a page waits for it. */

/** The whole report as one HTML file that asks the network for nothing. */
export async function renderHtmlReport(documents: ReportDocuments, context?: ReportContext): Promise<string> {
  return (await import('./html-report.ts')).renderHtmlReport(documents, context);
}

/** The images of the report as SVG files, with their names. */
export async function renderSvgs(documents: ReportDocuments): Promise<NamedFigure[]> {
  return (await import('./html-report.ts')).renderSvgs(documents);
}

/** The comment as GitHub draws it, in one file that asks the network for nothing. */
export async function renderCommentHtml(
  comment: Pick<Comment, 'markdown' | 'charts'>,
  title: string,
): Promise<string> {
  return (await import('./html.ts')).renderCommentHtml(comment, title);
}
