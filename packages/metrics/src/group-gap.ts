import type { Side, SliceSums } from '@proofmark/documents';
import { moverInterval } from '@proofmark/stats';
import { estimate } from './estimate.ts';
import { ratesOf } from './gap-rates.ts';
import type { EstimateOptions, Measured, Undefined } from './measured.ts';

/** A part with the interval it must have to be compared. */
export type Rate = Measured & { interval: NonNullable<Measured['interval']> };

/** What `measure` gives for each group, or the first group for which it gives nothing. */
export function measureGroups(
  groups: readonly SliceSums[],
  measure: (group: SliceSums) => Measured | Undefined,
): Rate[] | Undefined {
  const measured: Rate[] = [];
  for (const group of groups) {
    const one = measure(group);
    const of = group.slice.map(({ value }) => value).join(', ');
    if (one.value === null) return { value: null, reason: `${of}: ${one.reason}` };
    if (one.interval === null) return { value: null, reason: `${of}: ${one.reason ?? 'no interval'}` };
    measured.push({ ...one, interval: one.interval });
  }
  return measured;
}

export type Difference = { value: number; standardError: number; lower: number; upper: number };

/** first − second, of two groups. */
export function differenceOf(first: Rate, second: Rate, clustered: boolean): Difference {
  const join = (one: number, other: number) => (clustered ? one + other : Math.hypot(one, other));
  const alone = (rate: Rate) => ({
    ...rate.interval,
    value: rate.value,
    // MOVER reads the correlation from these; a rate of 0 or 1 shows no spread.
    standardError: rate.standardError || 1,
  });
  const spread = join(alone(first).standardError, alone(second).standardError);
  return {
    ...moverInterval(alone(first), alone(second), spread),
    value: first.value - second.value,
    standardError: join(first.standardError ?? 0, second.standardError ?? 0),
  };
}

/**
 * The largest pairwise gap of one side. Its interval is simultaneous over all pairs of groups (and both rates of
 * equalised odds) by Bonferroni's inequality: when every pair's true gap lies in its own interval, the largest lies
 * between the largest lower and the largest upper limit. A pair's interval is Newcombe's method 10 (Statistics in
 * Medicine 17, 1998) of the two rates; rows of one cluster may be in several groups, so with clusters the two are
 * taken as correlated as badly as can be. Conservative with many groups.
 * @param name with or without `[by=…]` and `@threshold=`
 */
export function estimateGap(
  name: string,
  groups: readonly SliceSums[],
  side: Side,
  { classes, level }: EstimateOptions,
): Measured | Undefined {
  const rates = ratesOf(name, classes);
  const pairs = (groups.length * (groups.length - 1)) / 2;
  if (pairs === 0) return { value: null, reason: 'fewer than two groups' };
  const options = { classes, level: 1 - (1 - level) / (pairs * rates.length) };
  const clustered = groups.some(({ moments }) => moments.unit === 'cluster');
  const parts: Difference[] = [];
  for (const rate of rates) {
    const measured = measureGroups(groups, (group) => estimate(rate, group, side, options));
    if (!Array.isArray(measured)) return measured;
    measured.forEach((first, i) => {
      for (const second of measured.slice(i + 1)) parts.push(gapOf(first, second, clustered));
    });
  }
  const widest = parts.reduce((most, part) => (part.value > most.value ? part : most));
  return {
    value: widest.value,
    standardError: widest.standardError,
    degreesOfFreedom: Number.POSITIVE_INFINITY,
    interval: {
      lower: Math.max(...parts.map(({ lower }) => lower)),
      upper: Math.min(1, Math.max(...parts.map(({ upper }) => upper))),
      level,
      method: `Newcombe score, simultaneous for ${parts.length} ${parts.length === 1 ? 'pair' : 'pairs'} (Bonferroni)`,
    },
  };
}

function gapOf(a: Rate, b: Rate, clustered: boolean): Difference {
  const [first, second] = a.value >= b.value ? [a, b] : [b, a];
  const { lower, upper, ...difference } = differenceOf(first, second, clustered);
  // The gap is the absolute difference: below 0 the order of the two is unknown.
  return { ...difference, lower: Math.max(0, lower), upper: Math.max(upper, -lower) };
}
