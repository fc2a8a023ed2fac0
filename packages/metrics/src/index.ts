export { featureAt } from './at-threshold.ts';
export {
  bareName,
  defaultMetrics,
  directionOf,
  isMetric,
  type MetricSpace,
  metricCatalogue,
  needsScores,
  requireMetric,
  showForm,
} from './catalogue.ts';
export { compare } from './compare.ts';
export { estimate } from './estimate.ts';
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
export { gapThresholds, groupGapMetric, groupGaps, isGroupGap, whyNoGap } from './gap-rates.ts';
export { estimateGap } from './group-gap.ts';
export { type ClassTotals, type Linearised, linearise } from './linearise.ts';
export { measureParts, type Parts, type Source, scaleSource } from './measure-parts.ts';
export type { EstimateOptions, Measured, Undefined } from './measured.ts';
export { baselineOfHistory, compareWithHistory, estimateMeasure } from './measures.ts';
export type { Metric, MetricEntry } from './metric.ts';
export { fewestRows } from './rare-class.ts';
export { type Incomparable, recordedOrEmpty, recordedSums, whyIncomparable } from './recorded.ts';
export { statedMetric } from './stated.ts';
export { summarise } from './summarise.ts';
export { mergeSums, scaleSums } from './sums.ts';
export { unitOf } from './units.ts';
export { findWeakSlices } from './weakest-slices.ts';
