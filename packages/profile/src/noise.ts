import { chiSquareQuantile, findRoot, normalCdf } from '@proofmark/stats';
import { type BinDistance, type BinnedPair, pooledShares, sum } from './distance.ts';

const CONFIDENCE = 0.95;

/**
 * The 95th percentile of a distance when both samples come from one distribution: less than this is sampling noise.
 * 0 where there is nothing to tell apart: fewer than two bins with rows, or a sample without rows.
 *
 * For psi the null distribution is (1/n + 1/m) χ² with k − 1 degrees of freedom (Yurdakul & Naranjo 2020); the
 * Jensen–Shannon divergence in nats is an eighth of it to second order. For l-infinity the shares are normal and the
 * probabilities of the bins add up (Bonferroni). All three hold to a few percent where bins expect five rows or more.
 */
export function samplingNoise(distance: BinDistance, pair: BinnedPair): number {
  const [n, m] = [sum(pair.reference), sum(pair.current)];
  const filled = pooledShares(pair).filter((share) => share > 0);
  if (n === 0 || m === 0 || filled.length < 2) return 0;
  const inverseSizes = 1 / n + 1 / m;
  switch (distance) {
    case 'psi':
      return inverseSizes * chiSquareQuantile(CONFIDENCE, filled.length - 1);
    case 'jensen-shannon':
      return Math.sqrt((inverseSizes * chiSquareQuantile(CONFIDENCE, filled.length - 1)) / (8 * Math.LN2));
    case 'l-infinity':
      return largestChange(filled.map((share) => Math.sqrt(share * (1 - share) * inverseSizes)));
  }
}

/** The change that the largest of independent normal changes exceeds with 5 % probability. */
function largestChange(deviations: readonly number[]): number {
  // Two bins move as one: what one gains the other loses.
  const events = deviations.length === 2 ? deviations.slice(1) : deviations;
  const exceeding = (change: number) => sum(events.map((deviation) => 2 * normalCdf(-change / deviation)));
  return findRoot((change) => exceeding(change) - (1 - CONFIDENCE), 0, 10 * Math.max(...events));
}
