import type { Stratum } from '@proofmark/documents';
import type { Row } from '@proofmark/engine';

/**
 * A number per unit, as SQL. `bound` is a power of two that its root mean square, in any slice, never exceeds.
 * Features of two different groups are parts of no metric together, so nobody needs their product; one without a group
 * may be a part of any. One that is `ranked` is made of the ranks of scores.
 */
export type Feature = { name: string; sql: string; bound: number; group?: string; ranked?: boolean };

/** The smallest power of two that is at least |value|. */
export function powerOfTwoAbove(value: number): number {
  const magnitude = Math.abs(value);
  if (magnitude === 0) return 1;
  const power = 2 ** Math.ceil(Math.log2(magnitude));
  return power < magnitude ? power * 2 : power;
}

/**
 * Sums that do not depend on the order of the rows. Floating-point addition is not associative, and a parallel
 * engine adds in any order; but sums of integers below 2^53 are exact. So each term is scaled by a power of two,
 * such that `units` terms stay below 2^52, and rounded to an integer (Demmel & Nguyen 2013, "Fast reproducible
 * floating-point summation"). The error is at most that of a naive sum; two runs give the same bits.
 */
export function exactScale(units: number): number {
  return 2 ** (52 - Math.ceil(Math.log2(Math.max(units, 1))));
}

/** `f0`, `f1` … for a SELECT: features scaled to [−1, 1]. */
export function scaledFeatures(features: readonly Feature[], first = 0): string[] {
  return features.map(({ sql, bound }, i) => `(${sql}) * ${double(1 / bound)} AS f${first + i}`);
}

/** The upper triangle of all pairs of features, row by row; without those whose product nobody needs, `undefined`. */
export function pairsOf(features: readonly Feature[]): (readonly [number, number] | undefined)[] {
  return features.flatMap((a, i) =>
    features.slice(i).map((b, k) => {
      const apart = a.group !== undefined && b.group !== undefined && a.group !== b.group;
      return apart ? undefined : ([i, i + k] as const);
    }),
  );
}

/** The sums of `f0`, `f1` … as `s0`, `s1` …, and of the products of pairs, as `p0_0`, `p0_1` … */
export function momentSums(features: readonly Feature[], scale: number, first = 0): string[] {
  const sum = (term: string) => `coalesce(sum(round(${term})), 0)`;
  const products = pairsOf(features).flatMap((pair) => {
    if (!pair) return [];
    const [i, j] = pair.map((index) => first + index);
    return [`${sum(`f${i} * ${double(scale)} * f${j}`)} AS p${i}_${j}`];
  });
  const sums = features.map((_, k) => `${sum(`f${first + k} * ${double(scale)}`)} AS s${first + k}`);
  return [...sums, ...products];
}

/**
 * Mean and centred co-moments (upper triangle, row by row) of the units of one stratum.
 * @param found what `momentSums` gave, undefined without units
 */
export function readMoments(
  stratum: string,
  features: readonly Feature[],
  scale: number,
  found: Row | undefined,
): Stratum {
  const units = Number(found?.units ?? 0);
  const sumOf = (name: string) => Number(found?.[name] ?? 0);
  const bounds = features.map(({ bound }) => bound);
  const totals = bounds.map((bound, i) => (sumOf(`s${i}`) / scale) * bound);
  const constant = bounds.map((_, i) => isConstant(sumOf(`s${i}`), sumOf(`p${i}_${i}`), units, scale));
  const comoment = pairsOf(features).map((pair) => {
    if (!pair) return null;
    const [i, j] = pair;
    if (units === 0 || constant[i] || constant[j]) return 0;
    const product = (sumOf(`p${i}_${j}`) / scale) * (bounds[i] ?? 1) * (bounds[j] ?? 1);
    const centred = product - ((totals[i] ?? 0) * (totals[j] ?? 0)) / units;
    // Rounding may leave a variance of zero a hair below it.
    return i === j ? Math.max(0, centred) : centred;
  });
  return { stratum, units, mean: totals.map((total) => (units === 0 ? 0 : total / units)), comoment };
}

/**
 * Whether all units have the same number, which no difference of rounded sums tells: of 0.8 it leaves a spread of
 * 1e-8. The sums, integers, are then `units` times those of one unit, up to the rounding of its square.
 */
function isConstant(sum: number, squares: number, units: number, scale: number): boolean {
  if (units === 0 || sum % units !== 0 || squares % units !== 0) return false;
  const [one, square] = [sum / units / scale, squares / units / scale];
  return Math.abs(square - one * one) * scale <= 2;
}

/** A double literal: DuckDB would read plain digits as DECIMAL. */
export function double(value: number): string {
  return `'${value}'::DOUBLE`;
}
