import { canonicalJson, type Evaluation, type SliceSums, sha256 } from '@proofmark/documents';

/** Sums in another scale, as another baseline may make them, agree to so many digits. */
const DIGITS = 9;

/**
 * What makes a candidate the same one for the ledger: its own numbers on the test set, not the bytes of a file, which
 * change when equal predictions are written again, nor the commit, at which one may train any number of times. What
 * depends on the baseline is left out.
 */
export function candidateDigest({ testSet, sums, aggregates }: Evaluation): string {
  const own = {
    testSet: testSet.digest,
    slices: sums.map(numbersOf),
    ...(aggregates && { aggregates: aggregates.map(({ metric, candidate }) => ({ metric, candidate })) }),
  };
  return sha256(canonicalJson(own));
}

function numbersOf({ slice, rows, cells, moments: { unit, features, strata } }: SliceSums) {
  const counts = new Map<string, number>();
  for (const cell of cells) {
    const kind = JSON.stringify([cell.label, cell.candidate]);
    counts.set(kind, (counts.get(kind) ?? 0) + cell.rows);
  }
  return {
    slice,
    rows,
    unit,
    cells: [...counts].sort(([a], [b]) => (a < b ? -1 : 1)),
    strata: strata.map(({ stratum, units, mean }) => ({
      stratum,
      units,
      means: features.flatMap((name, i) =>
        name.endsWith('.baseline') ? [] : [[name, Number((mean[i] ?? 0).toPrecision(DIGITS))]],
      ),
    })),
  };
}
