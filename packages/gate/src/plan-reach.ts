import { type Source, scaleSource } from '@proofmark/metrics';
import { normalCdf, normalQuantile } from '@proofmark/stats';
import { decisiveEnds, requirementOf } from './judge.ts';
import { measureJudged } from './measure.ts';
import type { Check } from './plan-checks.ts';

/** On some rows: how far the limit that decides a pass lies from the value, and the standard error of the value. */
export type Reach = { reach: number; standardError: number };

const MOST_STEPS = 30;

/**
 * The reach that the check has on `rows` that look like the observed ones, by the same method as the verdict: score
 * methods, Student's t and simultaneous intervals reach farther than normal quantiles of the standard error do.
 * Undefined where there is no interval.
 */
export function reachOf(
  check: Pick<Check, 'definition' | 'kind' | 'direction' | 'threshold' | 'confidence'>,
  source: Source,
  classes: readonly string[],
  factor: number,
): Reach | undefined {
  const judged = measureJudged(check, scaleSource(source, factor), classes, check.confidence);
  if (!judged || judged.value === null || !judged.interval || !judged.standardError) return undefined;
  const { forPass } = decisiveEnds(judged.interval, requirementOf(check));
  return { reach: Math.abs(judged.value - forPass), standardError: judged.standardError };
}

/**
 * Rows on which the limit clears a bound at `distance` from the true value with the power: where the reach and
 * z(power) standard errors are the distance. Both fall about as one over the root of the rows, so that few steps do.
 * @param start rows by normal quantiles, at least as many as `least`
 */
export function rowsForReach(
  reachAt: (rows: number) => Reach | undefined,
  { distance, power, start, least }: Record<'distance' | 'power' | 'start' | 'least', number>,
): number {
  const reserve = normalQuantile(power);
  let rows = Math.max(start, least);
  for (let step = 0; step < MOST_STEPS; step++) {
    const at = reachAt(rows);
    if (at === undefined) return Math.ceil(rows);
    const taken = Math.max(0, at.reach + reserve * at.standardError) / distance;
    const next = Math.max(rows * taken * taken, least, 1);
    if (Math.abs(next - rows) < 0.01) return Math.ceil(next - 0.01);
    rows = next;
  }
  return Math.ceil(rows);
}

/** The power of rows with that reach against a bound at `distance` from the true value. */
export function powerOfReach({ reach, standardError }: Reach, distance: number): number {
  return normalCdf((distance - reach) / standardError);
}
