import type { Side } from '@proofmark/documents';
import type { Engine } from '@proofmark/engine';

/**
 * Makes a row per query with the ranking metrics of each side, as columns `"ndcg@10.candidate"`.
 *
 * Per item: `first` and `last`, the places that items of its score take; `ideal`, its place in the best order; `hits`,
 * the relevant items down to its score. Metrics that average over orders of ties give each of them the same part of
 * what their places are worth (F. McSherry & M. Najork, "Computing information retrieval performance measures
 * efficiently in the presence of tied scores", ECIR 2008; as `sklearn.metrics.ndcg_score`); the others place tied items
 * last, as `sklearn.metrics.average_precision_score`. An item without a score was not retrieved: it has no place.
 * Queries without a relevant item count 0.
 * @returns SQL of the table
 */
export async function measureQueries(
  engine: Engine,
  base: string,
  sides: readonly Side[],
  features: readonly string[],
): Promise<string> {
  await engine.query(`CREATE OR REPLACE TABLE items AS ${base}`);
  const [row] = await engine.query(
    'SELECT max(n) AS n FROM (SELECT count(*) AS n FROM items GROUP BY s, unit)',
  );
  const discounts = cumulativeDiscounts(Number(row?.n ?? 0));
  const places = sides.flatMap((side) => [
    `rank() OVER (PARTITION BY s, unit ORDER BY ${side} DESC NULLS LAST) AS ${side}_first`,
    `count(*) OVER (PARTITION BY s, unit, ${side}) AS ${side}_ties`,
    `count(CASE WHEN y > 0 THEN 1 END) OVER (PARTITION BY s, unit ORDER BY ${side} DESC NULLS LAST) AS ${side}_hits`,
  ]);
  await engine.query(`CREATE OR REPLACE TABLE places AS SELECT *, y > 0 AS relevant,
    row_number() OVER (PARTITION BY s, unit ORDER BY y DESC) AS ideal, ${places.join(', ')} FROM items`);
  const terms = sides.flatMap((side) =>
    features.map((feature) => `${termSql(feature, side, discounts)} AS "${feature}.${side}"`),
  );
  const [item] = await engine.query(
    "SELECT count(*) AS n FROM (DESCRIBE items) WHERE column_name = 'cluster'",
  );
  const cluster = Number(item?.n) > 0 ? ['any_value(cluster) AS cluster'] : [];
  return `SELECT ${['s', 'unit', 'any_value(w) AS w', ...cluster, ...terms].join(', ')} FROM places GROUP BY s, unit`;
}

/** Σ 1/log2(1 + place) up to each place, as a list that starts with 0. */
function cumulativeDiscounts(places: number): string {
  const sums = [0];
  for (let place = 1; place <= places; place++) {
    sums.push((sums[place - 1] ?? 0) + 1 / Math.log2(place + 1));
  }
  return `[${sums.map((sum) => `'${sum}'::DOUBLE`).join(', ')}]`;
}

function termSql(feature: string, side: Side, discounts: string): string {
  const [kind = '', argument = ''] = feature.split('@');
  const depth = argument === 'Infinity' ? String(2 ** 52) : argument;
  const retrieved = `${side} IS NOT NULL`;
  const [first, ties] = [`${side}_first`, `${side}_ties`];
  const last = `(${first} + ${ties} - 1)`;
  const cut = (place: string) => `least(${place}, ${depth})`;
  const upTo = (place: string) => `list_extract(${discounts}, (${cut(place)} + 1)::BIGINT)`;
  const part = (above: string, below: string) => `(${above} - ${below}) / ${ties}`;
  const sum = (term: string, condition: string) =>
    `coalesce(sum(${term} ORDER BY ${term}) FILTER (${condition}), 0)`;
  const placesWithin = part(cut(last), cut(`(${first} - 1)`));
  const relevant = 'count(*) FILTER (relevant)';
  switch (kind) {
    case 'ndcg': {
      const gain = sum(`y * ${part(upTo(last), upTo(`(${first} - 1)`))}`, retrieved);
      const best = sum(`y * (${upTo('ideal')} - ${upTo('(ideal - 1)')})`, 'true');
      return `coalesce(${gain} / nullif(${best}, 0), 0)`;
    }
    case 'map': {
      const precisions = sum(`${side}_hits::DOUBLE / ${last}`, `relevant AND ${retrieved}`);
      return `coalesce(${precisions} / nullif(${relevant}, 0), 0)`;
    }
    case 'mrr':
      return `coalesce(max(1.0::DOUBLE / ${last}) FILTER (relevant AND ${retrieved}), 0)`;
    case 'hit_rate':
      return `coalesce(bool_or(relevant AND ${retrieved} AND ${last} <= ${depth}), false)::DOUBLE`;
    case 'precision':
      return `${sum(placesWithin, `relevant AND ${retrieved}`)} / ${depth}::DOUBLE`;
    case 'recall':
      return `coalesce(${sum(placesWithin, `relevant AND ${retrieved}`)} / nullif(${relevant}, 0), 0)`;
    default:
      throw new RangeError(`no feature of queries is called ${feature}`);
  }
}
