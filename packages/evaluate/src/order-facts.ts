import type { Side } from '@proofmark/documents';
import type { Engine } from '@proofmark/engine';
import { double } from './moments.ts';

/** The quantile of the normal at 97.5 %. */
const Z = 1.959963984540054;

/**
 * Adds to `base` what terms of order statistics of the absolute errors look up by slice: the largest one, the median
 * m (mean of the two middle ones, as numpy), the weight share of the errors up to m, and the slope dm/dp of the
 * quantile function there.
 *
 * The slope is that between the ends of the order-statistic interval of the median at 95 % (R. S. Woodruff, J. Am.
 * Stat. Assoc. 47, 1952), so that the mean of `m + (share − [error ≤ m]) · slope` is m and its spread that of m (the
 * influence function of a quantile; J.-C. Deville, Survey Methodology 25, 1999).
 * @returns SQL of the base with the facts
 */
export async function addOrderFacts(engine: Engine, base: string, sides: readonly Side[]): Promise<string> {
  await engine.query(`CREATE OR REPLACE TABLE numbers AS ${base}`);
  for (const side of sides) {
    const ranked = `SELECT s, x, upto / total AS share, ${double(Z / 2)} / sqrt(units) AS half, upto - total / 2 AS beyond
      FROM (SELECT s, abs(${side}::DOUBLE - y) AS x, sum(w) OVER (PARTITION BY s ORDER BY abs(${side}::DOUBLE - y)) AS upto FROM numbers WHERE w > 0)
      JOIN (SELECT s, sum(w) AS total, sum(w) * sum(w) / sum(w * w ORDER BY w) AS units FROM numbers GROUP BY s) USING (s)`;
    const facts = `SELECT s, max(x) AS largest, (min(x) FILTER (beyond >= 0) + coalesce(min(x) FILTER (beyond > 0), max(x))) / 2 AS median,
        (coalesce(min(x) FILTER (share >= 0.5 + half), max(x)) - min(x) FILTER (share >= 0.5 - half)) / (2 * least(any_value(half), 0.5)) AS slope
      FROM (${ranked}) GROUP BY s`;
    await engine.query(`CREATE OR REPLACE TABLE order_${side} AS
      SELECT s, facts.largest, facts.median, facts.slope, max(ranked.share) FILTER (ranked.x <= facts.median) AS share
      FROM (${ranked}) AS ranked JOIN (${facts}) AS facts USING (s) GROUP BY ALL`);
  }
  const columns = sides.flatMap((side) =>
    ['largest', 'median', 'slope', 'share'].map((fact) => `order_${side}.${fact} AS ${side}_${fact}`),
  );
  const joins = sides.map((side) => `JOIN order_${side} ON order_${side}.s = numbers.s`);
  return `SELECT numbers.*, ${columns.join(', ')} FROM numbers ${joins.join(' ')}`;
}

/** A row's term of the median, or of the largest, of the absolute errors. */
export function orderTermSql(kind: 'median_ae' | 'max_error', side: Side): string {
  if (kind === 'max_error') return `${side}_largest`;
  const within = `(abs(${side}::DOUBLE - y) <= ${side}_median)::DOUBLE`;
  return `${side}_median + (${side}_share - ${within}) * ${side}_slope`;
}
