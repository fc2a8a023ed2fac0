import type { SliceSums } from '@proofmark/documents';
import type { Metric } from './metric.ts';

/** With fewer rows of a class no interval of ours holds its level (bench/calibration/RESULTS.md). */
const FEWEST_ROWS = 10;

/**
 * Why there are too few rows of a class for an interval of the metric; undefined where there are enough. Rows of a
 * class that decides the metric may all be alike by chance, or be absent, which no spread among them shows. Also of
 * clusters and weighted rows, whose cells count rows.
 */
export function whyTooFew(metric: Metric, sums: SliceSums, classes: readonly string[]): string | undefined {
  const rarest = rarestClass(metric, sums, classes);
  if (rarest === undefined || rarest.rows >= FEWEST_ROWS) return undefined;
  const { label, rows } = rarest;
  return `${rows} ${rows === 1 ? 'row' : 'rows'} of class ${label} are too few to tell its spread, which takes at least ${FEWEST_ROWS}`;
}

/** How many rows like these hold enough of each class for an interval; infinitely many where a class is absent. */
export function fewestRows(metric: Metric, sums: SliceSums, classes: readonly string[]): number {
  const rarest = rarestClass(metric, sums, classes);
  return rarest === undefined ? 1 : Math.ceil((FEWEST_ROWS * sums.rows) / rarest.rows);
}

/** Rows of the rarest class that the metric rests on; infinitely many where it rests on none. */
export function rarestRows(metric: Metric, sums: SliceSums, classes: readonly string[]): number {
  return rarestClass(metric, sums, classes)?.rows ?? Number.POSITIVE_INFINITY;
}

function rarestClass({ rareClass }: Metric, { cells }: SliceSums, classes: readonly string[]) {
  if (rareClass === undefined || cells.length === 0) return undefined;
  const predicted = cells.flatMap(({ candidate, baseline }) =>
    baseline === null ? [candidate] : [candidate, baseline],
  );
  const counts = new Map((rareClass === 'decides' ? classes : predicted).map((label) => [label, 0]));
  for (const { label, rows } of cells) counts.set(label, (counts.get(label) ?? 0) + rows);
  const [rarest] = [...counts].sort(([, a], [, b]) => a - b);
  return rarest && { label: rarest[0], rows: rarest[1] };
}
