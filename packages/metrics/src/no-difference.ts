import type { SliceSums } from '@proofmark/documents';
import { wilsonInterval } from '@proofmark/stats';
import { type Design, designOf } from './design.ts';
import { minus } from './dual.ts';
import { type EstimateOptions, type Measured, smallestBlock, withoutInterval } from './measured.ts';
import { type Metric, meanOf } from './metric.ts';
import { rarestRows } from './rare-class.ts';
import { ROUNDING, type Spread, spreadOf, totalsOf } from './spread.ts';

/**
 * No row shows a difference, which of few rows does not prove that there is none: as much as the upper Wilson limit of
 * 0 of the independent units may differ by the whole range.
 */
export function unseen(
  metric: Metric,
  sums: SliceSums,
  design: Design,
  { classes, level }: EstimateOptions,
): Measured {
  const units = Math.min(
    design.effectiveUnits,
    smallestBlock(design),
    rarestRows(metric, sums, classes),
    metric.shareAtBest?.((feature) => totalsOf(design, 'candidate')(feature).value) ??
      Number.POSITIVE_INFINITY,
  );
  const [from, to] = metric.range;
  const spread: Spread = { standardError: 0, degreesOfFreedom: Math.max(0, units - 1) };
  if (!Number.isFinite(to - from) || units === 0) return withoutInterval(0, design, spread);
  const reach = (to - from) * wilsonInterval(0, units, level).upper;
  const method = `Wilson score of the independent units; no difference in any ${design.unit}`;
  return { value: 0, ...spread, interval: { lower: -reach, upper: reach, level, method } };
}

/** The losses of two classes agree in every row only where the scores do; then no metric can tell the models apart. */
export function haveSameScores(sums: SliceSums, { classes }: EstimateOptions): boolean {
  const { features } = sums.moments;
  if (classes.length !== 2) return false;
  return ['log_loss', 'brier'].some((loss) => {
    if (!features.includes(`${loss}.candidate`) || !features.includes(`${loss}.baseline`)) return false;
    const design = designOf(sums, classes, 'loss');
    const { value, gradient } = minus(
      meanOf(loss)(totalsOf(design, 'candidate')),
      meanOf(loss)(totalsOf(design, 'baseline')),
    );
    const rounding = Math.abs(meanOf(loss)(totalsOf(design, 'candidate')).value) * ROUNDING;
    return Math.abs(value) <= rounding && spreadOf(design, { value, gradient }).standardError === 0;
  });
}
