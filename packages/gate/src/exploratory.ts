import { countDiscoveries } from '@proofmark/stats';

/**
 * The confidence at which each of m exploratory checks is judged so that the false-discovery rate holds: 1 − k·α/m,
 * where k checks are decided at that very confidence (1 − α/m where none is). `pValue` is that of the nearer of the
 * two decisions, pass and fail; their directional false-discovery rate is then at most α.
 * Method: Y. Benjamini & D. Yekutieli, "False discovery rate-adjusted multiple confidence intervals for selected
 * parameters", JASA 100, 2005.
 */
export function discoveryConfidences(members: readonly { pValue: number; confidence: number }[]): number[] {
  const found = countDiscoveries(
    members.map(({ pValue }) => pValue),
    members.map(({ confidence }) => 1 - confidence),
  );
  const share = Math.max(1, found) / members.length;
  // A family of one, or one that is decided throughout, keeps its digits.
  return members.map(({ confidence }) => (share === 1 ? confidence : 1 - (1 - confidence) * share));
}
