import type { Estimate, Verdict } from '@proofmark/documents';
import { directionOf } from '@proofmark/metrics';

const METRIC_LIMIT = 3;

/** Metrics that gates judge by slice first, then the other gates' metrics, then whatever was measured. */
export function chooseSliceMetrics(sliced: readonly Estimate[], verdict: Verdict | undefined): string[] {
  const gates = verdict?.gates ?? [];
  const wanted = [
    ...gates.filter(({ slice }) => slice.length > 0).map(({ metric }) => metric),
    ...gates.map(({ metric }) => metric),
    ...sliced.map(({ metric }) => metric),
  ];
  const measured = new Set(sliced.map(({ metric }) => metric));
  return [...new Set(wanted)].filter((metric) => measured.has(metric)).slice(0, METRIC_LIMIT);
}

/** The improvement (or, without a baseline, the value), positive when good; the missing ones last. */
export function gain(estimate: Estimate | undefined): number {
  const value = estimate?.change?.value ?? estimate?.candidate?.value;
  if (!estimate || value === undefined) return Number.POSITIVE_INFINITY;
  return directionOf(estimate.metric) === 'lower' ? 0 - value : value;
}
