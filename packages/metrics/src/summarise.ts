import type { Estimate, Evaluation } from '@proofmark/documents';
import { requireMetric } from './catalogue.ts';
import { compare, estimate, type Measured, type Undefined } from './estimate.ts';
import type { Metric } from './metric.ts';

const LEVEL = 0.95;

/**
 * The readable part of an evaluation: every metric on every slice at 95 %, in the order of the sums.
 * @throws UserError `document-invalid` for a metric that the task does not have
 */
export function summarise({
  task,
  classes,
  metrics,
  sums,
  baseline,
}: Pick<Evaluation, 'task' | 'classes' | 'metrics' | 'sums' | 'baseline'>): Estimate[] {
  const found = metrics.map((name) => requireMetric(name, { task, classes }, 'metrics', 'document-invalid'));
  return sums.flatMap((slice) =>
    found.map((metric) => summariseOne(metric, slice, classes, baseline !== null)),
  );
}

function summariseOne(
  metric: Metric,
  sums: Evaluation['sums'][number],
  classes: readonly string[],
  paired: boolean,
): Estimate {
  const options = { classes, level: LEVEL };
  const candidate = estimate(metric, sums, 'candidate', options);
  const baseline = paired ? estimate(metric, sums, 'baseline', options) : null;
  const change = paired ? compare(metric, sums, options) : null;
  const reason = [candidate, baseline, change].find((part) => part?.reason !== undefined)?.reason;
  return {
    metric: metric.name,
    slice: sums.slice,
    rows: sums.rows,
    candidate: shown(candidate),
    baseline: shown(baseline),
    change: shown(change),
    ...(reason !== undefined && { reason }),
  };
}

function shown(part: Measured | Undefined | null): Estimate['candidate'] {
  return part === null || part.value === null ? null : { value: part.value, interval: part.interval };
}
