import { betaCdf, binomialTerm } from './beta.ts';
import { requireCount, requireNumber, requireShare } from './require.ts';

/** P(K = k) of Binomial(n, p). */
export function binomialPmf(k: number, n: number, p: number): number {
  requireArguments(k, n, p);
  return k < 0 || k > n ? 0 : binomialTerm(k, n, p, 1 - p);
}

/** P(K ≤ k) of Binomial(n, p), through the incomplete beta function (DLMF 8.17.5). */
export function binomialCdf(k: number, n: number, p: number): number {
  requireArguments(k, n, p);
  if (k < 0) return 0;
  return k >= n ? 1 : betaCdf(1 - p, n - k, k + 1, p);
}

function requireArguments(k: number, n: number, p: number): void {
  requireNumber(k, 'a number of successes');
  requireCount(n, 'a number of trials');
  requireShare(p);
}
