import { type MetricDefinition, type MetricEntry, meanOf } from './metric.ts';

function deviance(power: number): MetricDefinition {
  const feature = `tweedie_deviance@${power}`;
  return {
    direction: 'lower',
    range: [0, Number.POSITIVE_INFINITY],
    family: 'error',
    needs: [feature],
    value: meanOf(feature),
  };
}

/**
 * Mean deviances of exponential dispersion models, as `sklearn.metrics.mean_tweedie_deviance` (B. Jørgensen, The Theory
 * of Dispersion Models, 1997).
 */
export const tweedieMetrics: Readonly<Record<string, MetricEntry>> = {
  poisson_deviance: {
    description: 'mean Poisson deviance, of labels of at least 0 and predictions above',
    byDefault: false,
    define: () => deviance(1),
  },
  gamma_deviance: {
    description: 'mean gamma deviance, of labels and predictions above 0',
    byDefault: false,
    define: () => deviance(2),
  },
  tweedie_deviance: {
    description: 'mean Tweedie deviance of that power: 0 the squared error, 1 Poisson, 2 gamma',
    byDefault: false,
    argument: {
      kind: 'number',
      example: '1.5',
      expected: 'a power of at most 0 or at least 1',
      accepts: (value) => value <= 0 || value >= 1,
    },
    define: ({ argument }) => deviance(Number(argument)),
  },
};
