import type { Validation } from '@proofmark/documents';
import { commitOf, type ReportContext, type ReportDocuments } from './input.ts';
import { type Fitted, fitSections, foldSection, type Section } from './section.ts';
import { budgetSection } from './sections/budget.ts';
import { classesSection } from './sections/classes.ts';
import { contractDiffSection } from './sections/contract-diff.ts';
import { driftSection } from './sections/drift.ts';
import { flipsSection } from './sections/flips.ts';
import { showGates } from './sections/gates.ts';
import { showHead } from './sections/head.ts';
import { historySection } from './sections/history.ts';
import { metricsSection } from './sections/metrics.ts';
import { overrideSection } from './sections/override.ts';
import { provenanceSection } from './sections/provenance.ts';
import { reproduceSection } from './sections/reproduce.ts';
import { sizeSection } from './sections/size.ts';
import { slicesSection } from './sections/slices.ts';
import { validationSection } from './sections/validation.ts';

/** GitHub refuses bodies of more than 65,536 characters; the rest is for the marker line and for surprises. */
const COMMENT_LIMIT = 59_500;
const SLICE_ROWS = 40;
const CHECK_ROWS = 30;
const CLASS_ROWS = 25;

export type Comment = Pick<Fitted, 'markdown' | 'dropped'> & {
  /** The charts of the sections that are shown, so that other renderers can draw them. */
  charts: Section['charts'];
};

/**
 * The pull-request comment: the verdict in the first line, the gates, and everything else folded.
 * Fewer than 60,000 characters. Nothing of the documents can become a link, an image, a mention or HTML.
 */
export function renderComment(documents: ReportDocuments, context: ReportContext = {}): Comment {
  const { verdict } = documents;
  const head = [
    showHead(documents, context),
    verdict ? showGates(verdict, documents.evaluation, 'in the job summary and in the verdict document') : '',
    absent(documents),
  ].filter((part) => part !== '');
  const { markdown, shown, dropped } = fitSections(head.join('\n\n'), commentSections(documents, context), {
    limit: COMMENT_LIMIT,
    show: foldSection,
    elsewhere: 'The job summary and the documents have everything.',
  });
  return { markdown: `${markdown}\n`, dropped, charts: shown.flatMap(({ charts }) => charts) };
}

/** The folded parts in their order. A new part of the report is a new line here. */
export function commentSections(documents: ReportDocuments, context: ReportContext): Section[] {
  const { verdict, evaluation, validations = [], drift, history = [] } = documents;
  const showData = (validation: Validation) => [
    validationSection(validation, CHECK_ROWS),
    contractDiffSection(validation, CHECK_ROWS),
  ];
  const sections = [
    ...validations.filter(({ status }) => status === 'fail').flatMap(showData),
    verdict && overrideSection(verdict, commitOf(documents, context)),
    evaluation && { ...metricsSection(evaluation, history), open: verdict === undefined },
    evaluation && slicesSection(evaluation, verdict, SLICE_ROWS),
    ...validations.filter(({ status }) => status !== 'fail').flatMap(showData),
    evaluation && classesSection(evaluation, CLASS_ROWS),
    evaluation && flipsSection(evaluation),
    evaluation && sizeSection(evaluation),
    verdict && budgetSection(verdict),
    drift && driftSection(drift, CHECK_ROWS),
    evaluation && historySection(history, evaluation, verdict),
    provenanceSection(documents, context),
    reproduceSection(documents, context),
  ];
  return sections.filter((section) => section !== undefined);
}

/** What a reader might expect and will not find. */
function absent({ verdict, evaluation, validations = [] }: ReportDocuments): string {
  const missing = [
    verdict ? '' : 'gates',
    evaluation ? '' : 'evaluation',
    validations.length ? '' : 'data validation',
  ].filter((part) => part !== '');
  return missing.length
    ? `<sub>Not part of this report, because no document was given: ${missing.join(', ')}.</sub>`
    : '';
}
