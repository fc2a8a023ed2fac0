import type { NumericColumn } from '@proofmark/documents';

/** A distribution function as a polygon: from 0 to 1, x and f never falling. No point: no values. */
export type Cumulative = readonly { x: number; f: number }[];

/**
 * The distribution function of a profiled column, its values taken as evenly spread over each bin. An open bin
 * reaches as far beyond its edge as its mean says, so that one extreme value does not stretch it; in profiles without
 * those means, to the minimum and the maximum.
 * @param unit what x is measured in
 */
export function cumulativeOf(column: NumericColumn, unit: number): Cumulative {
  const { counts, outerMeans } = column;
  const [minimum, maximum] = [scaled(column.minimum, unit), scaled(column.maximum, unit)];
  const edges = column.edges.map((edge) => edge / unit);
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return [];
  const [lowest = minimum ?? 0, highest = lowest] = [edges[0], edges.at(-1)];
  const begin = outerMeans
    ? mirrored(scaled(outerMeans[0], unit), lowest)
    : Math.min(minimum ?? lowest, lowest);
  const end = outerMeans
    ? mirrored(scaled(outerMeans[1], unit), highest)
    : Math.max(maximum ?? highest, highest);
  let upTo = 0;
  const inner = edges.map((x, i) => {
    upTo += counts[i] ?? 0;
    return { x, f: upTo / total };
  });
  return [{ x: begin, f: 0 }, ...inner, { x: end, f: 1 }];
}

function scaled(value: number | null, unit: number): number | null {
  return value === null ? null : value / unit;
}

/** The far end of a bin of which one end and the mean are known. */
function mirrored(mean: number | null, edge: number): number {
  return mean === null ? edge : 2 * mean - edge;
}

/** ∫ |F − G| over the line, exact for polygons. */
export function areaBetween(one: Cumulative, other: Cumulative): number {
  const xs = [...new Set([...one, ...other].map(({ x }) => x))].sort((a, b) => a - b);
  let area = 0;
  for (const [i, to] of xs.entries()) {
    const from = xs[i - 1];
    if (from === undefined) continue;
    const [f, g] = [ends(one, from, to), ends(other, from, to)];
    area += (to - from) * meanDistance(f[0] - g[0], f[1] - g[1]);
  }
  return area;
}

/** The values at both ends of an interval without a corner inside; at a jump, those on its side. */
function ends(polygon: Cumulative, from: number, to: number): [number, number] {
  const next = polygon.findIndex(({ x }, i) => i > 0 && x >= to && (polygon[i - 1]?.x ?? to) <= from);
  const [a, b] = [polygon[next - 1], polygon[next]];
  if (!a || !b) return to <= (polygon[0]?.x ?? from) ? [0, 0] : [1, 1];
  const at = (x: number) => a.f + ((b.f - a.f) * (x - a.x)) / (b.x - a.x);
  return [at(from), at(to)];
}

/** The mean of |d| where d goes straight from one value to another. */
function meanDistance(from: number, to: number): number {
  const [a, b] = [Math.abs(from), Math.abs(to)];
  return from * to >= 0 ? (a + b) / 2 : (a * a + b * b) / (2 * (a + b));
}
