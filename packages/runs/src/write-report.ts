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
import { readHistoryFile } from './history.ts';
import { locateGates } from './locate-gates.ts';
import { readConfigOf } from './read-inputs.ts';
import { readReportDocuments, reportFiles } from './report-documents.ts';
import { pathIn, provenanceOf, showPath, type Workplace } from './workplace.ts';

/** Where a report is made from. */
export type ReportSource = {
  /** The directory of the documents. */
  documents: string;
  /** The history of the model in a file of JSON lines, as the branch `proofmark` holds it. */
  history?: string | undefined;
};

/** @throws UserError `data-missing` without a document, `file-missing` without the history that was named */
export async function readReportSource(
  place: Workplace,
  { documents, history }: ReportSource,
): Promise<ReportDocuments> {
  return {
    ...(await readReportDocuments(place, documents)),
    ...(history !== undefined && { history: await readHistoryFile(pathIn(place, history)) }),
  };
}

/** Renders the documents of a directory into one file. @returns what was written, and from what */
export async function writeReport(
  place: Workplace,
  options: ReportSource & { format: ReportFormat; file: string; context?: ReportContext },
): Promise<Report> {
  const documents = await readReportSource(place, options);
  const from = await referencesIn(place, options);
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

/** Writes the whole report of documents that were read already, next to the documents. @returns the path, absolute */
export async function writePage(
  place: Workplace,
  documents: ReportDocuments,
  { name, context }: { name: string; context: ReportContext },
): Promise<string> {
  const path = join(pathIn(place, place.out), name);
  await writeTextFile(path, await renderHtmlReport(documents, context));
  return path;
}

/** Writes the plots of the documents of a directory as SVG files. @returns the paths written */
export async function writeSvgs(
  place: Workplace,
  options: ReportSource & { directory: string },
): Promise<string[]> {
  const paths: string[] = [];
  for (const { name, svg } of await renderSvgs(await readReportSource(place, options))) {
    const path = join(pathIn(place, options.directory), name);
    await writeTextFile(path, svg);
    paths.push(showPath(place, path));
  }
  return paths;
}

async function referencesIn(
  place: Workplace,
  { documents, history }: ReportSource,
): Promise<FileReference[]> {
  const names = await readdir(pathIn(place, documents));
  const paths = reportFiles.filter((name) => names.includes(name)).map((name) => join(documents, name));
  const all = history === undefined ? paths : [...paths, history];
  return Promise.all(all.map((path) => referenceFile(pathIn(place, path), showPath(place, path))));
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
