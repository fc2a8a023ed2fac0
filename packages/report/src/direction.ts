import { isMetricName, metricDefinitions } from '@proofmark/metrics';
import type { Direction } from './words.ts';

/** Which way is better, for the metrics that are ours. */
export function directionOf(metric: string): Direction | undefined {
  return isMetricName(metric) ? metricDefinitions[metric].direction : undefined;
}
