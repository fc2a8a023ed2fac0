import type { Side, SliceSums } from '@proofmark/documents';
import { moverInterval } from '@proofmark/stats';
import { binaryMetrics } from './binary-metrics.ts';
import { minus, over, plus } from './dual.ts';
import { estimate } from './estimate.ts';
import type { EstimateOptions, Measured, Undefined } from './measured.ts';
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

const recall = binaryMetrics.recall?.define({ name: 'recall', classes: [], argument: '' });

/**
 * The largest difference of a rate between two groups, as fairlearn's `*_difference` with
 * `method="between_groups"`; of equalised odds the larger of the differences of two rates (M. Hardt, E. Price &
 * N. Srebro, NeurIPS 2016).
 */
const gaps: Readonly<Record<string, { description: string; rates: readonly MetricDefinition[] }>> = {
  demographic_parity_gap: {
    description: 'of the share of rows that are predicted positive',
    rates: [selectionRate],
  },
  equal_opportunity_gap: {
    description: 'of the share of positives that are predicted positive',
    rates: recall ? [recall] : [],
  },
  equalized_odds_gap: {
    description: 'of the share of positives, or of negatives, that are predicted positive: the larger one',
    rates: recall ? [recall, falsePositiveRate] : [],
  },
};

/** Names of the metrics that compare the groups of a slice column, with what they compare. */
export const groupGaps: readonly { name: string; description: string }[] = Object.entries(gaps).map(
  ([name, { description }]) => ({ name, description }),
);

export function isGroupGap(name: string): boolean {
  return Object.hasOwn(gaps, name.replace(/\[by=.*\]$/s, ''));
}

/** The gap between the groups of a column, named with it, `demographic_parity_gap[by=origin]`, for a gate to judge. */
export function groupGapMetric(name: string, by: string): Metric {
  return {
    name: `${name}[by=${by}]`,
    direction: 'lower',
    range: [0, 1],
    family: 'confusion',
    needs: [],
    value: meanOf(name),
  };
}

type Rate = Measured & { interval: NonNullable<Measured['interval']> };

/**
 * The largest pairwise gap of one side. Its interval is simultaneous over all pairs of groups (and both rates of
 * equalised odds) by Bonferroni's inequality: when every pair's true gap lies in its own interval, the largest lies
 * between the largest lower and the largest upper limit. A pair's interval is Newcombe's method 10 (Statistics in
 * Medicine 17, 1998) of the two rates; rows of one cluster may be in several groups, so with clusters the two are
 * taken as correlated as badly as can be. Conservative with many groups.
 * @param name with or without `[by=…]`
 */
export function estimateGap(
  name: string,
  groups: readonly SliceSums[],
  side: Side,
  { classes, level }: EstimateOptions,
): Measured | Undefined {
  const rates = gaps[name.replace(/\[by=.*\]$/s, '')]?.rates ?? [];
  const pairs = (groups.length * (groups.length - 1)) / 2;
  if (pairs === 0) return { value: null, reason: 'fewer than two groups' };
  const options = { classes, level: 1 - (1 - level) / (pairs * rates.length) };
  const parts: Gap[] = [];
  for (const rate of rates) {
    const measured: Rate[] = [];
    for (const group of groups) {
      const one = estimate({ name, ...rate }, group, side, options);
      const of = group.slice.map(({ value }) => value).join(', ');
      if (one.value === null) return { value: null, reason: `${of}: ${one.reason}` };
      if (one.interval === null) return { value: null, reason: `${of}: ${one.reason ?? 'no interval'}` };
      measured.push({ ...one, interval: one.interval });
    }
    const clustered = groups.some(({ moments }) => moments.unit === 'cluster');
    measured.forEach((first, i) => {
      for (const second of measured.slice(i + 1)) parts.push(gapOf(first, second, clustered));
    });
  }
  const widest = parts.reduce((most, part) => (part.value > most.value ? part : most));
  return {
    value: widest.value,
    standardError: widest.standardError,
    degreesOfFreedom: Number.POSITIVE_INFINITY,
    interval: {
      lower: Math.max(...parts.map(({ lower }) => lower)),
      upper: Math.min(1, Math.max(...parts.map(({ upper }) => upper))),
      level,
      method: `Newcombe score, simultaneous for ${parts.length} ${parts.length === 1 ? 'pair' : 'pairs'} (Bonferroni)`,
    },
  };
}

type Gap = { value: number; standardError: number; lower: number; upper: number };

function gapOf(a: Rate, b: Rate, clustered: boolean): Gap {
  const [first, second] = a.value >= b.value ? [a, b] : [b, a];
  const [one, other] = [first.standardError ?? 0, second.standardError ?? 0];
  const standardError = clustered ? one + other : Math.hypot(one, other);
  const alone = (rate: Rate) => ({
    ...rate.interval,
    value: rate.value,
    // MOVER reads the correlation from these; a rate of 0 or 1 shows no spread.
    standardError: rate.standardError || 1,
  });
  const spread = clustered
    ? alone(first).standardError + alone(second).standardError
    : Math.hypot(alone(first).standardError, alone(second).standardError);
  const { lower, upper } = moverInterval(alone(first), alone(second), spread);
  // The gap is the absolute difference: below 0 the order of the two is unknown.
  return {
    value: first.value - second.value,
    standardError,
    lower: Math.max(0, lower),
    upper: Math.max(upper, -lower),
  };
}
