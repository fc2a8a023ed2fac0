import type { ColumnProfile, Distance, DriftCheck, MonitorSection } from '@proofmark/documents';
import { normalQuantile } from '@proofmark/stats';
import { binDistance } from './distance.ts';
import { samplingNoise } from './noise.ts';
import { largestMove, pairBins, showMove } from './reason.ts';
import { wassersteinDistance, wassersteinNoise } from './wasserstein.ts';

/** A rate of nulls that moves by more than this is drift, whatever the values do. */
const NULL_RATE_THRESHOLD = 0.05;

export type DriftRules = Pick<MonitorSection, 'distance' | 'threshold' | 'overrides'>;

/**
 * Compares profiles taken in the same bins, column by column. A column has drifted when a distance exceeds both its
 * threshold and what sampling alone would give.
 *
 * Where there are nulls their rate is checked beside the values; the distance `null-rate` checks nothing else.
 */
export function compareProfiles(
  reference: readonly ColumnProfile[],
  current: readonly ColumnProfile[],
  rules: DriftRules,
): DriftCheck[] {
  return reference.flatMap((before) => {
    const after = current.find(({ name }) => name === before.name);
    if (!after) throw new Error(`the current profile has no column ${before.name}`);
    const { distance = rules.distance, threshold = rules.threshold } = rules.overrides[before.name] ?? {};
    if (distance === 'null-rate') return [checkNullRate(before, after, threshold)];
    const nulls =
      before.nulls > 0 || after.nulls > 0 ? [checkNullRate(before, after, NULL_RATE_THRESHOLD)] : [];
    const isAllNull = before.nulls === before.rows || after.nulls === after.rows;
    return isAllNull ? nulls : [checkValues(before, after, distance, threshold), ...nulls];
  });
}

function checkValues(
  before: ColumnProfile,
  after: ColumnProfile,
  distance: Exclude<Distance, 'null-rate'>,
  threshold: number,
): DriftCheck {
  const bins = pairBins(before, after);
  const isWasserstein = distance === 'wasserstein';
  const value = isWasserstein ? wassersteinDistance(before, after) : binDistance(distance, bins);
  const noise = isWasserstein ? wassersteinNoise(before, after) : samplingNoise(distance, bins);
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

function checkNullRate(before: ColumnProfile, after: ColumnProfile, threshold: number): DriftCheck {
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
    reason: showMove(`${before.name} is null`, rate(before), rate(after)),
  };
}

function statusOf(value: number, noise: number, threshold: number): DriftCheck['status'] {
  return value > threshold && value > noise ? 'drifted' : 'stable';
}
