import type { ColumnProfile, NumericColumn } from '@proofmark/documents';
import { chiSquareQuantile } from '@proofmark/stats';
import { areaBetween, cumulativeOf } from './cumulative.ts';
import { pooledShares, shares, sum } from './distance.ts';
import { pairBins } from './reason.ts';

const CONFIDENCE = 0.95;

/**
 * The first Wasserstein distance (earth mover's distance): the least mean way that values have to go from one
 * distribution to the other.
 * - Of numbers in bins: ∫ |F − G| of the distribution functions, in standard deviations of the reference.
 * - Of values told one by one, which have no order: each is as far from each other one as 1, so it is the share of
 *   rows that have to change, ½ Σ |q − p| (the total variation, 0 to 1).
 */
export function wassersteinDistance(before: ColumnProfile, after: ColumnProfile): number {
  if (before.kind === 'numeric' && after.kind === 'numeric') {
    const [f, g] = [cumulativeOf(before, unitOf(before)), cumulativeOf(after, unitOf(before))];
    return f.length === 0 || g.length === 0 ? 0 : areaBetween(f, g);
  }
  const bins = pairBins(before, after);
  if (sum(bins.reference) === 0 || sum(bins.current) === 0) return 0;
  const q = shares(bins.current);
  return sum(shares(bins.reference).map((p, i) => Math.abs((q[i] ?? 0) - p))) / 2;
}

/**
 * The 95th percentile of the distance when both samples come from one distribution. The distance is then a weighted
 * sum of |Z|, Z normal with known covariances (those of an empirical process at the edges, or of the shares); its
 * mean and variance are exact (Nabeya 1951), and a gamma distribution with these two stands for it.
 */
export function wassersteinNoise(before: ColumnProfile, after: ColumnProfile): number {
  const bins = pairBins(before, after);
  const [n, m] = [sum(bins.reference), sum(bins.current)];
  const pooled = pooledShares(bins);
  if (n === 0 || m === 0 || pooled.filter((share) => share > 0).length < 2) return 0;
  const scale = Math.sqrt(1 / n + 1 / m);
  const terms =
    before.kind === 'numeric' && after.kind === 'numeric'
      ? processTerms(before, after, pooled)
      : shareTerms(pooled);
  return scale * gammaQuantile(terms);
}

/** Normal variables of mean 0: weights of their absolute values, and covariances. */
type Terms = { weights: readonly number[]; covariance: (i: number, j: number) => number };

function shareTerms(pooled: readonly number[]): Terms {
  const at = (i: number) => pooled[i] ?? 0;
  return {
    weights: pooled.map(() => 1 / 2),
    covariance: (i, j) => (i === j ? at(i) : 0) - at(i) * at(j),
  };
}

/** The empirical process at the inner edges, each for its half of the bins beside it; and the means of the open bins. */
function processTerms(before: NumericColumn, after: NumericColumn, pooled: readonly number[]): Terms {
  const unit = unitOf(before);
  const [reference, current] = [cumulativeOf(before, unit), cumulativeOf(after, unit)];
  const reach = (end: 0 | -1) => {
    const own = [reference.at(end)?.x ?? 0, current.at(end)?.x ?? 0];
    return end === 0 ? Math.min(...own) : Math.max(...own);
  };
  const xs = [reach(0), ...before.edges.map((edge) => edge / unit), reach(-1)];
  const upTo = before.edges.map((_, i) => sum(pooled.slice(0, i + 1)));
  const inner = before.edges.map((_, i) => ((xs[i + 2] ?? 0) - (xs[i] ?? 0)) / 2);
  // The mean of a bin that reaches w beyond its edge varies by half of w, as an exponential tail does.
  const widths = [(xs[1] ?? 0) - (xs[0] ?? 0), (xs.at(-1) ?? 0) - (xs.at(-2) ?? 0)];
  const outer = widths.map((width) => width / 2);
  const masses = [pooled[0] ?? 0, pooled.at(-1) ?? 0];
  const edges = inner.length;
  const covariance = (i: number, j: number): number => {
    if (i >= edges || j >= edges) return i === j ? (masses[i - edges] ?? 0) : 0;
    const [f, g] = [upTo[Math.min(i, j)] ?? 0, upTo[Math.max(i, j)] ?? 0];
    return f * (1 - g);
  };
  return { weights: [...inner, ...outer], covariance };
}

/** 95th percentile of Σ w |Z| by the gamma distribution of the same mean and variance. */
function gammaQuantile({ weights, covariance }: Terms): number {
  let mean = 0;
  let variance = 0;
  const used = weights.flatMap((weight, i) => (weight > 0 && covariance(i, i) > 0 ? [{ weight, i }] : []));
  for (const one of used) {
    const deviation = Math.sqrt(covariance(one.i, one.i));
    mean += one.weight * deviation * Math.sqrt(2 / Math.PI);
    for (const other of used) {
      const product = deviation * Math.sqrt(covariance(other.i, other.i));
      const correlation = Math.min(1, Math.max(-1, covariance(one.i, other.i) / product));
      const overlap = Math.sqrt(1 - correlation ** 2) + correlation * Math.asin(correlation) - 1;
      variance += one.weight * other.weight * product * (2 / Math.PI) * overlap;
    }
  }
  if (!(mean > 0) || !(variance > 0)) return 0;
  const shape = mean ** 2 / variance;
  return (variance / mean / 2) * chiSquareQuantile(CONFIDENCE, 2 * shape);
}

/** A reference without spread, or of one value, gives no unit. */
function unitOf({ standardDeviation }: NumericColumn): number {
  return standardDeviation !== null && standardDeviation > 0 ? standardDeviation : 1;
}
