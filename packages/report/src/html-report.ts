import type { Validation } from '@proofmark/documents';
import { formatPlural } from '@proofmark/metrics';
import { escapeHtml } from './escape.ts';
import { markdownToHtml, renderPage } from './html.ts';
import { modelOf, type ReportContext, type ReportDocuments } from './input.ts';
import type { Section } from './section.ts';
import { contractDiffSection } from './sections/contract-diff.ts';
import { driftSection } from './sections/drift.ts';
import { showEveryGate, showGates } from './sections/gates.ts';
import { showHead } from './sections/head.ts';
import { metricsSection } from './sections/metrics.ts';
import { provenanceSection } from './sections/provenance.ts';
import { slicesSection } from './sections/slices.ts';
import { validationSection } from './sections/validation.ts';
import { drawBounds } from './svg/draw-bounds.ts';
import { drawFailingColumns } from './svg/draw-distribution.ts';
import { drawForests } from './svg/draw-forest.ts';
import { drawHistogram } from './svg/draw-histogram.ts';

const ROW_LIMIT = 2_000;
const HISTOGRAM_LIMIT = 30;

type Part = { id: string; section: Section; figures: readonly string[] };

/**
 * The whole report as one HTML file: every table, a forest plot of each judged change, the slices, the data
 * checks with the columns that failed them, the histograms of drift. It needs no script and no network, and its policy forbids both.
 */
export function renderHtmlReport(documents: ReportDocuments, context: ReportContext = {}): string {
  const parts = makeParts(documents, context);
  const model = modelOf(documents);
  const links = parts.map(
    ({ id, section }) => `<li><a href="#${id}">${escapeHtml(shortTitle(section))}</a></li>`,
  );
  const body = [
    `<header>${markdownToHtml(showHead(documents, context).replace(/^### /, '# '), [])}</header>`,
    `<nav aria-label="Parts of the report"><ul>${links.join('')}</ul></nav>`,
    ...parts.map(showPart),
  ];
  return renderPage(model === undefined ? 'Proofmark report' : `Proofmark report: ${model}`, body.join('\n'));
}

function makeParts(documents: ReportDocuments, context: ReportContext): Part[] {
  const { verdict, evaluation, validations = [], drift, profile } = documents;
  const plain = (title: string, body: string): Section => ({ title, body, open: true, charts: [] });
  const slices = evaluation && slicesSection(evaluation, verdict, ROW_LIMIT);
  const parts: (Part | undefined)[] = [
    verdict && {
      id: 'gates',
      section: plain('Gates', showGates(verdict)),
      figures: drawForests(verdict),
    },
    evaluation && { id: 'metrics', section: metricsSection(evaluation), figures: [] },
    slices && { id: 'slices', section: slices, figures: [] },
    ...validations.flatMap((validation, i) => {
      const changes = contractDiffSection(validation, ROW_LIMIT);
      return [
        {
          id: `validation-${i + 1}`,
          section: validationSection(validation, ROW_LIMIT),
          figures: drawColumns(validation, profile),
        },
        changes && { id: `contract-changes-${i + 1}`, section: changes, figures: [] },
      ];
    }),
    drift && {
      id: 'drift',
      section: driftSection(drift, ROW_LIMIT),
      figures: drift.columns
        .slice(0, HISTOGRAM_LIMIT)
        .map(({ reference, current }) => drawHistogram(reference, current)),
    },
    verdict && {
      id: 'every-gate',
      section: plain(
        `Every gate: ${formatPlural(verdict.gates.length, 'gate')}`,
        showEveryGate(verdict, ROW_LIMIT),
      ),
      figures: [],
    },
    { id: 'provenance', section: provenanceSection(documents, context), figures: [] },
  ];
  return parts.filter((part) => part !== undefined);
}

/** Histograms of the data that were checked, else what a profile of the same files tells of the columns. */
function drawColumns(validation: Validation, profile: ReportDocuments['profile']): string[] {
  const drawn = new Set(validation.histograms?.map(({ column }) => column));
  const others = profile && { ...profile, columns: profile.columns.filter(({ name }) => !drawn.has(name)) };
  return [...drawBounds(validation), ...drawFailingColumns(validation, others)];
}

function showPart({ id, section, figures }: Part): string {
  return [
    `<section aria-labelledby="${id}">`,
    `<h2 id="${id}">${escapeHtml(section.title)}</h2>`,
    markdownToHtml(section.body, section.charts),
    ...figures.map((figure) => `<figure>${figure}</figure>`),
    '</section>',
  ].join('\n');
}

function shortTitle({ title }: Section): string {
  return title.split(':')[0] ?? title;
}
