import type { Estimate, Evaluation } from '@proofmark/documents';
import { requireMetric } from './catalogue.ts';
import { measureParts, type Source } from './measure-parts.ts';
import type { Measured, Undefined } from './measured.ts';
import type { Metric } from './metric.ts';
import { recordedOrEmpty, whyIncomparable } from './recorded.ts';
import { statedMetric } from './stated.ts';

const LEVEL = 0.95;

type Evaluated = Pick<
  Evaluation,
  'task' | 'classes' | 'threshold' | 'metrics' | 'sums' | 'baseline' | 'testSet' | 'recorded' | 'aggregates'
>;

/**
 * The readable part of an evaluation: every metric on every slice at 95 %, in the order of the sums.
 * @throws UserError `document-invalid` for a metric that the task does not have
 */
export function summarise(evaluation: Evaluated): Estimate[] {
  const { task, classes, metrics, sums, baseline, testSet, aggregates = [] } = evaluation;
  const paired = baseline !== null && whyIncomparable(evaluation) === undefined;
  if (task === 'aggregates') {
    return aggregates.map((aggregate) => {
      const { metric, direction = 'higher', candidate } = aggregate;
      const rows = candidate?.rows ?? testSet.rows;
      const source = { kind: 'stated', aggregate } as const;
      return summariseOne(statedMetric(metric, direction), source, { rows, slice: [] }, classes, paired);
    });
  }
  const found = metrics.map((name) => requireMetric(name, { task, classes }, 'metrics', 'document-invalid'));
  return sums.flatMap((slice) => {
    const source: Source =
      evaluation.recorded === undefined
        ? { kind: 'paired', sums: slice }
        : { kind: 'recorded', sums: slice, baseline: recordedOrEmpty(evaluation, slice.slice) };
    return found.map((metric) => summariseOne(metric, source, slice, classes, paired));
  });
}

function summariseOne(
  metric: Metric,
  source: Source,
  { slice, rows }: Pick<Estimate, 'slice' | 'rows'>,
  classes: readonly string[],
  hasBaseline: boolean,
): Estimate {
  const parts = measureParts(metric, source, { classes, level: LEVEL });
  const { candidate } = parts;
  const baseline = hasBaseline ? parts.baseline : null;
  const change = hasBaseline ? parts.change : null;
  const reason = [candidate, baseline, change].find((part) => part?.reason !== undefined)?.reason;
  return {
    metric: metric.name,
    slice,
    rows,
    candidate: shown(candidate),
    baseline: shown(baseline),
    change: shown(change),
    ...(reason !== undefined && { reason }),
  };
}

function shown(part: Measured | Undefined | null): Estimate['candidate'] {
  return part === null || part.value === null ? null : { value: part.value, interval: part.interval };
}
