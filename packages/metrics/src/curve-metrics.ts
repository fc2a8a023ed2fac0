import { negatives, noPositives, oneClass } from './binary-totals.ts';
import { minus, over, plus, scaled } from './dual.ts';
import type { Argument, MetricEntry } from './metric.ts';

const topShare: Argument = {
  kind: 'number',
  example: '0.1',
  expected: 'a share of rows above 0 and below 1',
  accepts: (share) => share > 0 && share < 1,
};

const SHARE = { direction: 'higher', range: [0, 1], rareClass: 'decides' } as const;

/** What the order of the scores of two classes tells, whatever the threshold. */
export const curveMetrics: Readonly<Record<string, MetricEntry>> = {
  roc_auc: {
    description: 'probability that a positive scores above a negative, ties counted half',
    byDefault: true,
    define: () => ({
      ...SHARE,
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
      ...SHARE,
      family: 'curve',
      // Of a row: its precision if it is positive, and how it moves the precision at the thresholds up to its score.
      needs: ['precision_area'],
      value: (total) => over(total('precision_area'), total('positives')),
      undefinedWhen: noPositives,
      // The logit interval of K. Boyd, K. H. Eng & C. D. Page, ECML PKDD 2013, takes it as a share of the positives.
      shareAtBest: (count) => count('positives'),
    }),
  },
  ks: {
    description: 'Kolmogorov–Smirnov distance of the scores of positives and negatives',
    byDefault: false,
    define: () => ({
      ...SHARE,
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
      ...SHARE,
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
      ...SHARE,
      range: [0, 1 / Number(argument)],
      family: 'curve',
      needs: [`captured@${argument}`],
      value: (total) => over(scaled(total(`captured@${argument}`), 1 / Number(argument)), total('positives')),
      undefinedWhen: noPositives,
    }),
  },
};
