import type { Evaluation, Side, SliceSums } from '@proofmark/documents';
import {
  defaultMetrics,
  isMetric,
  type Metric,
  type MetricSpace,
  needsScores,
  requireMetric,
} from '@proofmark/metrics';
import type { Cut } from './cut.ts';

/** The rows of a task, checked and ready for sums. */
export type Prepared = {
  sides: readonly Side[];
  /** Of the test set; see `digest.ts`. */
  digest: string;
  /** What the sums count, when that is not the rows of the table `rows`: its name and SQL. */
  unit?: { name: string; counted: string };
  metrics: string[];
  classes: string[];
  threshold?: number;
  flips?: Evaluation['flips'];
  /** What the curves of the report are drawn from. */
  drawn?: Pick<Evaluation, 'sweep' | 'curves' | 'residuals' | 'labelCounts'>;
  sum(cut: Cut): Promise<SliceSums[]>;
  /** Ends what works on the rows besides the engine. */
  close?(): Promise<void>;
};

/** The metrics of the configuration and those that gates name. */
export type NamedMetrics = { metrics: readonly string[] | undefined; gateMetrics: readonly string[] };

/** What to measure: what the configuration names, or the defaults; and what gates name, if the task has it. */
export function settleMetrics(
  { metrics, gateMetrics }: NamedMetrics,
  space: MetricSpace,
  hasScores = true,
): string[] {
  const gated = gateMetrics.filter(
    (name) => isMetric(name, space) && (hasScores || !needsScores(name, space.task)),
  );
  return [...new Set([...(metrics ?? defaultMetrics(space.task, hasScores)), ...gated])];
}

export function resolveMetrics(names: readonly string[], space: MetricSpace): Metric[] {
  return names.map((name) => requireMetric(name, space, 'evaluation.metrics', 'config-invalid'));
}

/** The features of one side, and those of the rows alone, that metrics are functions of. */
export function neededFeatures(metrics: readonly Metric[]): { needs: Set<string>; shared: Set<string> } {
  return {
    needs: new Set(metrics.flatMap(({ needs }) => needs)),
    shared: new Set(metrics.flatMap(({ shared }) => shared ?? [])),
  };
}
