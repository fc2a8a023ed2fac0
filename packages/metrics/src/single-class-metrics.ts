import { ratios } from './class-averages.ts';
import { classesUndefined, nowhere, ofClassTotals, placeOf, quotient, sumOf } from './class-totals.ts';
import { type Dual, minus, over, scaled, squareRoot, times } from './dual.ts';
import type { Counts, MetricEntry, Totals } from './metric.ts';

/** Metrics of rows with exactly one class. */
export const singleClassMetrics: Readonly<Record<string, MetricEntry>> = {
  accuracy: {
    description: 'share of rows with the right class',
    byDefault: true,
    define: ({ classes }) => ({
      ...ofClassTotals((total) => over(hitsOf(total, classes), total('rows'))),
      proportion: (count) => ({
        successes: classes.reduce((sum, _, k) => sum + count(placeOf(k).hits), 0),
        trials: count('rows'),
      }),
      pairedOn: 'rows',
    }),
  },
  hamming_loss: {
    description: 'share of rows with a wrong class',
    byDefault: false,
    define: ({ classes }) => ({
      ...ofClassTotals((total) => over(minus(total('rows'), hitsOf(total, classes)), total('rows'))),
      direction: 'lower',
      proportion: (count) => {
        const hits = classes.reduce((sum, _, k) => sum + count(placeOf(k).hits), 0);
        return { successes: count('rows') - hits, trials: count('rows') };
      },
    }),
  },
  balanced_accuracy: {
    description: 'mean recall of the classes that occur among the labels',
    byDefault: true,
    define: ({ classes }) => ({
      ...ofClassTotals((total) => {
        const present = classes.map((_, k) => placeOf(k)).filter(({ support }) => total(support).value > 0);
        const sum = sumOf(present.map((place) => quotient(ratios.recall(total, place))));
        return sum ? scaled(sum, 1 / present.length) : nowhere(total);
      }),
      rareClass: 'averaged',
      undefinedWhen: (count) =>
        classesUndefined(count) ??
        (isConstant(count, classes, 'support') ? 'only one class among the labels' : undefined),
      meanOfProportions: (count) =>
        classes
          .map((_, k) => ({ successes: count(placeOf(k).hits), trials: count(placeOf(k).support) }))
          .filter(({ trials }) => trials > 0),
    }),
  },
  mcc: {
    description: "Matthews' correlation coefficient of label and prediction",
    byDefault: true,
    define: ({ classes }) => ({
      ...ofClassTotals((total) => {
        const squares = (kind: 'support' | 'predicted') =>
          minus(times(total('rows'), total('rows')), products(total, classes, kind, kind));
        return over(
          minus(
            times(hitsOf(total, classes), total('rows')),
            products(total, classes, 'support', 'predicted'),
          ),
          squareRoot(times(squares('support'), squares('predicted'))),
        );
      }),
      range: [-1, 1],
      undefinedWhen: (count) =>
        isConstant(count, classes, 'support')
          ? 'only one class among the labels (zero division)'
          : isConstant(count, classes, 'predicted')
            ? 'only one class among the predictions (zero division)'
            : classesUndefined(count),
    }),
  },
  kappa: {
    description: "Cohen's kappa: accuracy above what chance would give",
    byDefault: true,
    define: ({ classes }) => ({
      ...ofClassTotals((total) => {
        const chance = products(total, classes, 'support', 'predicted');
        const rows = total('rows');
        return over(minus(times(hitsOf(total, classes), rows), chance), minus(times(rows, rows), chance));
      }),
      range: [-1, 1],
      undefinedWhen: (count) =>
        classes.some(
          (_, k) =>
            count(placeOf(k).support) === count('rows') && count(placeOf(k).predicted) === count('rows'),
        )
          ? 'one class alone among labels and predictions (zero division)'
          : classesUndefined(count),
    }),
  },
};

function hitsOf(total: Totals, classes: readonly string[]): Dual {
  return sumOf(classes.map((_, k) => total(placeOf(k).hits))) ?? nowhere(total);
}

function products(
  total: Totals,
  classes: readonly string[],
  a: 'support' | 'predicted',
  b: 'support' | 'predicted',
): Dual {
  return sumOf(classes.map((_, k) => times(total(placeOf(k)[a]), total(placeOf(k)[b])))) ?? nowhere(total);
}

function isConstant(count: Counts, classes: readonly string[], kind: 'support' | 'predicted'): boolean {
  return classes.some((_, k) => count(placeOf(k)[kind]) === count('rows'));
}
