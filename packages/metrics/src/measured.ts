import type { Interval, Side, SliceSums } from '@proofmark/documents';
import type { Alone, Limits } from '@proofmark/stats';
import { whyNoThreshold } from './at-threshold.ts';
import { placeOf } from './class-totals.ts';
import type { Design, Family } from './design.ts';
import { type Metric, meanOf } from './metric.ts';
import { type Spread, totalsOf } from './spread.ts';

/** A number with its uncertainty. `reason` says why there is no interval. */
export type Measured = {
  value: number;
  standardError: number | null;
  /** Of Student's t. */
  degreesOfFreedom: number;
  interval: Interval | null;
  reason?: string;
};
export type Undefined = { value: null; reason: string };

/** `classes` is [negative, positive] of a binary task; `level` is that of a two-sided interval. */
export type EstimateOptions = { classes: readonly string[]; level: number };

export function whyUndefined(
  metric: Metric,
  sums: SliceSums,
  design: Design,
  side: Side,
): string | undefined {
  const elsewhere = whyNoThreshold(metric, sums);
  if (elsewhere !== undefined) return elsewhere;
  if (design.blocks.every((block) => block.units === 0)) return 'no rows';
  const has = (feature: string, of: Side) => design.totals.has(`${feature}.${of}`);
  const known = sums.undefined?.[`${metric.name}.${side}`];
  if (known !== undefined) return known;
  const needs = metric.family === 'classes' ? [placeOf(0).hits, ...metric.needs] : metric.needs;
  const missing = needs.find((feature) => !has(feature, side));
  const unshared = metric.shared?.find((feature) => !design.totals.has(feature));
  if (unshared !== undefined) return `the sums do not hold ${unshared}`;
  if (missing !== undefined) {
    const unpaired = side === 'baseline' && has(missing, 'candidate');
    return unpaired ? 'not measured on these rows' : `the sums do not hold ${missing}.${side}`;
  }
  const total = totalsOf(design, side);
  return metric.undefinedWhen?.((feature) => total(feature).value);
}

/** Without spread in the sample there may still be some, as among counts. */
export function isCounted({ family }: Metric): boolean {
  return family !== 'loss' && family !== 'error';
}

/** Fewer rows of one and the same error may be alike by chance. */
const FEWEST_ALIKE = 10;

/** Whether units that are all alike may be so by chance. */
export function mayBeChance(metric: Metric, design: Design): boolean {
  return isCounted(metric) || smallestBlock(design) < FEWEST_ALIKE;
}

/** Newcombe's interval of the AUC of independent rows holds for few rows of a class, too. */
export function hasScoreInterval({ family }: Metric, { simple }: Design): boolean {
  return family === 'rank' && simple;
}

/**
 * A metric of class totals is a mean where the sums hold it as one: of clusters, of weighted rows and of rows with
 * several labels each, the cells do not tell enough, so every row's influence was summed instead.
 */
export function formOf(metric: Metric, sums: SliceSums): Metric {
  const isLinearised =
    metric.family === 'classes' && sums.moments.features.includes(`${metric.name}.candidate`);
  if (!isLinearised) return metric;
  const { name, direction, range, rareClass } = metric;
  const linearised = { name, direction, range, family: 'loss', needs: [name], value: meanOf(name) } as const;
  return { ...linearised, ...(rareClass && { rareClass }) };
}

export function methodOf({ family }: Metric, { simple, unit }: Design, { degreesOfFreedom }: Spread): string {
  const names: Partial<Record<Family, string>> = {
    rank: simple ? 'DeLong' : 'DeLong (Obuchowski)',
    quantile: 'Woodruff',
  };
  const name = names[family] ?? 'delta method';
  const of = unit === 'cluster' ? ' by cluster' : simple ? '' : ' by weighted row';
  return `${name}${of}, t with ${Math.round(degreesOfFreedom)} df`;
}

export function smallestBlock({ blocks }: Design): number {
  return Math.min(...blocks.map((block) => block.units));
}

/** What a difference of two numbers takes from each; undefined without an interval. No spread shows none to share. */
export function aloneOf(found: Measured | Undefined): Alone | undefined {
  if (found.value === null || found.interval === null) return undefined;
  const { lower, upper } = found.interval;
  return { value: found.value, lower, upper, standardError: found.standardError ?? 0 };
}

export function cut({ lower, upper }: Limits, from: number, to: number): Limits {
  return { lower: Math.max(from, lower), upper: Math.min(to, upper) };
}

/** What the largest of some numbers says of the next ones is beyond any sum. */
export function ofExtreme(value: number, { blocks }: Design): Measured {
  const degreesOfFreedom = blocks.reduce((sum, { units }) => sum + units, 0) - 1;
  const reason = 'an extreme of the sample has no interval';
  return { value, standardError: null, degreesOfFreedom, interval: null, reason };
}

export function withoutInterval(value: number, design: Design, { degreesOfFreedom }: Spread): Measured {
  const units = smallestBlock(design);
  const reason =
    units <= 1
      ? `a single ${design.unit} shows no spread`
      : `all ${units} ${design.unit}s agree, so the spread is unknown`;
  return { value, standardError: null, degreesOfFreedom, interval: null, reason };
}
