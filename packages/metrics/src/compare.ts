import type { SliceSums } from '@proofmark/documents';
import { type Limits, moverInterval, tangoInterval, waldInterval } from '@proofmark/stats';
import { sumsFor } from './at-threshold.ts';
import { withCells } from './cells-spread.ts';
import { withClasses } from './class-degrees.ts';
import { type Design, designOf } from './design.ts';
import { type Dual, minus } from './dual.ts';
import { estimate } from './estimate.ts';
import {
  aloneOf,
  cut,
  type EstimateOptions,
  formOf,
  hasScoreInterval,
  isCounted,
  type Measured,
  mayBeChance,
  methodOf,
  ofExtreme,
  type Undefined,
  whyUndefined,
  withoutInterval,
} from './measured.ts';
import type { Metric, Totals } from './metric.ts';
import { haveSameScores, unseen } from './no-difference.ts';
import { pairedTable } from './paired-table.ts';
import { whyTooFew } from './rare-class.ts';
import { ROUNDING, spreadOf, totalsOf } from './spread.ts';

/**
 * candidate − baseline on the same rows, with the covariance of the two. Independent rows: Tango's interval for
 * accuracy and recall. Means, such as of losses and errors: the paired t test. Else, also of clusters: from the
 * intervals of the two models and their correlation (MOVER), which keeps what is good about these. None where a class
 * that decides the metric has too few rows.
 */
export function compare(asked: Metric, found: SliceSums, options: EstimateOptions): Measured | Undefined {
  const { classes, level } = options;
  const sums = sumsFor(asked, found);
  const metric = formOf(asked, sums);
  const design = designOf(sums, classes, metric.family);
  for (const side of ['candidate', 'baseline'] as const) {
    const reason = whyUndefined(metric, sums, design, side);
    if (reason !== undefined) return { value: null, reason: `${side}: ${reason}` };
  }
  const candidate = totalsOf(design, 'candidate');
  const baseline = totalsOf(design, 'baseline');
  const difference = (formula: (total: Totals) => Dual) => minus(formula(candidate), formula(baseline));
  const ofCells = withCells(
    spreadOf(design, difference(metric.influence ?? metric.value)),
    asked,
    sums,
    classes,
    design,
    (rows) => minus(asked.value(totalsOf(rows, 'candidate')), asked.value(totalsOf(rows, 'baseline'))),
  );
  const spread = withClasses(ofCells, asked, sums);
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
  if (standardError === null || (standardError === 0 && !equal && mayBeChance(asked, design))) {
    return withoutInterval(value, design, spread);
  }
  const method = methodOf(metric, design, spread);
  const pseudo = pseudoVariance(design, [metric.value(candidate), metric.value(baseline)]);
  if (counted && !isMean(asked) && (!equal || pseudo > 0)) {
    // What widens the interval of one model cancels in a difference.
    const { shareAtBest: _, ...plain } = asked;
    const first = aloneOf(estimate(plain, sums, 'candidate', options));
    const second = aloneOf(estimate(plain, sums, 'baseline', options));
    if (first && second) {
      const error = Math.sqrt(standardError ** 2 + pseudo);
      return measured(moverInterval(first, second, error), `MOVER, ${method}, paired`);
    }
  }
  if (equal && counted && !haveSameScores(sums, options)) return unseen(metric, sums, design, options);
  const isDecided =
    metric.rareClass !== undefined &&
    !(metric.rareClass === 'averaged' && sums.cells.length > 0) &&
    !hasScoreInterval(metric, design) &&
    (counted || !equal);
  const tooFew = isDecided ? whyTooFew(metric, sums, classes) : undefined;
  if (tooFew !== undefined) return { value, ...spread, interval: null, reason: tooFew };
  const limits = waldInterval(value, standardError, level, degreesOfFreedom);
  return measured(
    limits,
    equal ? `${method}, paired; no difference in any ${design.unit}` : `${method}, paired`,
  );
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

/** The mean of one number per unit, whose differences are numbers per unit too. */
function isMean({ family }: Metric): boolean {
  return family === 'share' || family === 'score' || family === 'quantile';
}
