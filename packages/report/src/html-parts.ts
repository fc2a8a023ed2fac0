import type { Drift, Evaluation, Validation, Verdict } from '@proofmark/documents';
import { formatPlural } from '@proofmark/metrics';
import { showExplorer } from './explorer.ts';
import type { ReportContext, ReportDocuments } from './input.ts';
import type { Section } from './section.ts';
import { budgetSection } from './sections/budget.ts';
import { classesSection } from './sections/classes.ts';
import { contractDiffSection } from './sections/contract-diff.ts';
import { driftSection, sortDrift } from './sections/drift.ts';
import { flipsSection } from './sections/flips.ts';
import { showEveryGate, showGates, showsEveryGate } from './sections/gates.ts';
import { plainHistorySection } from './sections/history.ts';
import { metricsSection } from './sections/metrics.ts';
import { provenanceSection } from './sections/provenance.ts';
import { sizeSection } from './sections/size.ts';
import { slicesSection } from './sections/slices.ts';
import { PAGE_ROOM, validationSection } from './sections/validation.ts';
import { drawBounds } from './svg/draw-bounds.ts';
import { drawConfusion } from './svg/draw-confusion.ts';
import { drawCalibration, drawPrecisionRecall, drawRoc } from './svg/draw-curves.ts';
import { drawFailingColumns } from './svg/draw-distribution.ts';
import { drawForests } from './svg/draw-forest.ts';
import { drawHistogram } from './svg/draw-histogram.ts';
import { drawLabels } from './svg/draw-labels.ts';
import { drawResiduals, drawScores } from './svg/draw-scores.ts';
import { drawClasses, drawDepths, drawSlices, type Intervals } from './svg/draw-slices.ts';
import { drawThresholds } from './svg/draw-thresholds.ts';
import { drawTrend } from './svg/draw-trend.ts';
import { readTrend } from './trend.ts';

const ROW_LIMIT = 2_000;
const HISTOGRAM_LIMIT = 30;

/** An image and a name for its file, of letters, digits and hyphens. */
export type NamedFigure = { name: string; svg: string };
export type Part = { id: string; section: Section; figures: readonly NamedFigure[]; extra?: string };

/** The parts of the whole report, in their order. */
export function makeParts(documents: ReportDocuments, context: ReportContext): Part[] {
  const { verdict, evaluation, validations = [], drift, profile } = documents;
  const parts: (Part | undefined)[] = [
    verdict && {
      id: 'gates',
      section: plainSection('Gates', showGates(verdict, evaluation, 'under “Every gate”')),
      figures: drawForests(verdict).map(({ metric, figure }, i) => ({
        name: `forest-${i + 1}-${fileName(metric)}`,
        svg: figure,
      })),
    },
    evaluation && {
      id: 'metrics',
      section: metricsSection(evaluation, documents.history),
      figures: named(drawDepths(evaluation)),
    },
    evaluation && curvesPart(evaluation),
    evaluation && thresholdsPart(evaluation),
    evaluation && classesPart(evaluation),
    evaluation && slicesPart(evaluation, verdict),
    evaluation && part('flips', flipsSection(evaluation)),
    evaluation && part('size', sizeSection(evaluation)),
    verdict && part('budget', budgetSection(verdict)),
    historyPart(documents),
    ...validations.flatMap((validation, i) => validationParts(validation, i + 1, profile)),
    drift && driftPart(drift),
    verdict && everyGatePart(verdict, evaluation),
    { id: 'provenance', section: provenanceSection(documents, context), figures: [] },
  ];
  return parts.filter((part) => part !== undefined);
}

function part(
  id: string,
  section: Section | undefined,
  figures: readonly NamedFigure[] = [],
): Part | undefined {
  return section && { id, section, figures };
}

/** The pictures of intervals say more than the charts of the comment, which show the same. */
function slicesPart(evaluation: Evaluation, verdict: Verdict | undefined): Part | undefined {
  const section = slicesSection(evaluation, verdict, ROW_LIMIT, { charts: false });
  return part('slices', section, named(drawSlices(evaluation, verdict)));
}

function historyPart({ history = [], evaluation, verdict }: ReportDocuments): Part | undefined {
  const trend = evaluation && readTrend(history, evaluation, verdict);
  if (trend === undefined) return undefined;
  const figures = trend.metrics.flatMap((metric) => {
    const svg = drawTrend(trend, metric);
    return svg ? [{ name: `history-${metric}`, svg }] : [];
  });
  return part('history', plainHistorySection(history, trend), named(figures));
}

/** Numbered, since names that were cleaned may be equal. */
function named(figures: readonly Intervals[]): NamedFigure[] {
  return figures.map(({ name, svg }, i) => ({ name: `${fileName(name)}-${i + 1}`, svg }));
}

