import { CONFUSION, flagged, negatives, oneClass } from './binary-totals.ts';
import { type Dual, minus, over, plus, scaled, squareRoot, times } from './dual.ts';
import type { MetricEntry, Totals } from './metric.ts';

const CORRELATION = {
  direction: 'higher',
  range: [-1, 1],
  family: 'confusion',
  needs: CONFUSION,
  rareClass: 'decides',
  rarePrediction: true,
} as const;

/** TP·TN − FP·FN */
const agreement = (total: Totals): Dual =>
  minus(
    times(total('true_positives'), negatives(total)),
    times(total('false_positives'), total('positives')),
  );

const oneOf = (value: number, values: readonly number[]) => values.includes(value);

/** How far labels and predictions of two classes agree beyond chance. */
export const agreementMetrics: Readonly<Record<string, MetricEntry>> = {
  mcc: {
    description: "Matthews' correlation coefficient of label and prediction",
    byDefault: false,
    define: () => ({
      ...CORRELATION,
      emptyCells: true,
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
      ...CORRELATION,
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
};
