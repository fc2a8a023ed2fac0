import { type Cell, type CellsAt, type SliceSums, showSlice } from '@proofmark/documents';
import { mergeStrata } from './moments.ts';

/**
 * The sums of two disjoint shards of the same slice; the order does not matter beyond rounding. A cluster must lie
 * in one shard whole, and placements must come from ranks over both shards: ranks do not merge.
 * @throws RangeError when the shards are of different slices or hold different features
 */
export function mergeSums(a: SliceSums, b: SliceSums): SliceSums {
  const [one, two] = [a, b].map((s) =>
    [
      showSlice(s.slice),
      s.moments.unit,
      ...s.moments.features,
      ...(s.thresholds ?? []).map(({ threshold }) => `threshold ${threshold}`),
    ].join(' | '),
  );
  if (one !== two) throw new RangeError(`cannot merge the sums of ${one} and ${two}`);
  const strata = a.moments.strata.map((stratum) => {
    const other = b.moments.strata.find((s) => s.stratum === stratum.stratum);
    return other ? mergeStrata(stratum, other) : stratum;
  });
  const added = b.moments.strata.filter((s) => strata.every(({ stratum }) => stratum !== s.stratum));
  return {
    slice: a.slice,
    rows: a.rows + b.rows,
    cells: mergeCells([...a.cells, ...b.cells]),
    ...(a.thresholds && { thresholds: mergeThresholds(a.thresholds, b.thresholds ?? []) }),
    ...(a.support && { support: mergeSupport(a.support, b.support ?? []) }),
    moments: { ...a.moments, strata: [...strata, ...added] },
  };
}

/** Both shards hold the same thresholds. */
function mergeThresholds(a: readonly CellsAt[], b: readonly CellsAt[]): CellsAt[] {
  return a.map(({ threshold, cells }) => {
    const other = b.find((one) => one.threshold === threshold);
    return { threshold, cells: mergeCells([...cells, ...(other?.cells ?? [])]) };
  });
}

type Support = NonNullable<SliceSums['support']>;

function mergeSupport(a: Support, b: Support): Support {
  return a.map(({ label, rows }) => ({
    label,
    rows: rows + (b.find((one) => one.label === label)?.rows ?? 0),
  }));
}

function mergeCells(cells: readonly Cell[]): Cell[] {
  const merged = new Map<string, Cell>();
  for (const cell of cells) {
    const key = JSON.stringify([cell.label, cell.candidate, cell.baseline]);
    merged.set(key, { ...cell, rows: cell.rows + (merged.get(key)?.rows ?? 0) });
  }
  return [...merged.values()];
}

/**
 * The sums that `factor` times as many rows would give if they looked like the observed ones: what a plan for more
 * data is made from. Counts may become fractions, so the result is for arithmetic, not for a document.
 */
export function scaleSums(sums: SliceSums, factor: number): SliceSums {
  return {
    slice: sums.slice,
    rows: sums.rows * factor,
    cells: scaleCells(sums.cells, factor),
    ...(sums.thresholds && {
      thresholds: sums.thresholds.map(({ threshold, cells }) => ({
        threshold,
        cells: scaleCells(cells, factor),
      })),
    }),
    ...(sums.support && {
      support: sums.support.map(({ label, rows }) => ({ label, rows: rows * factor })),
    }),
    moments: {
      ...sums.moments,
      strata: sums.moments.strata.map((stratum) => ({
        ...stratum,
        units: stratum.units * factor,
        comoment: stratum.comoment.map((sum) => (sum === null ? null : sum * factor)),
      })),
    },
  };
}

function scaleCells(cells: readonly Cell[], factor: number): Cell[] {
  return cells.map((cell) => ({ ...cell, rows: cell.rows * factor }));
}
