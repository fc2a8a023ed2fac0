import type { Side } from '@proofmark/documents';
import type { Engine } from '@proofmark/engine';
import { double } from './moments.ts';

export type RankOptions = {
  sides: readonly Side[];
  /** The columns to keep, besides `s` and `y`. */
  others: readonly string[];
  /** By the number of the slice. */
  sizes: readonly { positives: number; negatives: number }[];
  /** Whether curves need, besides the placements, how many rows score at least as high (see `curves.ts`). */
  levels: boolean;
};

/**
 * Makes SQL of the rows of `base` with, for each side, twice the number of rows of the other class that score below,
 * ties counting half (`candidate_below`), and the class sizes (`positives`, `negatives`) of each row's slice `s`.
 *
 * A side costs one sort, by slice, score and label, and running counts along it: a fraction of windows that are
 * ordered by score, and the same sort serves both classes. All rows that come before score below, or the same: scores
 * that repeat are looked up in a table of their own.
 */
export async function rankRows(engine: Engine, base: string, options: RankOptions): Promise<string> {
  const { sides, others, sizes, levels } = options;
  const rows = sizes.reduce((total, { positives, negatives }) => total + positives + negatives, 0);
  const type = 2 * rows < 2 ** 31 ? 'INTEGER' : 'BIGINT';
  const kept = ['s', 'y', ...others];
  let source = base;
  for (const side of sides) {
    const table = `ordered_${side}`;
    // Replaced, the table of the last cut would be kept until the new one is whole.
    await engine.query(`DROP TABLE IF EXISTS ${table}`);
    await engine.query(`CREATE TABLE ${table} AS
      SELECT *, (row_number() OVER ())::${type} AS place, (count(*) FILTER (y) OVER (ROWS UNBOUNDED PRECEDING))::${type} AS positives_to,
        ${side} IS NOT DISTINCT FROM lag(${side}) OVER () AS repeats
      FROM (SELECT ${kept.join(', ')} FROM (${source}) ORDER BY ${sizes.length > 1 ? 's, ' : ''}${side}, y)`);
    const placed = withSizes(
      await resolveTies(engine, table, side, type),
      sizes,
      (count) => `${count}::${type}`,
    );
    source = `SELECT ${[...kept, 'positives', 'negatives'].join(', ')}, lower - rows_before AS ${side}_lower, lower_positives - positives_before AS ${side}_lower_positives,
        CASE WHEN y THEN 2 * (${side}_lower - ${side}_lower_positives) + tied - tied_positives ELSE 2 * ${side}_lower_positives + tied_positives END AS ${side}_below
      FROM (${placed})`;
    kept.push(`${side}_below`, ...(levels ? [`${side}_lower`, `${side}_lower_positives`] : []));
  }
  return levels ? levelsSql(source, sides) : source;
}

/**
 * Adds how many rows (`lower`) and positives come before all rows of the same score, and how many rows and positives
 * share it (`tied`, counted only where there are several).
 */
async function resolveTies(engine: Engine, table: string, side: Side, type: string): Promise<string> {
  await engine.query(`CREATE OR REPLACE TABLE ties_${side} AS
    SELECT s, ${side} AS score, min(place) - 1::${type} AS lower, min(positives_to - y::${type}) AS lower_positives,
      count(*)::${type} AS tied, (count(*) FILTER (y))::${type} AS tied_positives
    FROM ${table} SEMI JOIN (SELECT DISTINCT s, ${side} FROM ${table} WHERE repeats) AS again USING (s, ${side}) GROUP BY ALL`);
  const own = [`place - 1::${type}`, `positives_to - y::${type}`, `0::${type}`, `0::${type}`];
  const columns = ['lower', 'lower_positives', 'tied', 'tied_positives'];
  const [count = {}] = await engine.query(`SELECT count(*) AS n FROM ties_${side}`);
  const hasTies = Number(count.n) > 0;
  const found = columns.map((name, i) =>
    hasTies ? `coalesce(ties_${side}.${name}, ${own[i]}) AS ${name}` : `${own[i]} AS ${name}`,
  );
  const join = hasTies
    ? `LEFT JOIN ties_${side} ON ties_${side}.s = ${table}.s AND ties_${side}.score = ${table}.${side}`
    : '';
  return `SELECT ${table}.* EXCLUDE (place, positives_to, repeats), ${found.join(', ')} FROM ${table} ${join}`;
}

function levelsSql(source: string, sides: readonly Side[]): string {
  const columns = sides.flatMap((side) => [
    `(positives + negatives - ${side}_lower)::DOUBLE AS ${side}_n`,
    `(positives + negatives - ${side}_lower)::INTEGER AS ${side}_from`,
    `(positives - ${side}_lower_positives)::DOUBLE AS ${side}_a`,
  ]);
  return `SELECT *, 1.0::DOUBLE AS w, ${columns.join(', ')} FROM (${source})`;
}

/** The same columns from the weights `w` of the rows; `sizes` are weights too. */
export function weightedRankedSql(base: string, { sides, sizes }: RankOptions): string {
  const slice = sizes.length > 1 ? 's' : undefined;
  const sums = (name: string) =>
    [`sum(w) OVER w_${name}`, `sum(CASE WHEN y THEN w ELSE 0 END) OVER w_${name}`] as const;
  return sides.reduce(
    (source, side) => {
      const [above, positivesAbove] = sums('down');
      const [upTo, positivesUpTo] = sums('up');
      return `SELECT *, CASE WHEN y THEN negatives - (${side}_n - ${side}_a) + (${side}_up - ${side}_up_a)
        ELSE positives - ${side}_a + ${side}_up_a END AS ${side}_below
      FROM (SELECT *, ${above} AS ${side}_n, ${positivesAbove} AS ${side}_a, (count(*) OVER w_down)::INTEGER AS ${side}_from,
          ${upTo} AS ${side}_up, ${positivesUpTo} AS ${side}_up_a
        FROM (${source}) WINDOW w_down AS (${partitionBy(slice)}ORDER BY ${side} DESC), w_up AS (${partitionBy(slice)}ORDER BY ${side}))`;
    },
    withSizes(base, sizes, double),
  );
}

/** Adds the class sizes of each row's slice, and how many rows and positives the slices before it have. */
function withSizes(source: string, sizes: RankOptions['sizes'], number: (count: number) => string): string {
  const columns = ['positives', 'negatives', 'rows_before', 'positives_before'];
  const before = { rows: 0, positives: 0 };
  const table = sizes.map(({ positives, negatives }) => {
    const own = [positives, negatives, before.rows, before.positives].map(number);
    before.rows += positives + negatives;
    before.positives += positives;
    return own;
  });
  const [only] = table;
  if (table.length === 1 && only) {
    return `SELECT *, ${columns.map((name, i) => `${only[i]} AS ${name}`).join(', ')} FROM (${source})`;
  }
  const values = table.map((own, s) => `(${[s, ...own].join(', ')})`);
  return `SELECT * FROM (${source}) JOIN (VALUES ${values.join(', ')}) AS sizes (s, ${columns.join(', ')}) USING (s)`;
}

function partitionBy(...columns: readonly (string | undefined)[]): string {
  const named = columns.filter((column) => column !== undefined);
  return named.length > 0 ? `PARTITION BY ${named.join(', ')} ` : '';
}
