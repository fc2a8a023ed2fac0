import type { Interval, Side, SliceSums } from '@proofmark/documents';
import {
  type Alone,
  type Limits,
  moverInterval,
  moverMean,
  newcombeAucInterval,
  tangoInterval,
  transformedInterval,
  waldInterval,
  wilsonInterval,
} from '@proofmark/stats';
import { placeOf } from './class-totals.ts';
import { type Design, designOf, type Family } from './design.ts';
import { type Dual, minus } from './dual.ts';
import { type Metric, meanOf, type Proportion, type Totals } from './metric.ts';
import { pairedTable } from './paired-table.ts';
import { whyTooFew } from './rare-class.ts';
import { ROUNDING, type Spread, spreadOf, totalsOf } from './spread.ts';

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

/** With fewer units in a class, the variance by the delta method is too small too often (bench/calibration). */
const FEW_UNITS = 30;

/**
 * One model's metric on one slice, never NaN: an undefined value is null with its reason. Independent rows: Wilson's
 * interval for shares, Newcombe's for the AUC of a small class. Else, and for clusters, the delta method with Student's
 * t on a scale on which the range of the metric has no ends; of the AUC it has DeLong's variance. None where a class has
 * too few rows for that.
 */
export function estimate(
  asked: Metric,
  sums: SliceSums,
  side: Side,
  { classes, level }: EstimateOptions,
): Measured | Undefined {
  const metric = formOf(asked, sums);
  const design = designOf(sums, classes, metric.family);
  const undefinedReason = whyUndefined(metric, sums, design, side);
  if (undefinedReason !== undefined) return { value: null, reason: undefinedReason };

  const total = totalsOf(design, side);
  const { value } = metric.value(total);
  if (metric.family === 'extreme') return ofExtreme(value, design);
  const spread = spreadOf(design, (metric.influence ?? metric.value)(total));
  const { standardError, degreesOfFreedom } = spread;
  const measured = (limits: Limits, method: string): Measured => ({
    value,
    standardError,
    degreesOfFreedom,
    interval: { ...cut(limits, ...metric.range), level, method },
  });

  const share = metric.proportion?.((feature) => total(feature).value);
  if (share && design.simple) {
    return measured(wilson(share, level), share.map ? 'Wilson score, mapped' : 'Wilson score');
  }
  const shares = design.simple ? metric.meanOfProportions?.((feature) => total(feature).value) : undefined;
  if (shares) return measured(meanOfWilson(shares, level), 'MOVER of Wilson scores');
  if (standardError === null) return withoutInterval(value, design, spread);
  const tooFew = hasScoreInterval(metric, design) ? undefined : whyTooFew(metric, sums, classes);
  if (tooFew !== undefined) return { value, ...spread, interval: null, reason: tooFew };
  if (standardError === 0 && (share || isCounted(asked))) {
    if (!metric.range.every(Number.isFinite)) return withoutInterval(value, design, spread);
    return measured(
      wilson(asUnits(share, value, metric, design), level),
      'Wilson score of the independent units',
    );
  }
  if (hasScoreInterval(metric, design) && smallestBlock(design) < FEW_UNITS) {
    const [negatives = 0, positives = 0] = design.blocks.map(({ units }) => units);
    return measured(newcombeAucInterval(value, positives, negatives, level), 'Newcombe score');
  }
  const trials = metric.shareAtBest?.((feature) => total(feature).value) ?? FEW_UNITS;
  const atLeast = trials < FEW_UNITS ? Math.sqrt((value * (1 - value)) / trials) : 0;
  const error = Math.max(standardError, atLeast);
  const limits = transformedInterval(value, error, level, degreesOfFreedom, metric.range);
  return measured(limits, error > standardError ? 'logit of a share' : methodOf(metric, design, spread));
}

/**
 * candidate − baseline on the same rows, with the covariance of the two. Independent rows: Tango's interval for
 * accuracy and recall. Means, such as of losses and errors: the paired t test. Else, also of clusters: from the
 * intervals of the two models and their correlation (MOVER), which keeps what is good about these. None where a class
 * that decides the metric has too few rows.
 */
