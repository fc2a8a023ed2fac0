import type { Cell, SliceSums } from '@proofmark/documents';
import { CONFUSION } from './binary-totals.ts';
import type { Metric } from './metric.ts';

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