/** What the metrics leave out: where a model is right and wrong. Undefined when nothing was recorded of it. */
function curvesPart(evaluation: Evaluation): Part | undefined {
  const { curves = [], residuals = [] } = evaluation;
  const figures = [
    ...(curves.length > 0
      ? [
          { name: 'roc', svg: drawRoc(evaluation) },
          { name: 'precision-recall', svg: drawPrecisionRecall(evaluation) },
        ]
      : []),
    ...curves.map((own) => ({ name: `scores-${own.side}`, svg: drawScores(own, evaluation) })),
    ...(curves.length > 0 ? [{ name: 'calibration', svg: drawCalibration(evaluation) }] : []),
    ...(residuals.length > 0 ? [{ name: 'residuals', svg: drawResiduals(residuals) }] : []),
  ];
  if (figures.length === 0) return undefined;
  const what = curves.length > 0 ? 'Curves' : 'Residuals';
  const rows = formatPlural(evaluation.testSet.rows, 'row');
  return { id: 'curves', section: plainSection(`${what}: the whole test set, ${rows}`, ''), figures };
}

/** The matrices are drawn, so their table is folded. */
function classesPart(evaluation: Evaluation): Part | undefined {
  const { labelCounts = [], baseline } = evaluation;
  const sides = baseline ? (['candidate', 'baseline'] as const) : (['candidate'] as const);
  const matrices = [
    ...sides.map((side) => ({ name: `confusion-${side}`, svg: drawConfusion(evaluation, side) })),
    ...sides.map((side) => ({ name: `labels-${side}`, svg: drawLabels(labelCounts, side) })),
  ].filter((figure): figure is NamedFigure => figure.svg !== undefined);
  const section = classesSection(evaluation, ROW_LIMIT, { foldsMatrix: matrices.length > 0 });
  return part('classes', section, [...matrices, ...named(drawClasses(evaluation))]);
}

function thresholdsPart(evaluation: Evaluation): Part | undefined {
  const { sweep = [], threshold } = evaluation;
  if (sweep.length === 0) return undefined;
  return {
    id: 'thresholds',
    section: plainSection('Thresholds: what another one would do', ''),
    figures: [{ name: 'thresholds', svg: drawThresholds(sweep, threshold) }],
    extra: showExplorer(evaluation),
  };
}

/** Histograms in the order of the table: what moved most comes first. */
function driftPart(drift: Drift): Part {
  const order = sortDrift(drift.checks).map(({ column }) => column);
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  const columns = drift.columns.toSorted((a, b) => rank(a.reference.name) - rank(b.reference.name));
  return {
    id: 'drift',
    section: driftSection(drift, ROW_LIMIT),
    figures: columns.slice(0, HISTOGRAM_LIMIT).map(({ reference, current }, i) => ({
      name: `drift-${i + 1}-${fileName(reference.name)}`,
      svg: drawHistogram(reference, current),
    })),
  };
}

/** What the first table folds or leaves out. Undefined where that is nothing. */
function everyGatePart(verdict: Verdict, evaluation: Evaluation | undefined): Part | undefined {
  if (showsEveryGate(verdict)) return undefined;
  const title = `Every gate: ${formatPlural(verdict.gates.length, 'gate')}`;
  return part('every-gate', plainSection(title, showEveryGate(verdict, evaluation, ROW_LIMIT)));
}

function validationParts(
  validation: Validation,
  number: number,
  profile: ReportDocuments['profile'],
): Part[] {
  const changes = contractDiffSection(validation, ROW_LIMIT);
  const drawn = new Set(validation.histograms?.map(({ column }) => column));
  // Histograms of the data that were checked, else what a profile of the same files tells of the columns.
  const others = profile && { ...profile, columns: profile.columns.filter(({ name }) => !drawn.has(name)) };
  const figures = [...drawBounds(validation), ...drawFailingColumns(validation, others)];
  return [
    {
      id: `validation-${number}`,
      section: validationSection(validation, ROW_LIMIT, PAGE_ROOM),
      figures: figures.map((svg, i) => ({ name: `validation-${number}-${i + 1}`, svg })),
    },
    ...(changes ? [{ id: `contract-changes-${number}`, section: changes, figures: [] }] : []),
  ];
}

function plainSection(title: string, body: string): Section {
  return { title, body, open: true, charts: [] };
}

/** Untrusted, so only letters and digits of it. */
function fileName(text: string): string {
  return (
    text
      .slice(0, 60)
      .replace(/[^A-Za-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .toLowerCase() || 'unnamed'
  );
}
