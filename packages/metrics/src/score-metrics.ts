import type { MetricDefinition, MetricEntry } from './metric.ts';
import { meanOf } from './metric.ts';

const INFINITE = Number.POSITIVE_INFINITY;

function meanScore(description: string, direction: MetricDefinition['direction']): MetricEntry {
  return {
    description,
    byDefault: false,
    argument: { kind: 'score' },
    define: ({ argument }) => ({
      direction,
      range: [Number.NEGATIVE_INFINITY, INFINITE],
      family: 'score',
      needs: [`score[${argument}]`],
      value: meanOf(`score[${argument}]`),
    }),
  };
}

function rate(description: string, direction: MetricDefinition['direction']): MetricEntry {
  return {
    description,
    byDefault: false,
    argument: { kind: 'score' },
    define: ({ argument }) => ({
      direction,
      range: [0, 1],
      family: 'share',
      needs: [`score[${argument}]`, `square[${argument}]`],
      value: meanOf(`score[${argument}]`),
      // Of zeros and ones the sum is that of the squares; averages of repeats are no counts.
      proportion: (count) => {
        const successes = count(`score[${argument}]`);
        return Math.abs(count(`square[${argument}]`) - successes) <= successes * 2 ** -40
          ? { successes, trials: count('rows') }
          : undefined;
      },
    }),
  };
}

/** The metrics of columns of scores, which the configuration names, with the direction that it declares. */
export const scoreMetrics: Readonly<Record<string, MetricEntry>> = {
  'mean[score]': meanScore('mean of a score of which more is better', 'higher'),
  'mean_cost[score]': meanScore('mean of a score of which less is better', 'lower'),
  'pass_rate[score]': rate('share of rows that pass: of a score of 0 and 1, or between', 'higher'),
  'fail_rate[score]': rate(
    'share of rows with a mark that is bad: of a score of 0 and 1, or between',
    'lower',
  ),
};
