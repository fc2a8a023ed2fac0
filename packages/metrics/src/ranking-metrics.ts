import { type Argument, type MetricEntry, meanOf } from './metric.ts';

const depth = (example: string, byDefault: number): Argument => ({
  kind: 'number',
  example,
  expected: 'a whole number of at least 1',
  accepts: (value) => value >= 1 && (Number.isInteger(value) || value === Number.POSITIVE_INFINITY),
  default: byDefault,
});

function meanOverQueries(
  name: string,
  description: string,
  byDefault: boolean,
  argument?: Argument,
): MetricEntry {
  return {
    description,
    byDefault,
    ...(argument && { argument }),
    define: ({ argument: k }) => {
      const feature = k === '' ? name : `${name}@${k}`;
      return {
        direction: 'higher',
        range: [0, 1],
        family: 'share',
        needs: [feature],
        value: meanOf(feature),
      };
    },
  };
}

/** The metrics of ranked items, means over queries, in the order in which a report shows them. */
export const rankingMetrics: Readonly<Record<string, MetricEntry>> = {
  ndcg: meanOverQueries(
    'ndcg',
    'discounted gain of the first k items (all without a number) over that of the best order; gain is the label, ties average',
    true,
    depth('10', Number.POSITIVE_INFINITY),
  ),
  map: meanOverQueries(
    'map',
    'precision at the place of each relevant item, mean over those; tied items stand at their last place',
    true,
  ),
  mrr: meanOverQueries(
    'mrr',
    'one over the place of the first relevant item; tied items stand at their last place',
    true,
  ),
  hit_rate: meanOverQueries(
    'hit_rate',
    'share of queries with a relevant item among the first k (10 without a number); tied items stand at their last place',
    false,
    depth('10', 10),
  ),
  precision: meanOverQueries(
    'precision',
    'share of relevant items among the first k (10 without a number), over all orders of ties',
    false,
    depth('10', 10),
  ),
  recall: meanOverQueries(
    'recall',
    'share of the relevant items that are among the first k (10 without a number), over all orders of ties',
    false,
    depth('10', 10),
  ),
};
