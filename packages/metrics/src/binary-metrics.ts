import { type Dual, minus, over, plus, scaled, squareRoot, times } from './dual.ts';
import {
  type Argument,
  type Counts,
  type MetricDefinition,
  type MetricEntry,
  meanOf,
  type Totals,
} from './metric.ts';

const CONFUSION = ['true_positives', 'false_positives'];

const noPositives = (count: Counts) =>
  count('positives') === 0 ? 'no positive labels (zero division)' : undefined;

const oneClass = (count: Counts) =>
  count('positives') === 0 || count('positives') === count('rows')
    ? 'only one class among the labels'
    : undefined;

const negatives = (total: Totals) => minus(total('rows'), total('positives'));
const flagged = (total: Totals) => plus(total('true_positives'), total('false_positives'));

const specificity = (total: Totals) =>
  over(minus(negatives(total), total('false_positives')), negatives(total));

/** TP·TN − FP·FN */
const agreement = (total: Totals): Dual =>
  minus(
    times(total('true_positives'), negatives(total)),
    times(total('false_positives'), total('positives')),
  );

const noPositivesAtAll = (count: Counts) =>
  count('positives') + count('false_positives') === 0
    ? 'no positive labels and no predicted positives (zero division)'
    : undefined;

const topShare: Argument = {
  kind: 'number',
  example: '0.1',
  expected: 'a share of rows above 0 and below 1',
  accepts: (share) => share > 0 && share < 1,
};

const bins: Argument = {
  kind: 'number',
  example: '15',
  expected: 'a number of bins from 1 to 1000',
  accepts: (count) => Number.isInteger(count) && count >= 1 && count <= 1000,
  default: 15,
};

const calibrationError = (feature: string): MetricDefinition => ({
  direction: 'lower',
  range: [0, 1],
  family: 'loss',
  needs: [feature],
  value: meanOf(feature),
});

const oneOf = (value: number, values: readonly number[]) => values.includes(value);

