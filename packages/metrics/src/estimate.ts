import type { Side, SliceSums } from '@proofmark/documents';
import {
  type Limits,
  moverMean,
  newcombeAucInterval,
  transformedInterval,
  waldInterval,
  wilsonInterval,
} from '@proofmark/stats';
import { sumsFor } from './at-threshold.ts';
import { withCells } from './cells-spread.ts';
import { withClasses } from './class-degrees.ts';
import { designOf } from './design.ts';
import { spreadWithHalves } from './halves.ts';
import {
  cut,
  type EstimateOptions,
  formOf,
  hasScoreInterval,
  isCounted,
  type Measured,
  mayBeChance,
  methodOf,
  ofExtreme,
  smallestBlock,
  type Undefined,
  whyUndefined,
  withoutInterval,
} from './measured.ts';
import type { Metric, Proportion } from './metric.ts';
import { whyTooFew } from './rare-class.ts';
import { spreadOf, totalsOf } from './spread.ts';

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
  found: SliceSums,
  side: Side,
  { classes, level }: EstimateOptions,
): Measured | Undefined {
  const sums = sumsFor(asked, found);
  const metric = formOf(asked, sums);
  const design = designOf(sums, classes, metric.family);
  const undefinedReason = whyUndefined(metric, sums, design, side);
  if (undefinedReason !== undefined) return { value: null, reason: undefinedReason };

  const total = totalsOf(design, side);
  const { value } = metric.value(total);
  if (metric.family === 'extreme') return ofExtreme(value, design);
  const ofCells = withCells(
    spreadOf(design, (metric.signed ?? metric.influence ?? metric.value)(total)),
    asked,
    sums,
    classes,
    design,
    (rows) => asked.value(totalsOf(rows, side)),
  );
  const spread = withClasses(ofCells, asked, sums);
  const { standardError, degreesOfFreedom } = spread;
  const measured = (limits: Limits, method: string): Measured => ({
    value,
    standardError,
    degreesOfFreedom,
    interval: { ...cut(limits, ...metric.range), level, method },
  });

  const share = metric.proportion?.((feature) => total(feature).value);
  if (share?.score && design.simple) return measured(share.score(level), 'multinomial score');
  if (share && design.simple) {
    return measured(wilson(share, level), share.map ? 'Wilson score, mapped' : 'Wilson score');
  }
  const shares = design.simple ? metric.meanOfProportions?.((feature) => total(feature).value) : undefined;
  if (shares) return measured(meanOfWilson(shares, level), 'MOVER of Wilson scores');
  if (standardError === null) return withoutInterval(value, design, spread);
  const tooFew = hasScoreInterval(metric, design) ? undefined : whyTooFew(metric, sums, classes, [side]);
  if (tooFew !== undefined) return { value, ...spread, interval: null, reason: tooFew };
  const trials = metric.shareAtBest?.((feature) => total(feature).value) ?? design.effectiveUnits;
  const bounded = metric.range.every(Number.isFinite);
  if (standardError === 0 && !bounded && mayBeChance(asked, design)) {
    return withoutInterval(value, design, spread);
  }
  if (standardError === 0 && bounded && metric.hiddenVariance) {
    const variance = metric.hiddenVariance((feature) => total(feature).value);
    const error = Math.sqrt(variance / design.effectiveUnits);
    const limits = waldInterval(value, error, level, degreesOfFreedom);
    return measured(limits, 'squared errors of the independent units');
  }
  if (standardError === 0 && bounded && (share || isCounted(asked))) {
    return measured(
      wilson(asUnits(share, value, metric, Math.min(trials, design.effectiveUnits)), level),
      'Wilson score of the independent units',
    );
  }
  if (metric.signed) {
    const limits = waldInterval(metric.signed(total).value, standardError, level, degreesOfFreedom);
    return measured(folded(limits), methodOf(metric, design, spread));
  }
  if (hasScoreInterval(metric, design) && smallestBlock(design) < FEW_UNITS) {
    const [negatives = 0, positives = 0] = design.blocks.map(({ units }) => units);
    return measured(newcombeAucInterval(value, positives, negatives, level), 'Newcombe score');
  }
  if (metric.shareAtBest && trials < FEW_UNITS) {
    const atLeast = Math.sqrt((value * (1 - value)) / trials);
    if (atLeast > standardError) {
      const limits = transformedInterval(value, atLeast, level, degreesOfFreedom, metric.range);
      return measured(limits, 'logit of a share');
    }
  }
  const halved = metric.emptyCells ? spreadWithHalves(metric, sums, side, classes) : spread;
  const { error, df } =
    (halved.standardError ?? 0) > standardError
      ? { error: halved.standardError ?? 0, df: Math.min(halved.degreesOfFreedom, degreesOfFreedom) }
      : { error: standardError, df: degreesOfFreedom };
  const limits = transformedInterval(value, error, level, df, metric.range);
  return measured(limits, methodOf(metric, design, { standardError: error, degreesOfFreedom: df }));
}

/** The distances from 0 of the numbers between two limits. */
function folded({ lower, upper }: Limits): Limits {
  const [near, far] = [Math.abs(lower), Math.abs(upper)].sort((a, b) => a - b);
  return { lower: lower <= 0 && upper >= 0 ? 0 : (near ?? 0), upper: far ?? 0 };
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
  units: number,
): Proportion {
  if (!share) {
    const successes = ((value - from) / (to - from)) * units;
    return { successes, trials: units, map: (part) => from + part * (to - from) };
  }
  const trials = Math.min(units, share.trials);
  return { ...share, successes: (share.successes / share.trials) * trials, trials };
}
