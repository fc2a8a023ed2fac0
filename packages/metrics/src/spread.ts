import type { Side } from '@proofmark/documents';
import { effectiveDegreesOfFreedom, type MixturePart, mixtureKurtosis } from '@proofmark/stats';
import type { Design, KindsBlock, MomentsBlock } from './design.ts';
import type { Dual } from './dual.ts';
import type { Totals } from './metric.ts';
import { quadraticForm } from './moments.ts';

/** The feature totals as a metric asks for them, each with the unit gradient of its own axis. */
export function totalsOf(design: Design, side: Side): Totals {
  return (feature) => {
    const name = design.totals.has(feature) ? feature : `${feature}.${side}`;
    const value = design.totals.get(name);
    if (value === undefined) throw new RangeError(`the sums hold no ${feature}`);
    return { value, gradient: design.axes.map((axis) => Number(axis === name)) };
  };
}

/** Relative rounding error of what is left when nearly equal numbers are subtracted. */
export const ROUNDING = 2 ** -48;

/**
 * Relative error of a variance that is a difference of rounded co-moments: sums of clusters are rounded to fewer digits
 * than doubles have. A standard error below a few parts in 10^7 of its terms is none.
 */
const VARIANCE_ROUNDING = 2 ** -44;

/** `degreesOfFreedom` are those of Student's t. */
export type Spread = { standardError: number | null; degreesOfFreedom: number };

/**
 * Standard error by the delta method: Σ over blocks of units/(units − 1) · ∇'C∇, since the influences of a
 * homogeneous function sum to zero. One block of clusters gives the sandwich estimate with the factor G/(G − 1);
 * two blocks of placements give DeLong's. Null when a block has a single unit; a variance that is all rounding is 0.
 * Degrees of freedom by F. E. Satterthwaite, Biometrics Bulletin 2, 1946: of one block by the kurtosis of the
 * influences, so that a few rows of a rare class that make most of the variance count as few; of the placements of two
 * classes those of E. Brunner & U. Munzel, Biometrical Journal 42, 2000.
 */
export function spreadOf(design: Design, { gradient }: Dual): Spread {
  const smallest = Math.max(0, Math.min(...design.blocks.map(({ units }) => units - 1)));
  if (smallest === 0) return { standardError: null, degreesOfFreedom: 0 };
  let variance = 0;
  let magnitude = 0;
  let squares = 0;
  for (const block of design.blocks) {
    const { units } = block;
    const form = 'kinds' in block ? spreadOfKinds(block, gradient) : formOf(block, design.axes, gradient);
    const part = (form.value * units) / (units - 1);
    variance += part;
    squares += (part * part) / (units - 1);
    magnitude += form.magnitude;
  }
  if (!(variance > magnitude * VARIANCE_ROUNDING)) return { standardError: 0, degreesOfFreedom: smallest };
  const [block, ...others] = design.blocks;
  const degreesOfFreedom =
    block && others.length === 0
      ? effectiveDegreesOfFreedom(block.units, mixtureKurtosis(partsOf(block, design.axes, gradient)))
      : (variance * variance) / squares;
  return { standardError: Math.sqrt(variance), degreesOfFreedom };
}

/** The influences of the units: of each kind one number, of each class its mean and variance. */
function partsOf(block: KindsBlock | MomentsBlock, all: readonly string[], gradient: readonly number[]) {
  if ('kinds' in block) {
    return block.kinds.map(
      ({ count, entries }): MixturePart => ({
        share: count / block.units,
        mean: entries.reduce((sum, [axis, x]) => sum + (gradient[axis] ?? 0) * x, 0),
        variance: 0,
      }),
    );
  }
  const slopes = slopesOf(block, all, gradient);
  return (block.strata ?? []).flatMap(({ units, mean, comoment }): MixturePart[] =>
    units === 0
      ? []
      : [
          {
            share: units / block.units,
            mean: mean.reduce((sum, x, i) => sum + x * (slopes[i] ?? 0), 0),
            variance: quadraticForm(comoment, slopes).value / units,
          },
        ],
  );
}

type Form = ReturnType<typeof quadraticForm>;

function formOf(block: MomentsBlock, all: readonly string[], gradient: readonly number[]): Form {
  return quadraticForm(block.comoment, slopesOf(block, all, gradient));
}

function slopesOf({ axes }: MomentsBlock, all: readonly string[], gradient: readonly number[]): number[] {
  const place = new Map(all.map((axis, i) => [axis, i]));
  return axes.map((axis) => gradient[place.get(axis) ?? -1] ?? 0);
}

/** Σ (influence − mean influence)² without the co-moments, which would be the square of the number of classes. */
function spreadOfKinds({ kinds, units }: KindsBlock, gradient: readonly number[]): Form {
  const influences = kinds.map(({ count, entries }) => ({
    count,
    value: entries.reduce((sum, [axis, x]) => sum + (gradient[axis] ?? 0) * x, 0),
    size: entries.reduce((sum, [axis, x]) => sum + Math.abs((gradient[axis] ?? 0) * x), 0),
  }));
  const mean = influences.reduce((sum, { count, value }) => sum + count * value, 0) / units;
  return {
    value: influences.reduce((sum, { count, value }) => sum + count * (value - mean) ** 2, 0),
    // Rounding is relative to the terms of an influence; the square of it enters the variance.
    magnitude: influences.reduce((sum, { count, size }) => sum + count * size * size, 0) * ROUNDING,
  };
}
