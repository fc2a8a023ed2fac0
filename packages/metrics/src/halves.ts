import type { Cell, Side, SliceSums } from '@proofmark/documents';
import { designOf, isSimple } from './design.ts';
import type { Metric } from './metric.ts';
import { type Spread, spreadOf, totalsOf } from './spread.ts';

/**
 * The spread that the metric has with ½ added to each cell of label and prediction, of independent rows of two
 * classes. Where a kind of error is rare the sample may show none of it, and then the delta method sees no spread from
 * it: the idea of A. Agresti & B. A. Coull, The American Statistician 52, 1998.
 */
export function spreadWithHalves(
  metric: Metric,
  sums: SliceSums,
  side: Side,
  classes: readonly string[],
): Spread {
  if (!isSimple(sums)) return { standardError: 0, degreesOfFreedom: 0 };
  const cells = sums.cells.map((cell): Cell => ({ ...cell, candidate: cell[side] ?? '', baseline: null }));
  const halves = classes.flatMap((label) =>
    classes.map((candidate): Cell => ({ label, candidate, baseline: null, rows: 0.5 })),
  );
  const design = designOf({ ...sums, cells: [...cells, ...halves] }, classes, metric.family);
  return spreadOf(design, metric.value(totalsOf(design, 'candidate')));
}
