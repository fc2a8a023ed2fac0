export {
  isMetricName,
  type MetricDefinition,
  type MetricName,
  metricDefinitions,
  metricNames,
  requireMetric,
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
export { summarise } from './summarise.ts';
export { mergeSums, scaleSums } from './sums.ts';
