import type { Distance } from '@proofmark/documents';

/** Counts of two samples over the same bins. */
export type BinnedPair = { reference: readonly number[]; current: readonly number[] };

/** The distances that know of bins only that they differ. */
export type BinDistance = Exclude<Distance, 'null-rate' | 'wasserstein'>;

/**
 * Distance between two binned distributions: symmetric, 0 for equal shares, and for a sample without rows.
 * - `psi`: population stability index Σ (q − p) ln(q/p), the symmetric Kullback–Leibler divergence (Jeffreys 1946).
 *   One empty bin would make it infinite, so both shares are first drawn to the pooled ones with the weight of half a
 *   row per bin.
 * - `jensen-shannon`: square root of the divergence to the base 2, a metric between 0 and 1 (Endres & Schindelin 2003).
 * - `l-infinity`: largest change of the share of one bin, as TensorFlow Data Validation uses for categories.
 */
export function binDistance(distance: BinDistance, pair: BinnedPair): number {
  if (sum(pair.reference) === 0 || sum(pair.current) === 0) return 0;
  const pooled = pooledShares(pair);
  switch (distance) {
    case 'psi': {
      const p = drawnShares(pair.reference, pooled);
      const q = drawnShares(pair.current, pooled);
      return sum(
        pooled.map((share, i) => {
          const [pi, qi] = [p[i] ?? 0, q[i] ?? 0];
          return share === 0 ? 0 : (qi - pi) * Math.log(qi / pi);
        }),
      );
    }
    case 'jensen-shannon': {
      const p = shares(pair.reference);
      const q = shares(pair.current);
      const divergence = p.map((pi, i) => {
        const qi = q[i] ?? 0;
        return (entropyTerm(pi, (pi + qi) / 2) + entropyTerm(qi, (pi + qi) / 2)) / 2;
      });
      return Math.sqrt(Math.max(0, sum(divergence)));
    }
    case 'l-infinity': {
      const q = shares(pair.current);
      return Math.max(...shares(pair.reference).map((pi, i) => Math.abs((q[i] ?? 0) - pi)));
    }
  }
}

/** Shares of counts; all 0 without rows. */
export function shares(counts: readonly number[]): number[] {
  const total = sum(counts);
  return counts.map((count) => (total === 0 ? 0 : count / total));
}

/** Shares of both samples thrown together. */
export function pooledShares({ reference, current }: BinnedPair): number[] {
  return shares(reference.map((count, i) => count + (current[i] ?? 0)));
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function drawnShares(counts: readonly number[], pooled: readonly number[]): number[] {
  const weight = counts.length / 2;
  const total = sum(counts) + weight;
  return counts.map((count, i) => (count + weight * (pooled[i] ?? 0)) / total);
}

function entropyTerm(share: number, middle: number): number {
  return share === 0 ? 0 : share * Math.log2(share / middle);
}