/** The metrics of two classes, in the order in which a report shows them. */
export const binaryMetrics: Readonly<Record<string, MetricEntry>> = {
  accuracy: {
    description: 'share of rows with the right class',
    byDefault: true,
    define: () => ({
      direction: 'higher',
      range: [0, 1],
      family: 'confusion',
      needs: CONFUSION,
      value: (total) =>
        over(plus(minus(negatives(total), total('false_positives')), total('true_positives')), total('rows')),
      proportion: (count) => ({
        successes: count('rows') - count('positives') - count('false_positives') + count('true_positives'),
        trials: count('rows'),
      }),
      pairedOn: 'rows',
    }),
  },
  precision: {
    description: 'share of predicted positives that are positive',
    byDefault: true,
    define: () => ({
      direction: 'higher',
      range: [0, 1],
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
    }),
  },
  recall: {
    description: 'share of positives that are predicted positive',
    byDefault: true,
    define: ({ classes }) => ({
      direction: 'higher',
      range: [0, 1],
      family: 'confusion',
      needs: CONFUSION,
      value: (total) => over(total('true_positives'), total('positives')),
      undefinedWhen: noPositives,
      proportion: (count) => ({ successes: count('true_positives'), trials: count('positives') }),
      pairedOn: { label: classes[1] ?? '' },
    }),
  },
  f1: {
    description: 'harmonic mean of precision and recall',
    byDefault: true,
    define: () => ({
      direction: 'higher',
      range: [0, 1],
      family: 'confusion',
      needs: CONFUSION,
      value: (total) =>
        over(
          plus(total('true_positives'), total('true_positives')),
          plus(flagged(total), total('positives')),
        ),
      undefinedWhen: noPositivesAtAll,
      // F1 is an increasing function, 2J/(1 + J), of Jaccard's J = TP/(TP + FP + FN), which is a proportion.
      proportion: (count) => ({
        successes: count('true_positives'),
        trials: count('positives') + count('false_positives'),
        map: (share) => (2 * share) / (1 + share),
      }),
    }),
  },
  balanced_accuracy: {
    description: 'mean of recall and specificity',
    byDefault: false,
    define: () => ({
      direction: 'higher',
      range: [0, 1],
      family: 'confusion',
      needs: CONFUSION,
      value: (total) =>
        scaled(plus(over(total('true_positives'), total('positives')), specificity(total)), 0.5),
      undefinedWhen: oneClass,
    }),
  },
  specificity: {
    description: 'share of negatives that are predicted negative',
    byDefault: false,
    define: ({ classes }) => ({
      direction: 'higher',
      range: [0, 1],
      family: 'confusion',
      needs: CONFUSION,
      value: specificity,
      undefinedWhen: (count) =>
        count('positives') === count('rows') ? 'no negative labels (zero division)' : undefined,
      proportion: (count) => {
        const trials = count('rows') - count('positives');
        return { successes: trials - count('false_positives'), trials };
      },
      pairedOn: { label: classes[0] ?? '' },
    }),
  },
  f_beta: {
    description: 'weighted harmonic mean of precision and recall, which counts beta times as much',
    byDefault: false,
    argument: { kind: 'number', example: '2', expected: 'a beta above 0', accepts: (beta) => beta > 0 },
    define: ({ argument }) => {
      const square = Number(argument) ** 2;
      return {
        direction: 'higher',
        range: [0, 1],
        family: 'confusion',
        needs: CONFUSION,
        value: (total) =>
          over(
            scaled(total('true_positives'), 1 + square),
            plus(scaled(total('positives'), square), flagged(total)),
          ),
        undefinedWhen: noPositivesAtAll,
      };
    },
  },
  jaccard: {
    description: 'true positives among all that are positive or predicted so',
    byDefault: false,
    define: () => ({
      direction: 'higher',
      range: [0, 1],
      family: 'confusion',
      needs: CONFUSION,
      value: (total) => over(total('true_positives'), plus(total('positives'), total('false_positives'))),
      undefinedWhen: noPositivesAtAll,
      proportion: (count) => ({
        successes: count('true_positives'),
        trials: count('positives') + count('false_positives'),
      }),
    }),
  },
  mcc: {
    description: "Matthews' correlation coefficient of label and prediction",
    byDefault: false,
    define: () => ({
      direction: 'higher',
      range: [-1, 1],
      family: 'confusion',
      needs: CONFUSION,
      value: (total) => {
        const margins = times(
          times(flagged(total), minus(total('rows'), flagged(total))),
          times(total('positives'), negatives(total)),
        );
        return over(agreement(total), squareRoot(margins));
      },
      undefinedWhen: (count) =>
        oneClass(count) ??
        (oneOf(count('true_positives') + count('false_positives'), [0, count('rows')])
          ? 'only one class among the predictions (zero division)'
          : undefined),
    }),
  },
  kappa: {
    description: "Cohen's kappa: accuracy above what chance would give",
    byDefault: false,
    define: () => ({
      direction: 'higher',
      range: [-1, 1],
      family: 'confusion',
      needs: CONFUSION,
      value: (total) =>
        over(
          scaled(agreement(total), 2),
          plus(
            times(flagged(total), negatives(total)),
            times(total('positives'), minus(total('rows'), flagged(total))),
          ),
        ),
      undefinedWhen: (count) => {
        const predicted = count('true_positives') + count('false_positives');
        const same = count('positives') === predicted && oneOf(predicted, [0, count('rows')]);
        return same ? 'one class alone among labels and predictions (zero division)' : undefined;
      },
    }),
  },
  log_loss: {
    description: 'mean of −ln of the probability given to the true class',
    byDefault: true,
    define: () => ({
      direction: 'lower',
      range: [0, Number.POSITIVE_INFINITY],
      family: 'loss',
      needs: ['log_loss'],
      value: meanOf('log_loss'),
    }),
  },
  brier: {
    description: 'mean squared error of the probability',
    byDefault: true,
    define: () => ({
      direction: 'lower',
      range: [0, 1],
      family: 'loss',
      needs: ['brier'],
      value: meanOf('brier'),
    }),
  },
  roc_auc: {
    description: 'probability that a positive scores above a negative, ties counted half',
    byDefault: true,
    define: () => ({
      direction: 'higher',
      range: [0, 1],
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
    }),
  },
  average_precision: {
    description: 'area under the precision-recall curve as a step function',
    byDefault: false,
    define: () => ({
      direction: 'higher',
      range: [0, 1],
      family: 'curve',
      // Of a row: its precision if it is positive, and how it moves the precision at the thresholds up to its score.
      needs: ['precision_area'],
      value: (total) => over(total('precision_area'), total('positives')),
      undefinedWhen: noPositives,
    }),
  },
  ks: {
    description: 'Kolmogorov–Smirnov distance of the scores of positives and negatives',
    byDefault: false,
    define: () => ({
      direction: 'higher',
      range: [0, 1],
      family: 'curve',
      needs: ['ks_positive', 'ks_negative'],
      value: (total) =>
        minus(over(total('ks_positive'), total('positives')), over(total('ks_negative'), negatives(total))),
      undefinedWhen: oneClass,
    }),
  },
  gain: {
    description: 'share of the positives among the given share of rows with the highest scores',
    byDefault: false,
    argument: topShare,
    define: ({ argument }) => ({
      direction: 'higher',
      range: [0, 1],
      family: 'curve',
      needs: [`captured@${argument}`],
      value: (total) => over(total(`captured@${argument}`), total('positives')),
      undefinedWhen: noPositives,
    }),
  },
  lift: {
    description: 'how much more frequent positives are among the given share of rows with the highest scores',
    byDefault: false,
    argument: topShare,
    define: ({ argument }) => ({
      direction: 'higher',
      range: [0, 1 / Number(argument)],
      family: 'curve',
      needs: [`captured@${argument}`],
      value: (total) => over(scaled(total(`captured@${argument}`), 1 / Number(argument)), total('positives')),
      undefinedWhen: noPositives,
    }),
  },
  ece: {
    description: 'expected calibration error over bins of equal width (15 without a number)',
    byDefault: false,
    argument: bins,
    define: ({ argument }) => calibrationError(`calibration_width@${argument}`),
  },
  ece_mass: {
    description: 'expected calibration error over bins of equally many rows (15 without a number)',
    byDefault: false,
    argument: bins,
    define: ({ argument }) => calibrationError(`calibration_mass@${argument}`),
  },
};
