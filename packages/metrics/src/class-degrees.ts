import type { SliceSums } from '@proofmark/documents';
import type { Metric } from './metric.ts';
import type { Spread } from './spread.ts';

/**
 * The spread of a mean over classes whose sums hold a number a row, and so do not tell which rows make the variance:
 * with as few degrees of freedom as it has where the rows of each class vary alike, by F. E. Satterthwaite, Biometrics
 * Bulletin 2, 1946. The rare classes make most of the variance. As it was of any other metric.
 */
export function withClasses(spread: Spread, { rareClass }: Metric, sums: SliceSums): Spread {
  const isRanked = rareClass === 'ranked';
  if (!isRanked && !(rareClass === 'averaged' && sums.cells.length === 0)) return spread;
  const own = rowsByClass(sums);
  const groups = isRanked ? own.flatMap((rows) => [rows, sums.rows - rows]) : own;
  const present = groups.filter((rows) => rows > 0);
  const variance = present.reduce((total, rows) => total + 1 / rows, 0);
  const squares = present.reduce((total, rows) => total + 1 / (rows * rows * Math.max(rows - 1, 0)), 0);
  if (!(squares > 0)) return spread;
  const degreesOfFreedom = Math.max(1, (variance * variance) / squares);
  return { ...spread, degreesOfFreedom: Math.min(spread.degreesOfFreedom, degreesOfFreedom) };
}

function rowsByClass({ cells, support }: SliceSums): number[] {
  if (support) return support.map(({ rows }) => rows);
  const labels = Map.groupBy(cells, ({ label }) => label);
  return [...labels.values()].map((own) => own.reduce((total, { rows }) => total + rows, 0));
}
