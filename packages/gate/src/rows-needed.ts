import { type Source, scaleSource } from '@proofmark/metrics';
import { normalQuantile } from '@proofmark/stats';
import { decisiveEnds, meets, type Requirement } from './judge.ts';
import { measureJudged } from './measure.ts';
import type { Check } from './plan-checks.ts';

const POWER = 0.8;
const MAX_FACTOR = 1e6;

/**
 * How many further rows would decide the check with power 0.8 if the rows to come look like the observed ones: the
 * sums are scaled up until the decisive limit, less z(power) standard errors, is clear of the bound. For a normal
 * limit this is (z_confidence + z_power)² · variance / distance²; the score intervals answer for themselves.
 * Undefined when the observed number lies (all but) at the bound: no number of rows decides that.
 */
export function rowsNeeded(
  check: Pick<Check, 'definition' | 'kind' | 'confidence'>,
  requirement: Requirement,
  source: Source,
  rows: number,
  classes: readonly string[],
): number | undefined {
  const decides = (factor: number): boolean => {
    const judged = measureJudged(check, scaleSource(source, factor), classes, check.confidence);
    if (judged.value === null || judged.interval === null) return false;
    const reserve = normalQuantile(POWER) * (judged.standardError ?? 0);
    const passes = meets(judged.value, requirement);
    const { forPass, forFail } = decisiveEnds(judged.interval, requirement);
    const towardsBad = requirement.good === 'above' ? -reserve : reserve;
    return passes ? meets(forPass + towardsBad, requirement) : !meets(forFail - towardsBad, requirement);
  };
  if (!decides(MAX_FACTOR)) return undefined;
  let [low, high] = [0, Math.log(MAX_FACTOR)];
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (decides(Math.exp(middle))) high = middle;
    else low = middle;
  }
  return Math.max(1, Math.ceil(rows * Math.expm1(high)));
}
