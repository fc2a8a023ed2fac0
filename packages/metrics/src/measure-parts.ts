import type { Aggregate, Measure, SliceSums } from '@proofmark/documents';
import { compare } from './compare.ts';
import { estimate } from './estimate.ts';
import { estimateGap } from './group-gap.ts';
import { compareGap } from './group-gap-change.ts';
import type { EstimateOptions, Measured, Undefined } from './measured.ts';
import { baselineOfHistory, compareWithHistory, estimateMeasure } from './measures.ts';
import type { Metric } from './metric.ts';
import { estimateStated } from './stated.ts';
import { scaleSums } from './sums.ts';
import { compareUnpaired } from './unpaired.ts';

/** What a metric of one slice is measured from. */
export type Source =
  /** Candidate and, where there is one, baseline on the same rows. */
  | { kind: 'paired'; sums: SliceSums }
  /** The candidate's sums, and those of a baseline as the candidate of its own evaluation. */
  | { kind: 'recorded'; sums: SliceSums; baseline: SliceSums }
  /** The candidate and the baseline on each group of a slice column, for a gap between groups; or one evaluated before. */
  | { kind: 'groups'; groups: readonly SliceSums[]; recorded?: readonly SliceSums[] | undefined }
  /** Results that another tool computed. */
  | { kind: 'stated'; aggregate: Aggregate }
  /** A number that needs no labels, and its past runs. */
  | { kind: 'measure'; measure: Measure };

export type Parts = Record<'candidate' | 'baseline' | 'change', Measured | Undefined>;

/** Both models and their difference, with the best comparison that the source allows. */
export function measureParts(metric: Metric, source: Source, options: EstimateOptions): Parts {
  switch (source.kind) {
    case 'paired':
      return {
        candidate: estimate(metric, source.sums, 'candidate', options),
        baseline: estimate(metric, source.sums, 'baseline', options),
        change: compare(metric, source.sums, options),
      };
    case 'recorded':
      return unpaired(
        estimate(metric, source.sums, 'candidate', options),
        estimate(metric, source.baseline, 'candidate', options),
        options,
      );
    case 'groups':
      if (source.recorded) {
        return unpaired(
          estimateGap(metric.name, source.groups, 'candidate', options),
          estimateGap(metric.name, source.recorded, 'candidate', options),
          options,
        );
      }
      return {
        candidate: estimateGap(metric.name, source.groups, 'candidate', options),
        baseline: estimateGap(metric.name, source.groups, 'baseline', options),
        change: compareGap(metric.name, source.groups, options),
      };
    case 'stated':
      return unpaired(
        estimateStated(source.aggregate, 'candidate', options.level),
        estimateStated(source.aggregate, 'baseline', options.level),
        options,
      );
    case 'measure':
      return {
        candidate: estimateMeasure(source.measure, options.level),
        baseline: baselineOfHistory(source.measure),
        change: compareWithHistory(source.measure, options.level),
      };
  }
}

function unpaired(
  candidate: Measured | Undefined,
  baseline: Measured | Undefined,
  { level }: EstimateOptions,
): Parts {
  return { candidate, baseline, change: compareUnpaired(candidate, baseline, level) };
}

/** The source as if it had `factor` times the rows, all like those it has. */
export function scaleSource(source: Source, factor: number): Source {
  switch (source.kind) {
    case 'paired':
      return { ...source, sums: scaleSums(source.sums, factor) };
    case 'recorded':
      return {
        ...source,
        sums: scaleSums(source.sums, factor),
        baseline: scaleSums(source.baseline, factor),
      };
    case 'groups':
      return {
        ...source,
        groups: source.groups.map((group) => scaleSums(group, factor)),
        recorded: source.recorded?.map((group) => scaleSums(group, factor)),
      };
    case 'stated':
      return { ...source, aggregate: scaleAggregate(source.aggregate, factor) };
    case 'measure':
      return source;
  }
}

function scaleAggregate(aggregate: Aggregate, factor: number): Aggregate {
  const scale = (stated: Aggregate['candidate']): Aggregate['candidate'] =>
    stated && {
      ...stated,
      ...(stated.rows !== undefined && { rows: stated.rows * factor }),
      ...(stated.standardError !== undefined && {
        standardError: stated.standardError / Math.sqrt(factor),
      }),
    };
  return { ...aggregate, candidate: scale(aggregate.candidate), baseline: scale(aggregate.baseline) };
}
