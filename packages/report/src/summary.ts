import type { Drift, Evaluation, Validation } from '@proofmark/documents';
import { formatPlural } from '@proofmark/metrics';
import { inline } from './escape.ts';
import type { ReportContext, ReportDocuments } from './input.ts';
import { fitSections, headSection, type Section } from './section.ts';
import { budgetSection } from './sections/budget.ts';
import { classesSection } from './sections/classes.ts';
import { contractDiffSection } from './sections/contract-diff.ts';
import { driftSection, showDrift } from './sections/drift.ts';
import { flipsSection } from './sections/flips.ts';
import { showEveryGate, showGates } from './sections/gates.ts';
import { showHead } from './sections/head.ts';
import { historySection } from './sections/history.ts';
import { metricsSection } from './sections/metrics.ts';
import { provenanceSection } from './sections/provenance.ts';
import { sizeSection } from './sections/size.ts';
import { slicesSection } from './sections/slices.ts';
import { SUMMARY_ROOM, validationSection, validationWord } from './sections/validation.ts';
import { showTestSet, validationMark } from './words.ts';

/** GitHub takes 1 MiB per step. */
const SUMMARY_BYTES = 1_000_000;
const ROW_LIMIT = 1_000;
const CHECK_ROWS = 100;

/** GitHub takes 65,535 characters of each part of a check run. */
const CHECK_LIMIT = 65_000;

/**
 * What a check run shows: the verdict and the gates as its summary, everything else as its text. Each has fewer than
 * 65,535 characters; what does not fit is left out in whole sections and named.
 */
export function renderCheck(
  documents: ReportDocuments,
  context: ReportContext = {},
): { summary: string; text: string } {
  return {
    summary: fit(showVerdict(documents, context), [], inCharacters),
    text: fit([], verdictSections(documents, context, CHECK_ROWS), inCharacters),
  };
}

/** The job summary of a gate run: every gate, every metric, every slice. Less than 1 MiB. */
export function renderVerdictSummary(documents: ReportDocuments, context: ReportContext = {}): string {
  return fit(showVerdict(documents, context), verdictSections(documents, context, ROW_LIMIT));
}

function showVerdict(documents: ReportDocuments, context: ReportContext): string[] {
  const { verdict, evaluation } = documents;
  const gates = verdict ? showGates(verdict, evaluation, 'below, under “Every gate”') : '';
  return [showHead(documents, context), gates];
}

function verdictSections(
  documents: ReportDocuments,
  context: ReportContext,
  rowLimit: number,
): (Section | undefined)[] {
  const { verdict, evaluation, validations = [], drift, history = [] } = documents;
  return [
    verdict && {
      title: `Every gate: ${formatPlural(verdict.gates.length, 'gate')}`,
      body: showEveryGate(verdict, evaluation, rowLimit),
      open: false,
      charts: [],
    },
    evaluation && metricsSection(evaluation, history),
    evaluation && slicesSection(evaluation, verdict, rowLimit),
    ...validations.flatMap((validation) => [
      validationSection(validation, rowLimit, SUMMARY_ROOM),
      contractDiffSection(validation, rowLimit),
    ]),
    evaluation && classesSection(evaluation, rowLimit),
    evaluation && flipsSection(evaluation),
    evaluation && sizeSection(evaluation),
    verdict && budgetSection(verdict),
    drift && driftSection(drift, rowLimit),
    evaluation && historySection(history, evaluation, verdict),
    provenanceSection(documents, context),
  ];
}

/** The job summary of an evaluation, before any gate has judged it. */
export function renderEvaluationSummary(evaluation: Evaluation, context: ReportContext = {}): string {
  const against = evaluation.baseline
    ? `, against ${inline(evaluation.baseline.name)}`
    : ', without a baseline';
  return fit(
    [`### Evaluation of ${inline(evaluation.model)}${against}, on ${showTestSet(evaluation)}`],
    [
      metricsSection(evaluation),
      slicesSection(evaluation, undefined, ROW_LIMIT),
      classesSection(evaluation, ROW_LIMIT),
      flipsSection(evaluation),
      sizeSection(evaluation),
      provenanceSection({ evaluation }, context),
    ],
  );
}

/** The job summary of a data check. */
export function renderValidationSummary(validation: Validation, context: ReportContext = {}): string {
  return fit(
    [
      `### ${validationMark[validation.status]} ${validationWord(validation)}: ${inline(validation.contract.name ?? validation.contract.id)}`,
    ],
    [
      validationSection(validation, ROW_LIMIT, SUMMARY_ROOM),
      contractDiffSection(validation, ROW_LIMIT),
      provenanceSection({ validations: [validation] }, context),
    ],
  );
}

/** The job summary of a monitoring run. */
export function renderDriftSummary(drift: Drift, context: ReportContext = {}): string {
  const word = drift.status === 'drifted' ? '⚠️ Drift' : '✅ Stable';
  return fit(
    [`### ${word}: ${inline(drift.model)}`, showDrift(drift, ROW_LIMIT)],
    [provenanceSection({ drift }, context)],
  );
}

type Limit = { limit: number; sizeOf: (text: string) => number };
const inCharacters: Limit = { limit: CHECK_LIMIT, sizeOf: (text) => text.length };
const inBytes: Limit = { limit: SUMMARY_BYTES, sizeOf: (text) => Buffer.byteLength(text) };

function fit(
  head: readonly string[],
  sections: readonly (Section | undefined)[],
  limit: Limit = inBytes,
): string {
  const { markdown } = fitSections(
    head.filter((part) => part !== '').join('\n\n'),
    sections.filter((section) => section !== undefined),
    {
      ...limit,
      show: (section) => headSection(section, 4),
      elsewhere: 'The documents have everything.',
    },
  );
  return `${markdown}\n`;
}
