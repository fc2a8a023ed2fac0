import { agreementMetrics } from './agreement-metrics.ts';
import { confusionMetrics } from './confusion-metrics.ts';
import { curveMetrics } from './curve-metrics.ts';
import { type Argument, type MetricDefinition, type MetricEntry, meanOf } from './metric.ts';

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
  // Where the bins fit exactly no row moves it, which proves nothing of the next rows: these may miss as far as those
  // that are known do.
  family: 'share',
  rareClass: 'decides',
  needs: [feature, 'brier'],
  value: meanOf(feature),
  hiddenVariance: (count) => count('brier') / count('rows'),
});

/** Losses of probabilities. */
const lossMetrics: Readonly<Record<string, MetricEntry>> = {
  log_loss: {
    description: 'mean of −ln of the probability given to the true class',
    byDefault: true,
    define: () => ({
      direction: 'lower',
      range: [0, Number.POSITIVE_INFINITY],
      family: 'loss',
      rareClass: 'decides',
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
      rareClass: 'decides',
      needs: ['brier'],
      value: meanOf('brier'),
    }),
  },
};

const calibrationMetrics: Readonly<Record<string, MetricEntry>> = {
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

/** Scores are probabilities, so thresholds are. */
const atThresholds = (entries: Readonly<Record<string, MetricEntry>>) =>
  Object.fromEntries(
    Object.entries(entries).map(([name, entry]): [string, MetricEntry] => [
      name,
      { ...entry, thresholds: [0, 1] },
    ]),
  );

/** The metrics of two classes, in the order in which a report shows them. */
export const binaryMetrics: Readonly<Record<string, MetricEntry>> = {
  ...atThresholds({ ...confusionMetrics, ...agreementMetrics }),
  ...lossMetrics,
  ...curveMetrics,
  ...calibrationMetrics,
};
