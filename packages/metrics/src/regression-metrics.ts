import { absolute, minus, over, squareRoot, times } from './dual.ts';
import { type Counts, type MetricDefinition, type MetricEntry, meanOf, type Totals } from './metric.ts';
import { tweedieMetrics } from './tweedie-metrics.ts';

const INFINITE = Number.POSITIVE_INFINITY;

/** Σ (x − x̄)² from the totals of x and x². */
const spreadOf = (total: Totals, feature: string, squared: string) =>
  minus(total(squared), over(times(total(feature), total(feature)), total('rows')));

const labelSpread = (total: Totals) => spreadOf(total, 'label', 'label_squared');

/** Explained variance and R² compare with the spread of the labels. */
const unexplainable = (count: Counts): string | undefined => {
  if (count('rows') < 2) return 'fewer than two rows';
  const scale = count('label_squared');
  const spread = scale - count('label') ** 2 / count('rows');
  return spread <= scale * 2 ** -46 ? 'all labels are equal' : undefined;
};

type Mean = {
  description: string;
  feature: string;
  byDefault?: boolean;
  range?: readonly [number, number];
  family?: MetricDefinition['family'];
};

/** A metric that is the mean of one feature, the smaller the better. */
export function meanError({ description, feature, byDefault = false, range, family }: Mean): MetricEntry {
  return {
    description,
    byDefault,
    define: () => ({
      direction: 'lower',
      range: range ?? [0, INFINITE],
      family: family ?? 'error',
      needs: [feature],
      value: meanOf(feature),
    }),
  };
}

/** The quantile that a prediction is meant to be, after `@`. */
export const QUANTILE = {
  kind: 'number',
  example: '0.9',
  expected: 'a number between 0 and 1',
  accepts: (value: number) => value > 0 && value < 1,
} as const;

export const wape: MetricEntry = {
  description: 'sum of the absolute errors over the sum of the absolute labels',
  byDefault: false,
  define: () => ({
    direction: 'lower',
    range: [0, INFINITE],
    family: 'error',
    needs: ['absolute_error'],
    shared: ['absolute_label'],
    value: (total) => over(total('absolute_error'), total('absolute_label')),
    undefinedWhen: (count) =>
      count('absolute_label') === 0 ? 'all labels are 0 (zero division)' : undefined,
  }),
};

/** The metrics of numbers, in the order in which a report shows them. */
export const regressionMetrics: Readonly<Record<string, MetricEntry>> = {
  mae: meanError({ description: 'mean absolute error', feature: 'absolute_error', byDefault: true }),
  mse: meanError({ description: 'mean squared error', feature: 'squared_error' }),
  rmse: {
    description: 'root of the mean squared error',
    byDefault: true,
    define: () => ({
      direction: 'lower',
      range: [0, INFINITE],
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
      shared: ['label', 'label_squared'],
      value: (total) => {
        const spread = labelSpread(total);
        return over(minus(spread, total('squared_error')), spread);
      },
      undefinedWhen: unexplainable,
    }),
  },
  explained_variance: {
    description: 'as R², not counting a constant error',
    byDefault: false,
    define: () => ({
      direction: 'higher',
      range: [Number.NEGATIVE_INFINITY, 1],
      family: 'error',
      needs: ['error', 'squared_error'],
      shared: ['label', 'label_squared'],
      value: (total) => {
        const spread = labelSpread(total);
        return over(minus(spread, spreadOf(total, 'error', 'squared_error')), spread);
      },
      undefinedWhen: unexplainable,
    }),
  },
  bias: meanError({
    description: 'mean of prediction − label; its distance from 0 is absolute_bias',
    feature: 'error',
    range: [Number.NEGATIVE_INFINITY, INFINITE],
  }),
  absolute_bias: {
    description: 'absolute value of the mean error',
    byDefault: false,
    define: () => ({
      direction: 'lower',
      range: [0, INFINITE],
      family: 'error',
      needs: ['error'],
      value: (total) => absolute(meanOf('error')(total)),
      signed: meanOf('error'),
    }),
  },
  mape: meanError({
    description:
      'mean of the absolute errors over the absolute labels (of 0: over 2^−52, as scikit-learn does)',
    feature: 'mape',
  }),
  smape: meanError({
    description: 'mean of 2·|error| over |label| + |prediction|, from 0 to 2; of two zeros 0',
    feature: 'smape',
    range: [0, 2],
  }),
  wape,
  median_ae: meanError({
    description: 'median of the absolute errors',
    feature: 'median_ae',
    family: 'quantile',
  }),
  max_error: meanError({
    description: 'largest absolute error; a value without an interval',
    feature: 'max_error',
    family: 'extreme',
  }),
  pinball: {
    ...meanError({
      description: 'mean quantile loss of predictions of that quantile (0.5 without a number)',
      feature: 'pinball',
    }),
    argument: { ...QUANTILE, default: 0.5 },
    define: ({ argument }) => ({
      direction: 'lower',
      range: [0, INFINITE],
      family: 'error',
      needs: [`pinball@${argument}`],
      value: meanOf(`pinball@${argument}`),
    }),
  },
  ...tweedieMetrics,
};
