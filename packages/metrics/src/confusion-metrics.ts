import { CONFUSION, flagged, negatives, noPositives, oneClass } from './binary-totals.ts';
import { minus, over, plus, scaled } from './dual.ts';
import { BETA, fBetaShare } from './f-beta.ts';
import type { Counts, MetricEntry, Totals } from './metric.ts';

const SHARE = { direction: 'higher', range: [0, 1], family: 'confusion', needs: CONFUSION } as const;
const OF_CLASS = { ...SHARE, rareClass: 'decides' } as const;

const specificity = (total: Totals) =>
  over(minus(negatives(total), total('false_positives')), negatives(total));

const noPositivesAtAll = (count: Counts) =>
  count('positives') + count('false_positives') === 0
    ? 'no positive labels and no predicted positives (zero division)'
    : undefined;

/** Shares of right predictions of two classes, and their means. */
export const confusionMetrics: Readonly<Record<string, MetricEntry>> = {
  accuracy: {
    description: 'share of rows with the right class',
    byDefault: true,
    define: () => ({
      ...SHARE,
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
      ...OF_CLASS,
      rarePrediction: true,
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
      ...OF_CLASS,
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
      ...OF_CLASS,
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
      ...OF_CLASS,
      value: (total) =>
        scaled(plus(over(total('true_positives'), total('positives')), specificity(total)), 0.5),
      undefinedWhen: oneClass,
      meanOfProportions: (count) => {
        const [positives, hits] = [count('positives'), count('true_positives')];
        const trials = count('rows') - positives;
        return [
          { successes: hits, trials: positives },
          { successes: trials - count('false_positives'), trials },
        ];
      },
    }),
  },
  specificity: {
    description: 'share of negatives that are predicted negative',
    byDefault: false,
    define: ({ classes }) => ({
      ...OF_CLASS,
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
    argument: BETA,
    define: ({ argument }) => {
      const square = Number(argument) ** 2;
      return {
        ...OF_CLASS,
        value: (total) =>
          over(
            scaled(total('true_positives'), 1 + square),
            plus(scaled(total('positives'), square), flagged(total)),
          ),
        undefinedWhen: noPositivesAtAll,
        proportion: (count) => {
          const hits = count('true_positives');
          const finds = { hits, misses: count('positives') - hits, falseAlarms: count('false_positives') };
          return fBetaShare(finds, Number(argument));
        },
      };
    },
  },
  jaccard: {
    description: 'true positives among all that are positive or predicted so',
    byDefault: false,
    define: () => ({
      ...OF_CLASS,
      value: (total) => over(total('true_positives'), plus(total('positives'), total('false_positives'))),
      undefinedWhen: noPositivesAtAll,
      proportion: (count) => ({
        successes: count('true_positives'),
        trials: count('positives') + count('false_positives'),
      }),
    }),
  },
};
