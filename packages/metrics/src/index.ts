export {
  isMetricName,
  type MetricDefinition,
  type MetricName,
  metricDefinitions,
  metricNames,
} from './definitions.ts';
export { compare, type EstimateOptions, estimate, type Measured, type Undefined } from './estimate.ts';
export {
  choosePrecision,
  formatAbout,
  formatChange,
  formatCount,
  formatExact,
  formatInterval,
  formatNumber,
  formatPercent,
  formatPlural,
  type Precision,
} from './format.ts';
export { requireMetric } from './require-metric.ts';
export { summarise } from './summarise.ts';
export { mergeSums, scaleSums } from './sums.ts';
