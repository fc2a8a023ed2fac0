import type { SliceSums } from '@proofmark/documents';
import { type Design, designOf } from './design.ts';
import type { Dual } from './dual.ts';
import type { Metric } from './metric.ts';
import { type Spread, spreadOf } from './spread.ts';

/**
 * Sums of weighted rows and of clusters do not tell how much of a variance few of them make; the cells, which count
 * rows, do for the metrics of right and wrong. With few rows of a rare class the degrees of freedom are as few as those
 * of the rows unweighted, fewer as the weights differ.
 * @param formula the metric, or the difference of two models, on the totals of a design
 */
export function withCells(
  spread: Spread,
  asked: Metric,
  sums: SliceSums,
  classes: readonly string[],
  design: Design,
  formula: (design: Design) => Dual,
): Spread {
  const { family } = asked;
  const isOfCells = family === 'confusion' || family === 'classes';
  if (design.simple || sums.cells.length === 0 || !isOfCells) return spread;
  const rows = designOf({ ...sums, moments: { unit: 'row', features: [], strata: [] } }, classes, family);
  const own = spreadOf(rows, formula(rows));
  if (!(own.standardError !== null && own.standardError > 0)) return spread;
  const shareOfUnits = design.unit === 'row' ? design.effectiveUnits / rows.effectiveUnits : 1;
  const degreesOfFreedom = Math.max(1, own.degreesOfFreedom * Math.min(1, shareOfUnits));
  return { ...spread, degreesOfFreedom: Math.min(spread.degreesOfFreedom, degreesOfFreedom) };
}
