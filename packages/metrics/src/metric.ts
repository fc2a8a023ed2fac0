import type { Limits } from '@proofmark/stats';
import type { Family } from './design.ts';
import { type Dual, over } from './dual.ts';

/** Looks up a feature total by name; names of one side come without the side. */
export type Totals = (feature: string) => Dual;
export type Counts = (feature: string) => number;

/**
 * A share of rows, for intervals that are exact about being one; `map` carries it to the metric's scale. Where that
 * takes more for known than is, `score` has the limits of independent rows.
 */
export type Proportion = {
  successes: number;
  trials: number;
  map?: (share: number) => number;
  score?: (level: number) => Limits;
};

export type MetricDefinition = {
  /** Which way a gate limits it. */
  direction: 'higher' | 'lower';
  /** Neither way is better by itself, such as of the width of an interval without its coverage. */
  neutral?: true;
  /** The values that are possible; an interval is cut there. */
  range: readonly [number, number];
  family: Family;
  /** The features of one side that the sums must hold. */
  needs: readonly string[];
  /** The features of the rows alone that they must hold too. */
  shared?: readonly string[];
  /** The metric as a homogeneous function, of degree 0, of feature totals. */
  value: (total: Totals) => Dual;
  /** The function whose gradient gives each unit's influence, where that is not the gradient of the value. */
  influence?: (total: Totals) => Dual;
  /** The value with its sign, where the value is its distance from 0; its interval is that of the sign, folded. */
  signed?: (total: Totals) => Dual;
  /** Why there is no value. */
  undefinedWhen?: (count: Counts) => string | undefined;
  proportion?: (count: Counts) => Proportion | undefined;
  /** The metric as the mean of shares of rows, each of rows of its own. */
  meanOfProportions?: (count: Counts) => Proportion[];
  /** Of how many rows it is a share at best, where few of them make the interval by the delta method too narrow. */
  shareAtBest?: (count: Counts) => number;
  /**
   * Whether a class of few rows leaves an interval by the delta method in doubt: it `decides` the metric of two
   * classes; in one that is `averaged` over the classes that occur it adds to the value, and, of rows of one class each,
   * cancels in a comparison; in a mean of AUCs or the like of classes that are `ranked` against others those without rows
   * are left out. Of one class against the rest, its label.
   */
  rareClass?: 'decides' | 'averaged' | 'ranked' | { label: string };
  /** Few rows that are predicted as a class leave such an interval in doubt just as few that have it. */
  rarePrediction?: true;
  /** Whether a cell of label and prediction that happens to be empty makes the delta method see too little spread. */
  emptyCells?: true;
  /** At most so much a row varies, in mean square, where the sums show no spread though there must be some. */
  hiddenVariance?: (count: Counts) => number;
  /** The rows on which a paired comparison is one of two proportions: all, or those of one label. */
  pairedOn?: 'rows' | { label: string };
};

/**
 * A definition that is bound to the classes of a task and, for `recall[class=cat]` or `lift@0.1`, to its argument;
 * `threshold` is that of `recall@threshold=0.3`, undefined where it is the evaluation's own.
 */
export type Metric = MetricDefinition & { name: string; threshold?: number };

/** What a name may carry: a number after `@`, or a class in brackets. */
export type Argument =
  | {
      kind: 'number';
      example: string;
      expected: string;
      accepts: (value: number) => boolean;
      default?: number;
    }
  | { kind: 'class' }
  | { kind: 'score' };

/** One line of the table of metrics. */
export type MetricEntry = {
  description: string;
  /** Without an argument and computed unless the configuration names others. */
  byDefault: boolean;
  argument?: Argument;
  /** Needs the scores of the classes, which a multiclass task may lack. */
  scores?: true;
  /** Is made of predictions that a threshold decides; the thresholds from and to which a name may carry one of its own. */
  thresholds?: readonly [from: number, to: number];
  define: (given: { name: string; classes: readonly string[]; argument: string }) => MetricDefinition;
};

export const meanOf = (feature: string) => (total: Totals) => over(total(feature), total('rows'));
