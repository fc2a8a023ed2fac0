import type { Distance } from '@proofmark/documents';
import { normalQuantile } from '@proofmark/stats';

/** Counts of two samples over the same bins. */
export type BinnedPair = { reference: readonly number[]; current: readonly number[] };

/**
 * Distance between two binned distributions; 0 for equal shares.
 * - `psi`: population stability index Σ (q − p) ln(q/p), the symmetric Kullback–Leibler divergence (Jeffreys 1946).
 * - `jensen-shannon`: square root of the divergence to the base 2, a metric between 0 and 1 (Endres & Schindelin 2003).
 * - `l-infinity`: largest change of the share of one bin, as TensorFlow Data Validation uses for categories.
 *
 * Empty bins would make psi infinite: every share is taken over counts plus one half (Jeffreys prior).
 */
export function binDistance(distance: Exclude<Distance, 'null-rate'>, pair: BinnedPair): number {
  const p = shares(pair.reference);
  const q = shares(pair.current);
  switch (distance) {
    case 'psi':
      return sum(p.map((pi, i) => ((q[i] ?? 0) - pi) * Math.log((q[i] ?? 0) / pi)));
    case 'jensen-shannon': {
      const divergence = p.map((pi, i) => {
        const qi = q[i] ?? 0;
        const middle = (pi + qi) / 2;
        return (pi * Math.log2(pi / middle) + qi * Math.log2(qi / middle)) / 2;
      });
      return Math.sqrt(Math.max(0, sum(divergence)));
    }
    case 'l-infinity':
      return Math.max(...p.map((pi, i) => Math.abs((q[i] ?? 0) - pi)), 0);
  }
}

const CONFIDENCE = 0.95;

/**
 * The 95th percentile of a distance when both samples come from one distribution: less than this is sampling noise.
 * For psi the null distribution is (1/n + 1/m) χ² with k−1 degrees of freedom (Yurdakul 2018); the Jensen–Shannon
 * divergence is an eighth of it to second order. For l-infinity: normal shares, Bonferroni over the bins.
 */
export function samplingNoise(distance: Exclude<Distance, 'null-rate'>, pair: BinnedPair): number {
  const inverseSizes = 1 / Math.max(1, sum(pair.reference)) + 1 / Math.max(1, sum(pair.current));
  const bins = pair.reference.length;
  switch (distance) {
    case 'psi':
      return inverseSizes * chiSquareQuantile(CONFIDENCE, Math.max(1, bins - 1));
    case 'jensen-shannon':
      return Math.sqrt(
        (inverseSizes * chiSquareQuantile(CONFIDENCE, Math.max(1, bins - 1))) / (8 * Math.LN2),
      );
    case 'l-infinity': {
      const z = normalQuantile(1 - (1 - CONFIDENCE) / (2 * Math.max(1, bins)));
      const pooled = shares(pair.reference.map((count, i) => count + (pair.current[i] ?? 0)));
      return Math.max(...pooled.map((share) => z * Math.sqrt(share * (1 - share) * inverseSizes)), 0);
    }
  }
}

/** Wilson & Hilferty 1931; within 1 % for the 95th percentile at one degree of freedom, better above. */
function chiSquareQuantile(probability: number, degreesOfFreedom: number): number {
  const c = 2 / (9 * degreesOfFreedom);
  return degreesOfFreedom * (1 - c + normalQuantile(probability) * Math.sqrt(c)) ** 3;
}

function shares(counts: readonly number[]): number[] {
  const total = sum(counts) + counts.length / 2;
  return counts.map((count) => (count + 0.5) / total);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
