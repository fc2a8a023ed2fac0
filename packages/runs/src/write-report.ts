import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type FileReference,
  type Report,
  type ReportFormat,
  referenceFile,
  writeTextFile,
} from '@proofmark/documents';
import { type ReportContext, renderComment, renderCommentHtml, renderHtmlReport } from '@proofmark/report';
import { readReportDocuments, reportFiles } from './report-documents.ts';
import { pathIn, provenanceOf, showPath, type Workplace } from './workplace.ts';

/** Renders the documents of a directory into one file. @returns what was written, and from what */
export async function writeReport(
  place: Workplace,
  options: { documents: string; format: ReportFormat; file: string; context?: ReportContext },
): Promise<Report> {
  const documents = await readReportDocuments(place, options.documents);
  const from = await referencesIn(place, options.documents);
  const path = pathIn(place, options.file);
  await writeTextFile(path, render(documents, options.format, options.context));
  return {
    document: 'proofmark/report',
    version: '1.0',
    provenance: provenanceOf(place),
    format: options.format,
    from,
    written: await referenceFile(path, showPath(place, path)),
  };
}

async function referencesIn(place: Workplace, directory: string): Promise<FileReference[]> {
  const names = await readdir(pathIn(place, directory));
  const paths = reportFiles.filter((name) => names.includes(name)).map((name) => join(directory, name));
  return Promise.all(paths.map((path) => referenceFile(pathIn(place, path), showPath(place, path))));
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