export function compare(asked: Metric, sums: SliceSums, options: EstimateOptions): Measured | Undefined {
  const { classes, level } = options;
  const metric = formOf(asked, sums);
  const design = designOf(sums, classes, metric.family);
  for (const side of ['candidate', 'baseline'] as const) {
    const reason = whyUndefined(metric, sums, design, side);
    if (reason !== undefined) return { value: null, reason: `${side}: ${reason}` };
  }
  const candidate = totalsOf(design, 'candidate');
  const baseline = totalsOf(design, 'baseline');
  const difference = (formula: (total: Totals) => Dual) => minus(formula(candidate), formula(baseline));
  const spread = spreadOf(design, difference(metric.influence ?? metric.value));
  const { standardError, degreesOfFreedom } = spread;
  const raw = difference(metric.value).value;
  // Equal models whose sums were added up in another order.
  const equal = standardError === 0 && Math.abs(raw) <= Math.abs(metric.value(candidate).value) * ROUNDING;
  const value = equal ? 0 : raw;
  if (metric.family === 'extreme') return ofExtreme(value, design);
  const [from, to] = metric.range;
  const measured = (limits: Limits, method: string): Measured => ({
    value,
    standardError,
    degreesOfFreedom,
    interval: { ...cut(limits, from - to, to - from), level, method },
  });

  if (metric.pairedOn && design.simple) {
    const table = pairedTable(sums, metric.pairedOn);
    return measured(tangoInterval(table, level), 'Tango score, paired');
  }
  const counted = isCounted(asked);
  if (standardError === null || (standardError === 0 && counted && !equal)) {
    return withoutInterval(value, design, spread);
  }
  const method = methodOf(metric, design, spread);
  const pseudo = pseudoVariance(design, [metric.value(candidate), metric.value(baseline)]);
  if (counted && !isMean(asked) && (!equal || pseudo > 0)) {
    // What widens the interval of one model cancels in a difference.
    const { shareAtBest: _, ...plain } = asked;
    const alone = [estimate(plain, sums, 'candidate', options), estimate(plain, sums, 'baseline', options)];
    const [first, second] = alone.flatMap(aloneOf);
    if (first && second) {
      const error = Math.sqrt(standardError ** 2 + pseudo);
      return measured(moverInterval(first, second, error), `MOVER, ${method}, paired`);
    }
  }
  const isDecided =
    metric.rareClass === 'decides' && !hasScoreInterval(metric, design) && (counted || !equal);
  const tooFew = isDecided ? whyTooFew(metric, sums, classes) : undefined;
  if (tooFew !== undefined) return { value, ...spread, interval: null, reason: tooFew };
  const limits = waldInterval(value, standardError, level, degreesOfFreedom);
  return measured(
    limits,
    equal ? `${method}, paired; no difference in any ${design.unit}` : `${method}, paired`,
  );
}

function aloneOf({ value, ...rest }: Measured | Undefined): Alone[] {
  if (value === null || !('interval' in rest) || rest.interval === null) return [];
  const { lower, upper } = rest.interval;
  return [{ value, lower, upper, standardError: rest.standardError ?? 0 }];
}

/**
 * What one more row, on which the models disagree, would add to the variance of the difference, were it spread evenly
 * over the ways to disagree. Few rows may show no disagreement, which does not prove that there is none: the idea of
 * D. G. Bonett & R. M. Price, "Adjusted Wald confidence interval for a difference of binomial proportions based on
 * paired data", J. Educ. Behav. Statist. 37, 2012. 0 where the design does not tell rows.
 */
function pseudoVariance({ axes, blocks }: Design, sides: readonly Dual[]): number {
  if (!blocks.some((block) => 'kinds' in block)) return 0;
  const slopes = sides.flatMap(({ gradient }) => gradient.filter((_, i) => axes[i]?.includes('.')));
  return slopes.reduce((sum, slope) => sum + slope * slope, 0) / 4;
}

