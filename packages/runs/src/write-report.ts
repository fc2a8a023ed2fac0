import { writeTextFile } from '@proofmark/documents';
import { type ReportContext, renderComment, renderCommentHtml, renderHtmlReport } from '@proofmark/report';
import { readReportDocuments } from './report-documents.ts';
import { pathIn, showPath, type Workplace } from './workplace.ts';

export type ReportFormat = 'html' | 'markdown' | 'comment-html';

/** Renders the documents of a directory into one file. @returns the path written */
export async function writeReport(
  place: Workplace,
  options: { documents: string; format: ReportFormat; file: string; context?: ReportContext },
): Promise<string> {
  const documents = await readReportDocuments(place, options.documents);
  const path = pathIn(place, options.file);
  await writeTextFile(path, render(documents, options.format, options.context));
  return showPath(place, path);
}

function render(
  documents: Awaited<ReturnType<typeof readReportDocuments>>,
  format: ReportFormat,
  context: ReportContext = {},
): string {
  switch (format) {
    case 'html':
      return renderHtmlReport(documents, context);
    case 'markdown':
      return renderComment(documents, context).markdown;
    case 'comment-html':
      return renderCommentHtml(renderComment(documents, context), 'Proofmark comment');
  }
}
