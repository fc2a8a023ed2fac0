import { absolute, minus, over, scaled } from './dual.ts';
import { type Argument, type MetricDefinition, type MetricEntry, meanOf, type Totals } from './metric.ts';
import { meanError, QUANTILE, regressionMetrics, wape } from './regression-metrics.ts';

const INFINITE = Number.POSITIVE_INFINITY;

/** A mean over series, each of which counts as much, of a number that is made of the errors of the series. */
function meanOverSeries(description: string, feature: string): MetricEntry {
  return {
    description,
    byDefault: false,
    define: () => ({
      direction: 'lower',
      range: [0, INFINITE],
      family: 'error',
      needs: [feature],
      shared: ['series'],
      value: (total) => over(total(feature), total('series')),
    }),
  };
}

function ofQuantiles(
  description: string,
  kind: string,
  argument: Argument,
  rest: Pick<MetricDefinition, 'direction' | 'range' | 'family' | 'neutral'>,
): MetricEntry {
  return {
    description,
    byDefault: false,
    argument,
    define: ({ argument: share }) => ({
      ...rest,
      needs: [`${kind}@${share}`],
      value: meanOf(`${kind}@${share}`),
    }),
  };
}

const COVERAGE = { ...QUANTILE, example: '0.8' };
const ERROR = { direction: 'lower', range: [0, INFINITE], family: 'error' } as const;
const { mae, rmse, bias } = regressionMetrics as Record<'mae' | 'rmse' | 'bias', MetricEntry>;

/** The metrics of forecasts of series, which are the clusters, in the order in which a report shows them. */
export const forecastMetrics: Readonly<Record<string, MetricEntry>> = {
  mase: meanOverSeries(
    'mean absolute error over that of the seasonal naive forecast of the past, mean over series; needs evaluation.history',
    'mase',
  ),
  rmsse: meanOverSeries(
    'root of the mean squared error over that of the seasonal naive forecast of the past, mean over series; needs evaluation.history',
    'rmsse',
  ),
  mae,
  rmse,
  bias,
  smape: meanError({
    description: 'mean of 2·|error| over |label| + |forecast|, from 0 to 2; of two zeros 0',
    feature: 'smape',
    byDefault: true,
    range: [0, 2],
  }),
  wape: { ...wape, byDefault: true },
  pinball: ofQuantiles('mean quantile loss of the column of that quantile', 'pinball', QUANTILE, ERROR),
  coverage: ofQuantiles(
    'share of labels inside the central interval of that share, between the columns of its quantiles',
    'coverage',
    COVERAGE,
    { direction: 'higher', range: [0, 1], family: 'share', neutral: true },
  ),
  coverage_error: {
    description: 'distance of that coverage from its share: 0 where the interval holds what it promises',
    byDefault: false,
    argument: COVERAGE,
    define: ({ argument }) => {
      const signed = (total: Totals) =>
        over(minus(total(`coverage@${argument}`), scaled(total('rows'), Number(argument))), total('rows'));
      return {
        direction: 'lower',
        range: [0, 1],
        family: 'share',
        needs: [`coverage@${argument}`],
        value: (total) => absolute(signed(total)),
        signed,
      };
    },
  },
  width: ofQuantiles('mean width of that interval', 'width', COVERAGE, {
    direction: 'lower',
    range: [Number.NEGATIVE_INFINITY, INFINITE],
    family: 'error',
    neutral: true,
  }),
  crps: meanError({
    description:
      'continuous ranked probability score from the quantiles: twice the mean of their quantile losses',
    feature: 'crps',
  }),
};
