import type { Side, SliceSums } from '@proofmark/documents';
import { sumsFor } from './at-threshold.ts';
import { isSimple, sidesOf } from './design.ts';
import type { Metric } from './metric.ts';

/** With fewer rows of a class no interval of ours holds its level (bench/calibration/RESULTS.md). */
const FEWEST_ROWS = 10;

/**
 * Why there are too few rows of a class for an interval of the metric; undefined where there are enough. Rows of a
 * class that decides the metric may all be alike by chance, or be absent, which no spread among them shows. Also of
 * clusters and weighted rows, whose cells count rows.
 */
export function whyTooFew(
  metric: Metric,
  sums: SliceSums,
  classes: readonly string[],
  sides?: readonly Side[],
): string | undefined {
  const rarest = rarestClass(metric, sums, classes, sides);
  if (rarest === undefined || rarest.rows >= FEWEST_ROWS) return undefined;
  const { label, rows, what } = rarest;
  return `${rows} ${rows === 1 ? 'row' : 'rows'} ${what} class ${label} are too few to tell its spread, which takes at least ${FEWEST_ROWS}`;
}

/** How many rows like these hold enough of each class for an interval; infinitely many where a class is absent. */
export function fewestRows(metric: Metric, sums: SliceSums, classes: readonly string[]): number {
  const rarest = rarestClass(metric, sumsFor(metric, sums), classes);
  return rarest === undefined ? 1 : Math.ceil((FEWEST_ROWS * sums.rows) / rarest.rows);
}

/** Rows of the rarest class that the metric rests on; infinitely many where it rests on none. */
export function rarestRows(metric: Metric, sums: SliceSums, classes: readonly string[]): number {
  return rarestClass(metric, sums, classes)?.rows ?? Number.POSITIVE_INFINITY;
}

type Rarest = { label: string; rows: number; what: 'of' | 'outside' | 'predicted as' };

/** By labels; of cells that do not tell the spread, also by predictions where these decide. */
function rarestClass(
  { rareClass, rarePrediction }: Metric,
  sums: SliceSums,
  classes: readonly string[],
  sides: readonly Side[] = sidesOf(sums),
): Rarest | undefined {
  const { cells } = sums;
  if (typeof rareClass === 'object') return rarestOfTwo(rareClass.label, sums);
  if (rareClass === undefined) return undefined;
  if (cells.length === 0) return rareClass === 'decides' ? undefined : rarestLabel(rareClass, sums);
  const predicted = cells.flatMap((cell) => sidesOf(sums).map((side) => cell[side] ?? ''));
  const count = (key: 'label' | Side, labels: readonly string[], what: Rarest['what']): Rarest[] => {
    const counts = new Map(labels.map((label) => [label, 0]));
    for (const cell of cells) {
      const label = cell[key] ?? '';
      counts.set(label, (counts.get(label) ?? 0) + cell.rows);
    }
    return [...counts].map(([label, rows]) => ({ label, rows, what }));
  };
  const all = [
    ...count('label', { decides: classes, averaged: predicted, ranked: [] }[rareClass], 'of'),
    ...(rarePrediction && !isSimple(sums)
      ? sides.flatMap((side) => count(side, classes, 'predicted as'))
      : []),
  ];
  return all.sort((a, b) => a.rows - b.rows)[0];
}

/** Of several labels a row: each that an average counts. Without rows of it, or outside of it, it has no AUC. */
function rarestLabel(
  rareClass: 'averaged' | 'ranked',
  { rows, support = [] }: SliceSums,
): Rarest | undefined {
  const found = support.flatMap(({ label, rows: own }): Rarest[] => {
    const of = { label, rows: own, what: 'of' } as const;
    if (rareClass === 'averaged') return [of];
    return own === 0 || own === rows ? [] : [of, { label, rows: rows - own, what: 'outside' }];
  });
  return found.sort((a, b) => a.rows - b.rows)[0];
}

/** A class and all others, by the cells or, of several labels a row, by the support. */
function rarestOfTwo(label: string, { rows, cells, support = [] }: SliceSums): Rarest | undefined {
  const known = support.find((one) => one.label === label)?.rows;
  if (known === undefined && cells.length === 0) return undefined;
  const own = known ?? cells.reduce((sum, cell) => sum + (cell.label === label ? cell.rows : 0), 0);
  return own <= rows - own ? { label, rows: own, what: 'of' } : { label, rows: rows - own, what: 'outside' };
}
