import { minus, over, squareRoot, times } from './dual.ts';
import { type MetricEntry, meanOf, type Totals } from './metric.ts';

/** Σ (y − ȳ)² from the totals of y and y². */
const labelSpread = (total: Totals) =>
  minus(total('label_squared'), over(times(total('label'), total('label')), total('rows')));

/** The metrics of numbers, in the order in which a report shows them. */
export const regressionMetrics: Readonly<Record<string, MetricEntry>> = {
  mae: {
    description: 'mean absolute error',
    byDefault: true,
    define: () => ({
      direction: 'lower',
      range: [0, Number.POSITIVE_INFINITY],
      family: 'error',
      needs: ['absolute_error'],
      value: meanOf('absolute_error'),
    }),
  },
  rmse: {
    description: 'root of the mean squared error',
    byDefault: true,
    define: () => ({
      direction: 'lower',
      range: [0, Number.POSITIVE_INFINITY],
      family: 'error',
      needs: ['squared_error'],
      value: (total) => squareRoot(meanOf('squared_error')(total)),
    }),
  },
  r2: {
    description: 'share of the variance of the label that is explained',
    byDefault: true,
    define: () => ({
      direction: 'higher',
      range: [Number.NEGATIVE_INFINITY, 1],
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
    }),
  },
};
