import type { Stratum } from '@proofmark/documents';

/** A packed upper triangle (row by row); null for two features that no metric is made of together. */
export type Comoment = readonly (number | null)[];

/** Calls back for every entry of a packed upper triangle (row by row): index in it, row and column. */
function eachPair(size: number, visit: (index: number, row: number, column: number) => void): void {
  let index = 0;
  for (let row = 0; row < size; row++) {
    for (let column = row; column < size; column++) visit(index++, row, column);
  }
}

/**
 * x' C x of the symmetric matrix C given by its packed upper triangle, and the same with absolute values.
 * @throws RangeError when that takes a co-moment that was not measured
 */
export function quadraticForm(
  comoment: Comoment,
  x: readonly number[],
): { value: number; magnitude: number } {
  let value = 0;
  let magnitude = 0;
  eachPair(x.length, (index, row, column) => {
    const weight = (x[row] ?? 0) * (x[column] ?? 0) * (row === column ? 1 : 2);
    if (weight === 0) return;
    const product = comoment[index];
    if (product === null) throw new RangeError(`the sums hold no co-moment of features ${row} and ${column}`);
    const term = (product ?? 0) * weight;
    value += term;
    magnitude += Math.abs(term);
  });
  return { value, magnitude };
}

/** Moments of values that each occur `count` times. */
export function momentsOf(size: number, rows: readonly { x: readonly number[]; count: number }[]) {
  const units = rows.reduce((sum, { count }) => sum + count, 0);
  const total = Array.from({ length: size }, (_, i) =>
    rows.reduce((sum, { x, count }) => sum + count * (x[i] ?? 0), 0),
  );
  const mean = total.map((sum) => (units === 0 ? 0 : sum / units));
  const comoment = new Array<number>((size * (size + 1)) / 2).fill(0);
  for (const { x, count } of rows) {
    eachPair(size, (index, i, j) => {
      comoment[index] =
        (comoment[index] ?? 0) + count * ((x[i] ?? 0) - (mean[i] ?? 0)) * ((x[j] ?? 0) - (mean[j] ?? 0));
    });
  }
  return { units, total, mean, comoment };
}

/**
 * Moments of the union of two disjoint sets of units.
 * Method: T. F. Chan, G. H. Golub & R. J. LeVeque, "Updating formulae and a pairwise algorithm for computing sample
 * variances", Stanford STAN-CS-79-773, 1979; for co-moments.
 */
export function mergeStrata(a: Stratum, b: Stratum): Stratum {
  if (a.units === 0) return { ...b, stratum: a.stratum };
  if (b.units === 0) return a;
  const units = a.units + b.units;
  const shift = a.mean.map((mean, i) => (b.mean[i] ?? 0) - mean);
  const comoment = a.comoment.map((sum, i) => {
    const other = b.comoment[i];
    return sum === null || other === null ? null : sum + (other ?? 0);
  });
  const weight = (a.units * b.units) / units;
  eachPair(a.mean.length, (index, i, j) => {
    const within = comoment[index] ?? null;
    if (within !== null) comoment[index] = within + weight * (shift[i] ?? 0) * (shift[j] ?? 0);
  });
  const mean = a.mean.map((value, i) => value + ((shift[i] ?? 0) * b.units) / units);
  return { stratum: a.stratum, units, mean, comoment };
}
