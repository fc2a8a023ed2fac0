import type { Task } from '@proofmark/documents';
import type { Family } from './design.ts';
import { type Dual, minus, over, plus, squareRoot, times } from './dual.ts';

/** Looks up a feature total by name; names of one side come without the side. */
export type Totals = (feature: string) => Dual;
export type Counts = (feature: string) => number;

/** A share of rows, for intervals that are exact about being one; `map` carries it to the metric's scale. */
export type Proportion = { successes: number; trials: number; map?: (share: number) => number };

export type MetricDefinition = {
  task: Task;
  direction: 'higher' | 'lower';
  /** The values that are possible; an interval is cut there. */
  range: readonly [number, number];
  description: string;
  family: Family;
  /** The features of one side that the sums must hold. */
  needs: readonly string[];
  /** The metric as a homogeneous function, of degree 0, of feature totals. */
  value: (total: Totals) => Dual;
  /** The function whose gradient gives each unit's influence, where that is not the gradient of the value. */
  influence?: (total: Totals) => Dual;
  /** Why there is no value. */
  undefinedWhen?: (count: Counts) => string | undefined;
  proportion?: (count: Counts) => Proportion;
  /** The rows on which a paired comparison is one of two proportions. */
  pairedOn?: 'rows' | 'positives';
};

const CONFUSION = ['true_positives', 'false_positives'];

const noPositives = (count: Counts) =>
  count('positives') === 0 ? 'no positive labels (zero division)' : undefined;

const oneClass = (count: Counts) =>
  count('positives') === 0 || count('positives') === count('rows')
    ? 'only one class among the labels'
    : undefined;

const negatives = (total: Totals) => minus(total('rows'), total('positives'));
const flagged = (total: Totals) => plus(total('true_positives'), total('false_positives'));
const meanOf = (feature: string) => (total: Totals) => over(total(feature), total('rows'));

/** Σ (y − ȳ)² from the totals of y and y². */
const labelSpread = (total: Totals) =>
  minus(total('label_squared'), over(times(total('label'), total('label')), total('rows')));

const definitions = {
  accuracy: {
    task: 'binary',
    direction: 'higher',
    range: [0, 1],
    description: 'share of rows with the right class',
    family: 'confusion',
    needs: CONFUSION,
    value: (total) =>
      over(plus(minus(negatives(total), total('false_positives')), total('true_positives')), total('rows')),
    proportion: (count) => ({
      successes: count('rows') - count('positives') - count('false_positives') + count('true_positives'),
      trials: count('rows'),
    }),
    pairedOn: 'rows',
  },
  precision: {
    task: 'binary',
    direction: 'higher',
    range: [0, 1],
    description: 'share of predicted positives that are positive',
    family: 'confusion',
    needs: CONFUSION,
    value: (total) => over(total('true_positives'), flagged(total)),
    undefinedWhen: (count) =>
      count('true_positives') + count('false_positives') === 0
        ? 'no predicted positives (zero division)'
        : undefined,
    proportion: (count) => ({
      successes: count('true_positives'),
      trials: count('true_positives') + count('false_positives'),
    }),
  },
  recall: {
    task: 'binary',
    direction: 'higher',
    range: [0, 1],
    description: 'share of positives that are predicted positive',
    family: 'confusion',
    needs: CONFUSION,
    value: (total) => over(total('true_positives'), total('positives')),
    undefinedWhen: noPositives,
    proportion: (count) => ({ successes: count('true_positives'), trials: count('positives') }),
    pairedOn: 'positives',
  },
  f1: {
    task: 'binary',
    direction: 'higher',
    range: [0, 1],
    description: 'harmonic mean of precision and recall',
    family: 'confusion',
    needs: CONFUSION,
    value: (total) =>
      over(plus(total('true_positives'), total('true_positives')), plus(flagged(total), total('positives'))),
    undefinedWhen: (count) =>
      count('positives') + count('false_positives') === 0
        ? 'no positive labels and no predicted positives (zero division)'
        : undefined,
    // F1 is an increasing function, 2J/(1 + J), of Jaccard's J = TP/(TP + FP + FN), which is a proportion.
    proportion: (count) => ({
      successes: count('true_positives'),
      trials: count('positives') + count('false_positives'),
      map: (share) => (2 * share) / (1 + share),
    }),
  },
  log_loss: {
    task: 'binary',
    direction: 'lower',
    range: [0, Number.POSITIVE_INFINITY],
    description: 'mean of −ln of the probability given to the true class',
    family: 'loss',
    needs: ['log_loss'],
    value: meanOf('log_loss'),
  },
  brier: {
    task: 'binary',
    direction: 'lower',
    range: [0, 1],
    description: 'mean squared error of the probability',
    family: 'loss',
    needs: ['brier'],
    value: meanOf('brier'),
  },
  roc_auc: {
    task: 'binary',
    direction: 'higher',
    range: [0, 1],
    description: 'probability that a positive scores above a negative, ties counted half',
    family: 'rank',
    needs: ['placement_positive', 'placement_negative'],
    value: (total) => over(total('placement_positive'), total('positives')),
    // A unit moves the AUC by its own placements and by shifting those of the other class: V10 and V01 of
    // E. R. DeLong et al., Biometrics 44, 1988; summed by cluster, N. A. Obuchowski, Biometrics 53, 1997.
    influence: (total) =>
      plus(
        over(total('placement_positive'), total('positives')),
        over(total('placement_negative'), negatives(total)),
      ),
    undefinedWhen: oneClass,
  },
  mae: {
    task: 'regression',
    direction: 'lower',
    range: [0, Number.POSITIVE_INFINITY],
    description: 'mean absolute error',
    family: 'error',
    needs: ['absolute_error'],
    value: meanOf('absolute_error'),
  },
  rmse: {
    task: 'regression',
    direction: 'lower',
    range: [0, Number.POSITIVE_INFINITY],
    description: 'root of the mean squared error',
    family: 'error',
    needs: ['squared_error'],
    value: (total) => squareRoot(meanOf('squared_error')(total)),
  },
  r2: {
    task: 'regression',
    direction: 'higher',
    range: [Number.NEGATIVE_INFINITY, 1],
    description: 'share of the variance of the label that is explained',
    family: 'error',
    needs: ['squared_error'],
    value: (total) => {
      const spread = labelSpread(total);
      return over(minus(spread, total('squared_error')), spread);
    },
    undefinedWhen: (count) => {
      if (count('rows') < 2) return 'fewer than two rows';
      const scale = count('label_squared');
      const spread = scale - count('label') ** 2 / count('rows');
      return spread <= scale * 2 ** -46 ? 'all labels are equal' : undefined;
    },
  },
} satisfies Record<string, MetricDefinition>;

export type MetricName = keyof typeof definitions;

/** Every metric by its name, as scikit-learn names it, in the order in which a report shows them. */
export const metricDefinitions: Readonly<Record<MetricName, MetricDefinition>> = definitions;

export const metricNames = Object.keys(definitions) as MetricName[];

export function isMetricName(name: string): name is MetricName {
  return Object.hasOwn(definitions, name);
}
