import type { Stratum } from '@proofmark/documents';
import type { Row } from '@proofmark/engine';

/** A number per unit, as SQL. `bound` is a power of two that its root mean square, in any slice, never exceeds. */
export type Feature = { name: string; sql: string; bound: number };

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
export function scaledFeatures(features: readonly Feature[]): string[] {
  return features.map(({ sql, bound }, i) => `(${sql}) * ${double(1 / bound)} AS f${i}`);
}

/** The sums of `f0`, `f1` … and of their products, as `s0`, `s1` … in the order of `readMoments`. */
export function momentSums(count: number, scale: number): string[] {
  const names = Array.from({ length: count }, (_, i) => `f${i}`);
  const products = names.flatMap((a, i) =>
    names.slice(i).map((b) => `f${a.slice(1)} * ${double(scale)} * ${b}`),
  );
  const terms = [...names.map((name) => `${name} * ${double(scale)}`), ...products];
  return terms.map((term, i) => `coalesce(sum(round(${term})), 0) AS s${i}`);
}

/** Mean and centred co-moments (upper triangle, row by row) of the rows that together form one stratum. */
export function readMoments(
  stratum: string,
  features: readonly Feature[],
  scale: number,
  parts: readonly { units: number; sums: Row }[],
): Stratum {
  const units = parts.reduce((total, part) => total + part.units, 0);
  const size = features.length + (features.length * (features.length + 1)) / 2;
  const sums = Array.from({ length: size }, (_, i) =>
    parts.reduce((total, part) => total + Number(part.sums[`s${i}`]), 0),
  );
  const bounds = features.map(({ bound }) => bound);
  const totals = bounds.map((bound, i) => ((sums[i] ?? 0) / scale) * bound);
  const places = bounds.map((_, i) => bounds.length + i * bounds.length - (i * (i - 1)) / 2);
  const constant = places.map((place, i) => isConstant(sums[i] ?? 0, sums[place] ?? 0, units, scale));
  const comoment: number[] = [];
  for (const [i, a] of bounds.entries()) {
    for (let j = i; j < bounds.length; j++) {
      const product = ((sums[bounds.length + comoment.length] ?? 0) / scale) * a * (bounds[j] ?? 1);
      const centred = units === 0 ? 0 : product - ((totals[i] ?? 0) * (totals[j] ?? 0)) / units;
      if (constant[i] || constant[j]) comoment.push(0);
      // Rounding may leave a variance of zero a hair below it.
      else comoment.push(i === j ? Math.max(0, centred) : centred);
    }
  }
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
