import type { Evaluation, FileReference } from '@proofmark/documents';
import { formatCount } from '@proofmark/metrics';
import { cell } from '../escape.ts';
import { formatBytes } from '../format.ts';
import { commitOf, provenanceOf, type ReportContext, type ReportDocuments } from '../input.ts';
import { runLink } from '../link.ts';
import type { Section } from '../section.ts';
import { table } from '../table.ts';
import { showTestSet } from '../words.ts';

const FILE_LIMIT = 10;

/** Which bytes and which run the numbers come from. */
export function provenanceSection(documents: ReportDocuments, context: ReportContext): Section {
  const { verdict, evaluation, validations = [], drift } = documents;
  const made = provenanceOf(documents);
  const commit = commitOf(documents, context);
  const link = context.runUrl === undefined ? undefined : runLink('this run', context.runUrl);
  const rows: string[][] = [
    ...(commit ? [['Commit', cell(commit)]] : []),
    ...(made?.ref ? [['Ref', cell(made.ref)]] : []),
    ...(link ? [['Run', link]] : []),
    ...(evaluation ? evaluationRows(evaluation) : []),
    ...(verdict ? [['Evaluation digest in the verdict', digest(verdict.evaluation)]] : []),
    ...validations.map(({ contract }) => ['Contract', fileCell(contract.file)]),
    ...(drift ? [['Profile', digest(drift.reference.profile)]] : []),
    ...(made ? [['Made', `${cell(made.createdAt)} by proofmark ${cell(made.tool.version)}`]] : []),
  ];
  return {
    title: 'Provenance: commits, files and digests',
    body: table([{ title: 'What' }, { title: 'Which' }], rows),
    open: false,
    charts: [],
  };
}

function evaluationRows(evaluation: Evaluation): string[][] {
  const { candidate, baseline, testSet, cluster, threshold } = evaluation;
  const files = testSet.files.slice(0, FILE_LIMIT);
  const left = testSet.files.length - files.length;
  return [
    [`Candidate (${candidate.kind})`, fileCell(candidate.file)],
    ...(baseline ? [[`Baseline (${baseline.kind})`, fileCell(baseline.file)]] : []),
    ['Test set', `${showTestSet(evaluation)}, digest ${digest(testSet.digest)}`],
    ...files.map((file) => ['Test file', fileCell(file)]),
    ...(left > 0 ? [['Test files', `${formatCount(left)} more`]] : []),
    ...(cluster === undefined ? [] : [['Clustered by', cell(cluster)]]),
    ...(threshold === undefined ? [] : [['Decision threshold', String(threshold)]]),
  ];
}

function fileCell(file: FileReference): string {
  return `${cell(file.path)} (${formatBytes(file.bytes)}, sha256 ${digest(file.sha256)})`;
}

/** The first twelve digits, after the name of the method where one is given: `md5-sum:096d1e7f00aa`. */
function digest(value: string): string {
  const start = value.indexOf(':') + 1;
  return cell(value.slice(0, start + 12));
}
