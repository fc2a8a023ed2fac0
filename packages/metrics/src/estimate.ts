import type { Interval, Side, SliceSums } from '@proofmark/documents';
import { type Limits, tangoInterval, waldInterval, wilsonInterval } from '@proofmark/stats';
import { type Design, designOf } from './design.ts';
import { type Dual, minus } from './dual.ts';
import type { Metric, Proportion, Totals } from './metric.ts';
import { pairedTable } from './paired-table.ts';
import { ROUNDING, standardErrorOf, totalsOf } from './spread.ts';

/** A number with its uncertainty. `reason` says why there is no interval. */
export type Measured = {
  value: number;
  standardError: number | null;
  /** Of Student's t; null for the normal. */
  degreesOfFreedom: number | null;
  interval: Interval | null;
  reason?: string;
};
export type Undefined = { value: null; reason: string };

/** `classes` is [negative, positive] of a binary task; `level` is that of a two-sided interval. */
export type EstimateOptions = { classes: readonly string[]; level: number };

/**
 * One model's metric on one slice, never NaN: an undefined value is null with its reason. Independent rows:
 * Wilson's interval for shares, DeLong's for the AUC, else the delta method; clusters: the delta method with t.
 */
export function estimate(
  metric: Metric,
  sums: SliceSums,
  side: Side,
  { classes, level }: EstimateOptions,
): Measured | Undefined {
  const design = designOf(sums, classes, metric.family);
  const undefinedReason = whyUndefined(metric, design, side);
  if (undefinedReason !== undefined) return { value: null, reason: undefinedReason };

  const total = totalsOf(design, side);
  const { value } = metric.value(total);
  const standardError = standardErrorOf(design, (metric.influence ?? metric.value)(total));
  const measured = (limits: Limits, method: string): Measured => ({
    value,
    standardError,
    degreesOfFreedom: design.degreesOfFreedom,
    interval: { ...cut(limits, ...metric.range), level, method },
  });

  const share = metric.proportion?.((feature) => total(feature).value);
  if (share && !design.clustered) {
    return measured(wilson(share, level), share.map ? 'Wilson score, mapped' : 'Wilson score');
  }
  if (standardError === null) return withoutInterval(value, design);
  if (standardError === 0 && (share || metric.family === 'rank')) {
    return measured(wilson(asUnits(share, value, design), level), 'Wilson score of the independent units');
  }
  const limits = waldInterval(value, standardError, level, design.degreesOfFreedom);
  return measured(limits, methodOf(metric, design));
}

/**
 * candidate − baseline on the same rows, with the covariance of the two. Independent rows: Tango's interval for
 * accuracy and recall, DeLong's for the AUC, else the delta method; clusters: the delta method with t.
 */
export function compare(
  metric: Metric,
  sums: SliceSums,
  { classes, level }: EstimateOptions,
): Measured | Undefined {
  const design = designOf(sums, classes, metric.family);
  for (const side of ['candidate', 'baseline'] as const) {
    const reason = whyUndefined(metric, design, side);
    if (reason !== undefined) return { value: null, reason: `${side}: ${reason}` };
  }
  const candidate = totalsOf(design, 'candidate');
  const baseline = totalsOf(design, 'baseline');
  const difference = (formula: (total: Totals) => Dual) => minus(formula(candidate), formula(baseline));
  const standardError = standardErrorOf(design, difference(metric.influence ?? metric.value));
  const raw = difference(metric.value).value;
  // Equal models whose sums were added up in another order.
  const equal = standardError === 0 && Math.abs(raw) <= Math.abs(metric.value(candidate).value) * ROUNDING;
  const value = equal ? 0 : raw;
  const [from, to] = metric.range;
  const measured = (limits: Limits, method: string): Measured => ({
    value,
    standardError,
    degreesOfFreedom: design.degreesOfFreedom,
    interval: { ...cut(limits, from - to, to - from), level, method },
  });

  if (metric.pairedOn && !design.clustered) {
    const table = pairedTable(sums, metric.pairedOn);
    return measured(tangoInterval(table, level), 'Tango score, paired');
  }
  const counted = metric.family === 'confusion' || metric.family === 'rank';
  if (standardError === null || (standardError === 0 && counted && !equal)) {
    return withoutInterval(value, design);
  }
  const limits = waldInterval(value, standardError, level, design.degreesOfFreedom);
  const method = `${methodOf(metric, design)}, paired`;
  return measured(limits, equal ? `${method}; no difference in any ${unitOf(design)}` : method);
}

function whyUndefined(metric: Metric, design: Design, side: Side): string | undefined {
  if (design.blocks.every((block) => block.units === 0)) return 'no rows';
  const has = (feature: string, of: Side) => design.totals.has(`${feature}.${of}`);
  const missing = metric.needs.find((feature) => !has(feature, side));
  if (missing !== undefined) {
    const unpaired = side === 'baseline' && has(missing, 'candidate');
    return unpaired ? 'not measured on these rows' : `the sums do not hold ${missing}.${side}`;
  }
  const total = totalsOf(design, side);
  return metric.undefinedWhen?.((feature) => total(feature).value);
}

function methodOf({ family }: Metric, { clustered, degreesOfFreedom }: Design): string {
  if (family === 'rank' && !clustered) return 'DeLong';
  const name = family === 'rank' ? 'DeLong (Obuchowski)' : 'delta method';
  return `${name}${clustered ? ' by cluster' : ''}, t with ${degreesOfFreedom} df`;
}

function wilson({ successes, trials, map = (share) => share }: Proportion, level: number): Limits {
  const { lower, upper } = wilsonInterval(successes, trials, level);
  return { lower: map(lower), upper: map(upper) };
}

/**
 * A share of 0 or 1 shows no spread. That of k independent units in [0, 1] is at most p(1 − p)/k; for the AUC k is
 * the smaller class (Z. W. Birnbaum & O. M. Klose, Ann. Math. Statist. 28, 1957).
 */
function asUnits(share: Proportion | undefined, value: number, design: Design): Proportion {
  const units = smallestBlock(design);
  if (!share) return { successes: value * units, trials: units };
  const trials = Math.min(units, share.trials);
  return { ...share, successes: (share.successes / share.trials) * trials, trials };
}

function smallestBlock({ blocks }: Design): number {
  return Math.min(...blocks.map((block) => block.units));
}

function unitOf({ clustered }: Design): string {
  return clustered ? 'cluster' : 'row';
}

function cut({ lower, upper }: Limits, from: number, to: number): Limits {
  return { lower: Math.max(from, lower), upper: Math.min(to, upper) };
}

function withoutInterval(value: number, design: Design): Measured {
  const units = smallestBlock(design);
  const reason =
    units <= 1
      ? `a single ${unitOf(design)} shows no spread`
      : `all ${units} ${unitOf(design)}s agree, so the spread is unknown`;
  return { value, standardError: null, degreesOfFreedom: design.degreesOfFreedom, interval: null, reason };
}
