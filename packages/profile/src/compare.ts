import type { ColumnProfile, Distance, DriftCheck, MonitorSection } from '@proofmark/documents';
import { normalQuantile } from '@proofmark/stats';
import { type BinnedPair, binDistance, samplingNoise } from './distance.ts';

/** A share of nulls that moves by more than this is drift, whatever the values do. */
const NULL_RATE_THRESHOLD = 0.05;

export type DriftRules = Pick<MonitorSection, 'distance' | 'threshold' | 'overrides'>;

/**
 * Compares profiles taken in the same bins, column by column. A column has drifted when its distance exceeds both the
 * threshold and what sampling alone would give.
 */
export function compareProfiles(
  reference: readonly ColumnProfile[],
  current: readonly ColumnProfile[],
  rules: DriftRules,
): DriftCheck[] {
  return reference.flatMap((before) => {
    const after = current.find(({ name }) => name === before.name);
    if (!after) throw new Error(`the current profile has no column ${before.name}`);
    const rule = rules.overrides[before.name];
    const distance = rule?.distance ?? rules.distance;
    const nulls = nullRateCheck(before, after, distance === 'null-rate' ? rule?.threshold : undefined);
    if (distance === 'null-rate') return [nulls];
    const values = valuesCheck(before, after, distance, rule?.threshold ?? rules.threshold);
    return before.nulls > 0 || after.nulls > 0 ? [values, nulls] : [values];
  });
}

function valuesCheck(
  before: ColumnProfile,
  after: ColumnProfile,
  distance: Exclude<Distance, 'null-rate'>,
  threshold: number,
): DriftCheck {
  const bins = binsOf(before, after);
  const value = binDistance(distance, bins);
  const noise = samplingNoise(distance, bins);
  return {
    column: before.name,
    distance,
    value,
    noise,
    threshold,
    status: statusOf(value, noise, threshold),
    reason: largestMove(bins),
  };
}

function nullRateCheck(
  before: ColumnProfile,
  after: ColumnProfile,
  threshold = NULL_RATE_THRESHOLD,
): DriftCheck {
  const rate = (column: ColumnProfile) => column.nulls / Math.max(1, column.rows);
  const pooled = (before.nulls + after.nulls) / Math.max(1, before.rows + after.rows);
  const value = Math.abs(rate(after) - rate(before));
  const inverseSizes = 1 / Math.max(1, before.rows) + 1 / Math.max(1, after.rows);
  const noise = normalQuantile(0.975) * Math.sqrt(pooled * (1 - pooled) * inverseSizes);
  return {
    column: before.name,
    distance: 'null-rate',
    value,
    noise,
    threshold,
    status: statusOf(value, noise, threshold),
    reason: `nulls: ${percent(rate(before))} → ${percent(rate(after))}`,
  };
}

function statusOf(value: number, noise: number, threshold: number): DriftCheck['status'] {
  return value > threshold && value > noise ? 'drifted' : 'stable';
}

type LabelledBins = BinnedPair & { labels: string[] };

function binsOf(before: ColumnProfile, after: ColumnProfile): LabelledBins {
  if (before.kind === 'numeric' && after.kind === 'numeric') {
    const labels = before.counts.map((_, i) => binLabel(before.edges, i));
    return { labels, reference: before.counts, current: after.counts };
  }
  if (before.kind === 'categorical' && after.kind === 'categorical') {
    const counts = (column: typeof before) => [...column.values.map(({ count }) => count), column.other];
    const hasOther = before.other > 0 || after.other > 0;
    const keep = <T>(values: T[]) => (hasOther ? values : values.slice(0, -1));
    return {
      labels: keep([...before.values.map(({ value }) => value), 'other values']),
      reference: keep(counts(before)),
      current: keep(counts(after)),
    };
  }
  throw new Error(`column ${before.name}: profiles of different kinds`);
}

function binLabel(edges: readonly number[], bin: number): string {
  const from = edges[bin - 1];
  const to = edges[bin];
  if (from === undefined) return to === undefined ? 'all' : `≤ ${to}`;
  return to === undefined ? `> ${from}` : `${from} to ${to}`;
}

function largestMove({ labels, reference, current }: LabelledBins): string {
  const total = (counts: readonly number[]) =>
    Math.max(
      1,
      counts.reduce((a, b) => a + b, 0),
    );
  const [n, m] = [total(reference), total(current)];
  let best = 0;
  const moves = labels.map((_, i) => Math.abs((current[i] ?? 0) / m - (reference[i] ?? 0) / n));
  for (const [i, move] of moves.entries()) if (move > (moves[best] ?? 0)) best = i;
  return `${labels[best]}: ${percent((reference[best] ?? 0) / n)} → ${percent((current[best] ?? 0) / m)}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
