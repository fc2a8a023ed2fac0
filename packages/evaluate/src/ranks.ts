import type { Side } from '@proofmark/documents';
import type { Engine } from '@proofmark/engine';
import { double } from './moments.ts';

export type RankOptions = {
  sides: readonly Side[];
  /** The columns to keep, besides `s` and `y`; a score that is not one of them is dropped once its rows are ranked. */
  others: readonly string[];
  /** By the number of the slice. */
  sizes: readonly { positives: number; negatives: number }[];
  /** Whether curves need, besides the placements, how many rows score at least as high (see `curves.ts`). */
  levels: boolean;
};

/**
 * Makes SQL of the rows of `base` with, for each side, the share of the other class that a row is ranked on the right
 * side of (`candidate_placement`), and the class sizes (`positives`, `negatives`) of each row's slice `s`: of a positive
 * row the share of the negatives below it, of a negative row that of the positives above it, ties counting half; null
 * without the other class. The means of placements are the area under the ROC curve, their covariances its variance
 * (DeLong et al. 1988, by the ranks of Sun & Xu 2014).
 *
 * A side costs one sort, by slice and score, and running counts along it: a fraction of windows that are
 * ordered by score, and the same sort serves both classes. All rows that come before score below, or the same: scores
 * that repeat are looked up in a table of their own.
 */
export async function rankRows(engine: Engine, base: string, options: RankOptions): Promise<string> {
  const { sides, others, sizes, levels } = options;
  const rows = sizes.reduce((total, { positives, negatives }) => total + positives + negatives, 0);
  const type = 2 * rows < 2 ** 31 ? 'INTEGER' : 'BIGINT';
  // The number of the only slice is not worth its place in the tables.
  const slice = sizes.length > 1 ? ['s'] : [];
  const kept = ['y', ...others];
  let [source, last]: [string, string | undefined] = [base, undefined];
  for (const [i, side] of sides.entries()) {
    const table = `ordered_${side}`;
    const carried = [...new Set([...kept, ...sides.slice(i)])];
    // Replaced, the table of the last cut would be kept until the new one is whole.
    await engine.query(`DROP TABLE IF EXISTS ${table}`);
    await engine.query(`CREATE TABLE ${table} AS
      SELECT *, (count(*) FILTER (y) OVER (ROWS UNBOUNDED PRECEDING))::${type} AS positives_to
      FROM (SELECT ${[...slice, ...carried].join(', ')} FROM (${source}) ORDER BY ${[...slice, side].join(', ')})`);
    if (last !== undefined) await engine.query(`DROP TABLE ${last}`);
    const resolved = await resolveTies(engine, table, [...slice, side], type);
    const placed = withSizes(resolved, sizes, (count) => `${count}::${type}`);
    const below = {
      negatives: `2 * (${side}_lower - ${side}_lower_positives) + tied - tied_positives`,
      positives: `2 * ${side}_lower_positives + tied_positives`,
    };
    const columns = carried.filter((column) => column !== side || kept.includes(column));
    source = `SELECT ${[sizes.length > 1 ? 's' : '0 AS s', ...columns, 'positives', 'negatives'].join(', ')},
        lower - rows_before AS ${side}_lower, lower_positives - positives_before AS ${side}_lower_positives,
        ${placementSql(side, below)}
      FROM (${placed})`;
    kept.push(`${side}_placement`, ...(levels ? [`${side}_lower`, `${side}_lower_positives`] : []));
    last = table;
  }
  return levels ? levelsSql(source, sides) : source;
}

/**
 * Adds how many rows (`lower`) and positives come before all rows of the same score, and how many rows and positives
 * share it (`tied`, counted only where there are several).
 * @param keys the columns that equal rows share
 */
async function resolveTies(
  engine: Engine,
  table: string,
  keys: readonly string[],
  type: string,
): Promise<string> {
  const [names, ties] = [keys.join(', '), `ties_of_${table}`];
  const repeats = keys.map((key) => `${key} IS NOT DISTINCT FROM lag(${key}) OVER ()`).join(' AND ');
  await engine.query(`CREATE OR REPLACE TABLE ${ties} AS
    SELECT ${names}, min(rowid)::${type} AS lower, min(positives_to - y::${type}) AS lower_positives,
      count(*)::${type} AS tied, (count(*) FILTER (y))::${type} AS tied_positives
    FROM ${table} SEMI JOIN (SELECT DISTINCT ${names} FROM (SELECT ${names}, ${repeats} AS repeats FROM ${table}) WHERE repeats) AS again
      USING (${names}) GROUP BY ALL`);
  const [count = {}] = await engine.query(`SELECT count(*) AS n FROM ${ties}`);
  const own = {
    // Rows keep the order in which they were written.
    lower: `${table}.rowid::${type}`,
    lower_positives: `positives_to - y::${type}`,
    tied: `0::${type}`,
    tied_positives: `0::${type}`,
  };
  const hasTies = Number(count.n) > 0;
  const found = Object.entries(own).map(([name, untied]) =>
    hasTies ? `coalesce(${ties}.${name}, ${untied}) AS ${name}` : `${untied} AS ${name}`,
  );
  const join = hasTies ? `LEFT JOIN ${ties} USING (${names})` : '';
  return `SELECT ${table}.* EXCLUDE (positives_to), ${found.join(', ')} FROM ${table} ${join}`;
}

/** @param below twice the negatives, and twice the positives, that score below the row, ties counting half */
function placementSql(side: Side, below: { negatives: string; positives: string }): string {
  return `CASE WHEN y THEN (${below.negatives}) / nullif(2 * negatives, 0)
    ELSE 1 - (${below.positives}) / nullif(2 * positives, 0) END AS ${side}_placement`;
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
      const below = {
        negatives: `negatives - (${side}_n - ${side}_a) + (${side}_up - ${side}_up_a)`,
        positives: `positives - ${side}_a + ${side}_up_a`,
      };
      return `SELECT *,
        ${placementSql(side, below)}
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
