import { betaCdf, binomialTerm } from './beta.ts';

/** P(K = k) of Binomial(n, p). */
export function binomialPmf(k: number, n: number, p: number): number {
  return k < 0 || k > n ? 0 : binomialTerm(k, n, p, 1 - p);
}

/** P(K ≤ k) of Binomial(n, p), through the incomplete beta function (DLMF 8.17.5). */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  return k >= n ? 1 : betaCdf(1 - p, n - k, k + 1, p);
}
