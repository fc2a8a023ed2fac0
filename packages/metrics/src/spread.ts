import type { Side } from '@proofmark/documents';
import type { Design } from './design.ts';
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
 * Standard error by the delta method: Σ over blocks of units/(units − 1) · ∇'C∇, since the influences of a
 * homogeneous function sum to zero. One block of clusters gives the sandwich estimate with the factor G/(G − 1);
 * two blocks of placements give DeLong's. Null when a block has a single unit; a variance that is all rounding is 0.
 */
export function standardErrorOf(design: Design, { gradient }: Dual): number | null {
  let variance = 0;
  let magnitude = 0;
  for (const { units, axes, comoment } of design.blocks) {
    if (units <= 1) return null;
    const slopes = axes.map((axis) => gradient[design.axes.indexOf(axis)] ?? 0);
    const form = quadraticForm(comoment, slopes);
    variance += (form.value * units) / (units - 1);
    magnitude += form.magnitude;
  }
  return variance > magnitude * ROUNDING ? Math.sqrt(variance) : 0;
}