function whyUndefined(metric: Metric, sums: SliceSums, design: Design, side: Side): string | undefined {
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
function isCounted({ family }: Metric): boolean {
  return family !== 'loss' && family !== 'error';
}

/** Newcombe's interval of the AUC of independent rows holds for few rows of a class, too. */
function hasScoreInterval({ family }: Metric, { simple }: Design): boolean {
  return family === 'rank' && simple;
}

/** The mean of one number per unit, whose differences are numbers per unit too. */
function isMean({ family }: Metric): boolean {
  return family === 'share' || family === 'score' || family === 'quantile';
}

/**
 * A metric of class totals is a mean where the sums hold it as one: of clusters, of weighted rows and of rows with
 * several labels each, the cells do not tell enough, so every row's influence was summed instead.
 */
function formOf(metric: Metric, sums: SliceSums): Metric {
  const isLinearised =
    metric.family === 'classes' && sums.moments.features.includes(`${metric.name}.candidate`);
  if (!isLinearised) return metric;
  const { name, direction, range, rareClass } = metric;
  const linearised = { name, direction, range, family: 'loss', needs: [name], value: meanOf(name) } as const;
  return { ...linearised, ...(rareClass && { rareClass }) };
}

function methodOf({ family }: Metric, { simple, unit }: Design, { degreesOfFreedom }: Spread): string {
  const names: Partial<Record<Family, string>> = {
    rank: simple ? 'DeLong' : 'DeLong (Obuchowski)',
    quantile: 'Woodruff',
  };
  const name = names[family] ?? 'delta method';
  const of = unit === 'cluster' ? ' by cluster' : simple ? '' : ' by weighted row';
  return `${name}${of}, t with ${Math.round(degreesOfFreedom)} df`;
}

function wilson({ successes, trials, map = (share) => share }: Proportion, level: number): Limits {
  const { lower, upper } = wilsonInterval(successes, trials, level);
  return { lower: map(lower), upper: map(upper) };
}

function meanOfWilson(shares: readonly Proportion[], level: number): Limits {
  return moverMean(
    shares.map((share) => ({ ...wilson(share, level), value: share.successes / share.trials })),
  );
}

/**
 * A share of 0 or 1 shows no spread. That of k independent units in [0, 1] is at most p(1 − p)/k; for the AUC k is
 * the smaller class (Z. W. Birnbaum & O. M. Klose, Ann. Math. Statist. 28, 1957).
 */
function asUnits(
  share: Proportion | undefined,
  value: number,
  { range: [from, to] }: Metric,
  design: Design,
): Proportion {
  const units = design.effectiveUnits;
  if (!share) {
    const successes = ((value - from) / (to - from)) * units;
    return { successes, trials: units, map: (part) => from + part * (to - from) };
  }
  const trials = Math.min(units, share.trials);
  return { ...share, successes: (share.successes / share.trials) * trials, trials };
}

function smallestBlock({ blocks }: Design): number {
  return Math.min(...blocks.map((block) => block.units));
}

function cut({ lower, upper }: Limits, from: number, to: number): Limits {
  return { lower: Math.max(from, lower), upper: Math.min(to, upper) };
}

/** What the largest of some numbers says of the next ones is beyond any sum. */
function ofExtreme(value: number, { blocks }: Design): Measured {
  const degreesOfFreedom = blocks.reduce((sum, { units }) => sum + units, 0) - 1;
  const reason = 'an extreme of the sample has no interval';
  return { value, standardError: null, degreesOfFreedom, interval: null, reason };
}

function withoutInterval(value: number, design: Design, { degreesOfFreedom }: Spread): Measured {
  const units = smallestBlock(design);
  const reason =
    units <= 1
      ? `a single ${design.unit} shows no spread`
      : `all ${units} ${design.unit}s agree, so the spread is unknown`;
  return { value, standardError: null, degreesOfFreedom, interval: null, reason };
}
