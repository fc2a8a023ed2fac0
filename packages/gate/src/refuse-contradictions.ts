import { type Evaluation, type SliceSums, showForeign, showSlice, UserError } from '@proofmark/documents';

const SLICE_LIMIT = 200;

type Measured = { testSet: Pick<Evaluation['testSet'], 'rows'> };

/**
 * Refuses sums that no rows could have given: a verdict from them would decide nothing.
 * @throws UserError `document-invalid` with the slice and the numbers
 */
export function refuseContradictions({ testSet, sums }: Pick<Evaluation, 'sums'> & Measured): void {
  for (const slice of sums) {
    const problem = findForeignRows(slice, testSet.rows) ?? findContradiction(slice);
    if (problem === undefined) continue;
    const where =
      slice.slice.length === 0 ? 'the whole test set' : showForeign(showSlice(slice.slice), SLICE_LIMIT);
    throw new UserError(
      'document-invalid',
      `the evaluation contradicts itself on ${where}: ${problem}; evaluate again`,
    );
  }
}

/** Reports and histories show the size that the document states, so it must be the one the verdict comes from. */
function findForeignRows({ slice, rows }: SliceSums, stated: number): string | undefined {
  const isWhole = slice.length === 0;
  if (isWhole ? rows === stated : rows <= stated) return undefined;
  return `expected ${isWhole ? '' : 'at most '}the ${stated} rows of testSet, received sums of ${rows}`;
}

function findContradiction({ rows, cells, thresholds = [], moments }: SliceSums): string | undefined {
  const inCells = cells.reduce((total, cell) => total + cell.rows, 0);
  if (cells.length > 0 && inCells !== rows) {
    return `expected cells of ${rows} rows in all, received ${inCells}`;
  }
  const other = thresholds.find((one) => labelsOf(one.cells) !== labelsOf(cells));
  if (other !== undefined) {
    return `expected cells of ${labelsOf(cells)} at the threshold ${other.threshold}, received ${labelsOf(other.cells)}`;
  }
  const { unit, features, strata } = moments;
  const units = strata.reduce((total, stratum) => total + stratum.units, 0);
  if (units > rows) return `expected at most ${rows} units (${unit}s) in the strata, received ${units}`;
  if (unit === 'row' && strata.length > 0 && units !== rows) {
    return `expected strata of ${rows} rows in all, received ${units}`;
  }
  const products = (features.length * (features.length + 1)) / 2;
  // A stratum without units has no moments to compare.
  for (const { stratum, mean, comoment } of strata.filter((one) => one.units > 0)) {
    const name = showForeign(stratum, SLICE_LIMIT);
    if (mean.length !== features.length) {
      return `stratum ${name}: expected ${features.length} means, one by feature, received ${mean.length}`;
    }
    if (comoment.length !== products) {
      return `stratum ${name}: expected ${products} comoments of ${features.length} features, received ${comoment.length}`;
    }
  }
  return undefined;
}

/** How many rows have each label, which no threshold changes. */
function labelsOf(cells: SliceSums['cells']): string {
  const counts = new Map<string, number>();
  for (const { label, rows } of cells) counts.set(label, (counts.get(label) ?? 0) + rows);
  const shown = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  return (
    shown.map(([label, rows]) => `${rows} rows of ${showForeign(label, SLICE_LIMIT)}`).join(' and ') ||
    'no rows'
  );
}
