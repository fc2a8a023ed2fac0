import type { Side } from '@proofmark/documents';
import { featureAt } from '@proofmark/metrics';
import { double, type Feature, powerOfTwoAbove } from './moments.ts';
import { rankColumn } from './ranks.ts';

/** What is known of a side's scores before the sums: enough to bound every feature. */
export type ScoreRange = { minimum: number; maximum: number };
export type BinarySide = { side: Side; positives: ScoreRange; negatives: ScoreRange };

/** scikit-learn clips probabilities by the machine epsilon before it takes the logarithm. */
const EPSILON = 2 ** -52;

const clip = (probability: number) => Math.min(Math.max(probability, EPSILON), 1 - EPSILON);

function logLossBound({ positives, negatives }: BinarySide): number {
  const worst = Math.max(-Math.log(clip(positives.minimum)), -Math.log(1 - clip(negatives.maximum)));
  // An engine's logarithm may differ from ours in the last place.
  return powerOfTwoAbove(worst * 1.001);
}

function logLossSql({ side, positives, negatives }: BinarySide): string {
  // Clipping costs more than the logarithm, and hardly any model needs it.
  const inside = [positives, negatives].every(
    ({ minimum, maximum }) => minimum >= EPSILON && maximum <= 1 - EPSILON,
  );
  const score = `${side}::DOUBLE`;
  const p = inside ? score : `least(greatest(${score}, ${double(EPSILON)}), ${double(1 - EPSILON)})`;
  // p or 1 − p, without a branch for every row.
  return `-ln(abs(${p} - (NOT y)::INTEGER))`;
}

function brierSql(side: Side): string {
  return `(${side}::DOUBLE - y::DOUBLE) * (${side}::DOUBLE - y::DOUBLE)`;
}

/** Per row; the two classes are the strata. */
export function binaryRowFeatures(sides: readonly BinarySide[], needed: ReadonlySet<string>): Feature[] {
  return [
    ...sides.flatMap((known) => lossFeatures(known, needed)),
    ...(needed.has('placement_positive') ? sides.map(placementFeature) : []),
    ...precisionFeatures(sides, needed),
  ];
}

function placementFeature({ side }: BinarySide): Feature {
  const sql = rankColumn(side, 'placement');
  return { name: `placement.${side}`, sql, bound: 1, group: 'placement', ranked: true };
}

/** Of the average precision; see `score-ranks.ts`. */
function precisionFeatures(sides: readonly BinarySide[], needed: ReadonlySet<string>): Feature[] {
  if (!needed.has('precision_area')) return [];
  return sides.map(({ side }) => ({
    name: `precision_area.${side}`,
    sql: rankColumn(side, 'precision'),
    // Exceeded by few rows, but not in mean square, which is what exact sums need: the root mean square of G, a
    // cumulative hazard, is at most √2 (E[A²] ≤ 2), so that of the term is at most 1 + 2√2. A bound that holds for
    // every row, 64, would cost four binary digits of the value.
    bound: 4,
    group: 'precision_area',
    ranked: true,
  }));
}

function lossFeatures(known: BinarySide, needed: ReadonlySet<string>): Feature[] {
  const { side } = known;
  return [
    { name: `log_loss.${side}`, sql: logLossSql(known), bound: logLossBound(known), group: 'log_loss' },
    { name: `brier.${side}`, sql: brierSql(side), bound: 1, group: 'brier' },
  ].filter(({ group }) => needed.has(group));
}

/** Per row, to be summed over the rows of a cluster, or to be weighted. */
export function binaryTotalFeatures(
  sides: readonly BinarySide[],
  { threshold, otherThresholds }: { threshold: number; otherThresholds: readonly number[] },
  needed: ReadonlySet<string>,
): Feature[] {
  const indicator = (condition: string) => `(${condition})::DOUBLE`;
  const predictions = (side: Side, at: number, named: (feature: string) => string) => [
    {
      name: `${named('true_positives')}.${side}`,
      sql: indicator(`y AND ${side} >= ${double(at)}`),
      bound: 1,
    },
    {
      name: `${named('false_positives')}.${side}`,
      sql: indicator(`NOT y AND ${side} >= ${double(at)}`),
      bound: 1,
    },
  ];
  return [
    { name: 'rows', sql: '1.0::DOUBLE', bound: 1 },
    { name: 'positives', sql: indicator('y'), bound: 1 },
    ...sides.flatMap((known) => {
      const { side } = known;
      return [
        ...predictions(side, threshold, (feature) => feature),
        ...otherThresholds.flatMap((at) => predictions(side, at, (feature) => featureAt(feature, at))),
        ...lossFeatures(known, needed),
        ...(needed.has('placement_positive') ? placementFeatures(side) : []),
      ];
    }),
    ...precisionFeatures(sides, needed),
  ];
}

function placementFeatures(side: Side): Feature[] {
  const placement = rankColumn(side, 'placement');
  return [
    { name: `placement_positive.${side}`, sql: `CASE WHEN y THEN ${placement} ELSE 0 END` },
    { name: `placement_negative.${side}`, sql: `CASE WHEN y THEN 0 ELSE ${placement} END` },
  ].map((feature) => ({ ...feature, bound: 1, group: 'placement' }));
}

/** The features that sums of weights are made of. */
export function weighted(features: readonly Feature[], { largest }: { largest: number }): Feature[] {
  return features.map((feature) => ({
    ...feature,
    sql: `(${feature.sql}) * w`,
    bound: feature.bound * powerOfTwoAbove(largest),
  }));
}
