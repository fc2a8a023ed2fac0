import { type Cell, type SliceSums, showReceived } from '@proofmark/documents';
import { CONFUSION } from './binary-totals.ts';
import type { Metric } from './metric.ts';

/** A name, and what follows `@threshold=` at its end; undefined without. */
export function splitThreshold(name: string): { before: string; threshold: string | undefined } {
  const [, before = name, threshold] = /^(.*)@threshold=([^@\]]*)$/s.exec(name) ?? [];
  return { before, threshold };
}

/** The number after `@threshold=` of a metric's name, or what is wrong with it. */
export function readThreshold(
  name: string,
  threshold: string,
  [from, to]: readonly [from: number, to: number],
): number | { problem: string } {
  const value = Number(threshold.trim() || Number.NaN);
  if (Number.isFinite(value) && value >= from && value <= to) return value;
  const range = Number.isFinite(to - from) ? ` from ${from} to ${to}` : '';
  return { problem: `${showReceived(name)}: expected a number${range} after @threshold=` };
}

/** What the sums call a feature of predictions at another threshold than the evaluation's: `true_positives@0.3`. */
export function featureAt(feature: string, threshold: number): string {
  return `${feature}@${threshold}`;
}

/**
 * The sums as a metric of two classes reads them: those of a metric at a threshold of its own, `recall@threshold=0.3`,
 * with the cells and the totals of that threshold in place of the evaluation's. Again for sums it has made, the same.
 */
export function sumsFor({ family, threshold }: Metric, sums: SliceSums): SliceSums {
  if (threshold === undefined || family !== 'confusion') return sums;
  const { moments } = sums;
  const renamed = new Map(
    CONFUSION.flatMap((feature) =>
      ['candidate', 'baseline'].flatMap((side) => {
        const [own, other] = [`${feature}.${side}`, `${featureAt(feature, threshold)}.${side}`];
        const set = [[own, `other ${own}`] as const, [other, own] as const];
        return moments.features.includes(other) ? set : [];
      }),
    ),
  );
  return {
    ...sums,
    cells: cellsAt(sums, threshold) ?? [],
    moments: { ...moments, features: moments.features.map((name) => renamed.get(name) ?? name) },
  };
}

/** The cells at a threshold that some metric names; undefined where the sums were made without. */
function cellsAt({ thresholds }: SliceSums, threshold: number): Cell[] | undefined {
  return thresholds?.find((one) => one.threshold === threshold)?.cells;
}

/** Why the sums do not tell the metric at its threshold. */
export function whyNoThreshold({ family, threshold }: Metric, sums: SliceSums): string | undefined {
  if (threshold === undefined || family !== 'confusion' || sums.rows === 0) return undefined;
  return cellsAt(sums, threshold) === undefined
    ? `the sums hold no predictions at the threshold ${threshold}`
    : undefined;
}
