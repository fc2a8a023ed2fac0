import { normalCdf, normalQuantile } from './normal.ts';
import { requireCount, requireNumber, requireSpread } from './require.ts';

/** One-sided error rate and power of a planned test. */
export type Plan = { confidence: number; power: number };

/**
 * Units so that the one-sided limit of a mean clears a bound at `distance` from its true value with the given
 * power: n = (z_confidence + z_power)² · variance / distance². `variance` is that of one unit; for a paired
 * comparison, of one difference. J. M. Bland & D. G. Altman; S.-C. Chow et al., Sample Size Calculations, ch. 3.
 */
export function unitsForDistance(variance: number, distance: number, plan: Plan): number {
  requireSpread(variance, 'a variance');
  if (!(Math.abs(distance) > 0))
    throw new RangeError(`expected a distance other than 0, received ${distance}`);
  const z = normalQuantile(plan.confidence) + normalQuantile(plan.power);
  return Math.ceil((z * z * variance) / (distance * distance));
}

/** The power that so many units give: the inverse of `unitsForDistance`. */
export function powerAtUnits(variance: number, distance: number, units: number, confidence: number): number {
  requireSpread(variance, 'a variance');
  requireCount(units, 'a number of units');
  requireNumber(distance, 'a distance');
  return normalCdf(distance * Math.sqrt(units / variance) - normalQuantile(confidence));
}
