import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type FileReference,
  type Report,
  type ReportFormat,
  referenceFile,
  writeTextFile,
} from '@proofmark/documents';
import {
  type ReportContext,
  type ReportDocuments,
  renderComment,
  renderCommentHtml,
  renderGitlabCodeQuality,
  renderGitlabMetrics,
  renderHtmlReport,
  renderJunit,
  renderSvgs,
} from '@proofmark/report';
import { locateGates } from './locate-gates.ts';
import { readConfigOf } from './read-inputs.ts';
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
  await writeTextFile(path, await render(place, documents, options.format, options.context));
  return {
    document: 'proofmark/report',
    version: '1.0',
    provenance: provenanceOf(place),
    format: options.format,
    from,
    written: await referenceFile(path, showPath(place, path)),
  };
}

/** Writes the plots of the documents of a directory as SVG files. @returns the paths written */
export async function writeSvgs(
  place: Workplace,
  options: { documents: string; directory: string },
): Promise<string[]> {
  const paths: string[] = [];
  for (const { name, svg } of await renderSvgs(await readReportDocuments(place, options.documents))) {
    const path = join(pathIn(place, options.directory), name);
    await writeTextFile(path, svg);
    paths.push(showPath(place, path));
  }
  return paths;
}

async function referencesIn(place: Workplace, directory: string): Promise<FileReference[]> {
  const names = await readdir(pathIn(place, directory));
  const paths = reportFiles.filter((name) => names.includes(name)).map((name) => join(directory, name));
  return Promise.all(paths.map((path) => referenceFile(pathIn(place, path), showPath(place, path))));
}

async function render(
  place: Workplace,
  documents: ReportDocuments,
  format: ReportFormat,
  context: ReportContext = {},
): Promise<string> {
  switch (format) {
    case 'html':
      return renderHtmlReport(documents, context);
    case 'markdown':
      return renderComment(documents, context).markdown;
    case 'comment-html':
      return renderCommentHtml(renderComment(documents, context), 'Proofmark comment');
    case 'junit':
      return renderJunit(documents.validations ?? [], documents.verdict);
    case 'gitlab':
      return renderGitlabMetrics(documents);
    case 'gitlab-code-quality':
      return renderGitlabCodeQuality(documents, await gateLines(place, documents));
  }
}

/** Gates without a line of their own, or of a configuration that is not here, stand at its first line. */
async function gateLines(
  place: Workplace,
  { verdict }: ReportDocuments,
): Promise<(gateId: string) => { file: string; line: number }> {
  const config = verdict && (await readConfigOf(place).catch(() => undefined));
  const locate = config ? locateGates(verdict.gates, config.source) : () => undefined;
  return (gateId) => locate(gateId) ?? { file: showPath(place, place.config), line: 1 };
}
