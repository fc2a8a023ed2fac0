import type { Estimate, Evaluation, LabelCounts, SliceSums } from '@proofmark/documents';
import { summarise } from '@proofmark/metrics';
import { ratesOf } from './rates.ts';

const FAMILIES = ['precision', 'recall', 'f1'] as const;
/** Each class costs a pass over the cells; a reader looks at few. */
const CLASS_LIMIT = 50;

/** Precision, recall and F1 of a class, as far as they are known; `rows` have it as label. */
export type ClassEstimates = { label: string; rows: number; estimates: readonly (Estimate | undefined)[] };

/** The largest classes of a task of several, with what is known of each; empty for other tasks. */
export function classEstimates(evaluation: Evaluation): ClassEstimates[] {
  const { classes, task } = evaluation;
  const overall = evaluation.sums.find(({ slice }) => slice.length === 0);
  if (overall === undefined || (task !== 'multiclass' && task !== 'multilabel')) return [];
  const sizes = new Map(classes.map((label) => [label, sizeOf(label, evaluation, overall)]));
  const shown = classes.toSorted((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0)).slice(0, CLASS_LIMIT);
  const measured = evaluation.estimates.filter(({ slice }) => slice.length === 0);
  const computed = task === 'multiclass' ? fromCells(evaluation, overall, shown) : fromLabels(evaluation);
  const byName = new Map([...computed, ...measured].map((estimate) => [estimate.metric, estimate]));
  return shown
    .map((label) => ({
      label,
      rows: sizes.get(label) ?? 0,
      estimates: FAMILIES.map((family) => byName.get(nameOf(family, label))),
    }))
    .filter(({ estimates }) => estimates.some((estimate) => estimate !== undefined));
}

function sizeOf(label: string, { labelCounts = [] }: Evaluation, { cells }: SliceSums): number {
  const counts = labelCounts.find((one) => one.label === label);
  if (counts) return counts.truePositives + counts.falseNegatives;
  return cells.reduce((sum, one) => sum + (one.label === label ? one.rows : 0), 0);
}

/** The metrics that gates did not ask for, from the counts of rows, where these are all there is to know. */
function fromCells(evaluation: Evaluation, overall: SliceSums, labels: readonly string[]): Estimate[] {
  if (overall.cells.length === 0 || overall.moments.features.includes('rows')) return [];
  const metrics = labels.flatMap((label) => FAMILIES.map((family) => nameOf(family, label)));
  return summarise({ ...evaluation, metrics, sums: [overall] });
}

/** Of several labels a row: counts give values, and say nothing of their uncertainty. */
function fromLabels({ labelCounts = [], testSet }: Evaluation): Estimate[] {
  const byLabel = Map.groupBy(labelCounts, ({ label }) => label);
  return [...byLabel].flatMap(([label, counts]) =>
    FAMILIES.flatMap((family): Estimate[] => {
      const candidate = rateOf(counts, 'candidate', family);
      const baseline = rateOf(counts, 'baseline', family);
      if (candidate === undefined) return [];
      return [
        {
          metric: nameOf(family, label),
          slice: [],
          rows: testSet.rows,
          candidate: { value: candidate, interval: null },
          baseline: baseline === undefined ? null : { value: baseline, interval: null },
          change: baseline === undefined ? null : { value: candidate - baseline, interval: null },
        },
      ];
    }),
  );
}

function rateOf(
  counts: readonly LabelCounts[],
  side: LabelCounts['side'],
  family: (typeof FAMILIES)[number],
): number | undefined {
  const own = counts.find((one) => one.side === side);
  return own && ratesOf(own)[family];
}

function nameOf(family: (typeof FAMILIES)[number], label: string): string {
  return `${family}[class=${label}]`;
}
