import { showReceived } from '@proofmark/documents';
import { readThreshold, splitThreshold } from './at-threshold.ts';
import { binaryMetrics } from './binary-metrics.ts';
import { minus, over, plus } from './dual.ts';
import { type Metric, type MetricDefinition, meanOf } from './metric.ts';

const selectionRate: MetricDefinition = {
  direction: 'higher',
  range: [0, 1],
  family: 'confusion',
  needs: ['true_positives', 'false_positives'],
  value: (total) => over(plus(total('true_positives'), total('false_positives')), total('rows')),
  proportion: (count) => ({
    successes: count('true_positives') + count('false_positives'),
    trials: count('rows'),
  }),
};

const falsePositiveRate: MetricDefinition = {
  direction: 'lower',
  range: [0, 1],
  family: 'confusion',
  needs: ['true_positives', 'false_positives'],
  value: (total) => over(total('false_positives'), minus(total('rows'), total('positives'))),
  undefinedWhen: (count) =>
    count('positives') === count('rows') ? 'no negative labels (zero division)' : undefined,
  proportion: (count) => ({
    successes: count('false_positives'),
    trials: count('rows') - count('positives'),
  }),
};

const { recall } = binaryMetrics;

type Rated = MetricDefinition | 'recall';

/**
 * The largest difference of a rate between two groups, as fairlearn's `*_difference` with
 * `method="between_groups"`; of equalised odds the larger of the differences of two rates (M. Hardt, E. Price &
 * N. Srebro, NeurIPS 2016).
 */
const gaps: Readonly<Record<string, { description: string; rates: readonly Rated[] }>> = {
  demographic_parity_gap: {
    description: 'of the share of rows that are predicted positive',
    rates: [selectionRate],
  },
  equal_opportunity_gap: {
    description: 'of the share of positives that are predicted positive',
    rates: ['recall'],
  },
  equalized_odds_gap: {
    description: 'of the share of positives, or of negatives, that are predicted positive: the larger one',
    rates: ['recall', falsePositiveRate],
  },
};

/** Names of the metrics that compare the groups of a slice column, with what they compare. */
export const groupGaps: readonly { name: string; description: string }[] = Object.entries(gaps).map(
  ([name, { description }]) => ({ name, description }),
);

/** What `demographic_parity_gap[by=origin]@threshold=0.3` consists of. */
function parse(name: string): { base: string; by: string | undefined; threshold: string | undefined } {
  const { before, threshold } = splitThreshold(name);
  const [, base = before, by] = /^(.*?)\[by=(.*)\]$/s.exec(before) ?? [];
  return { base, by, threshold };
}

export function isGroupGap(name: string): boolean {
  return Object.hasOwn(gaps, parse(name).base);
}

/** Scores are probabilities. */
const THRESHOLDS = [0, 1] as const;

/** The threshold that a gap names, undefined where it is the evaluation's own; or what is wrong with it. */
function thresholdOf(name: string): number | undefined | { problem: string } {
  const { threshold } = parse(name);
  return threshold === undefined ? undefined : readThreshold(name, threshold, THRESHOLDS);
}

/** The thresholds at which gaps, among names of other metrics, need predictions. */
export function gapThresholds(names: readonly string[]): number[] {
  return names.filter(isGroupGap).flatMap((name) => {
    const threshold = thresholdOf(name);
    return typeof threshold === 'number' ? [threshold] : [];
  });
}

/** Why a gate cannot mean this by the name of a gap: it names groups itself, or a threshold that is none. */
export function whyNoGap(name: string): string | undefined {
  const { base, by } = parse(name);
  if (by !== undefined) return `${showReceived(name)}: expected ${base}, and "by: ${by}" beside it`;
  const threshold = thresholdOf(name);
  return typeof threshold === 'object' ? threshold.problem : undefined;
}

/**
 * The gap between the groups of a column, named with it, `demographic_parity_gap[by=origin]` and, of
 * `demographic_parity_gap@threshold=0.3`, `demographic_parity_gap[by=origin]@threshold=0.3`; for a gate to judge.
 */
export function groupGapMetric(name: string, by: string): Metric {
  const { base, threshold } = parse(name);
  return {
    name: `${base}[by=${by}]${threshold === undefined ? '' : `@threshold=${threshold}`}`,
    direction: 'lower',
    range: [0, 1],
    family: 'confusion',
    needs: [],
    value: meanOf(base),
  };
}

/** The rates that a gap is about, at its threshold; `name` with or without `[by=…]` and `@threshold=`. */
export function ratesOf(name: string, classes: readonly string[]): Metric[] {
  const rates = gaps[parse(name).base]?.rates ?? [];
  const threshold = thresholdOf(name);
  const at = typeof threshold === 'number' ? { threshold } : {};
  return rates.flatMap((rate) => {
    const defined = rate === 'recall' ? recall?.define({ name: rate, classes, argument: '' }) : rate;
    return defined ? [{ name, ...at, ...defined }] : [];
  });
}
