import type { Side } from '@proofmark/documents';
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

/** What is sorted for, to be stored where it is read again, and the columns that are cheaper to derive than to store. */
export type Ranked = { stored: string; derive(source: string): string };

/**
 * Adds, for each side, twice the number of rows of the other class that score below, ties counting half
 * (`candidate_below`), and the class sizes (`positives`, `negatives`) of each row's slice `s`.
 *
 * The rank among all rows less the rank among those of the own class is what the other class adds. A midrank is half
 * the sum of `rank()` and of `count(*)` up to the last tie. Two things make this twice as fast as four windows over
 * the scores: a side's ranks are reduced to one integer before the other side is sorted, and the own class is
 * ranked by that integer, of rows that already come in its order.
 */
export function rankedSql(base: string, { sides, others, sizes, levels }: RankOptions): Ranked {
  const rows = sizes.reduce((total, { positives, negatives }) => total + positives + negatives, 0);
  const type = 2 * rows < 2 ** 31 ? 'INTEGER' : 'BIGINT';
  const slice = sizes.length > 1 ? 's' : undefined;
  const kept = ['s', 'y', ...others];
  const ranked = sides.reduce((source, side) => {
    const lower = levels ? [`(rank() OVER w - 1)::${type}`] : [];
    const all = `SELECT ${[...kept, `(rank() OVER w + count(*) OVER w)::${type} AS among_all`, ...lower.map((sql) => `${sql} AS ${side}_lower`)].join(', ')}
      FROM (${source}) WINDOW w AS (${partitionBy(slice)}ORDER BY ${side})`;
    if (levels) kept.push(`${side}_lower`);
    const own = `SELECT ${[...kept, `among_all - (rank() OVER w + count(*) OVER w)::${type} AS ${side}_below`, ...lower.map((sql) => `${sql} AS ${side}_lower_own`)].join(', ')}
      FROM (${all}) WINDOW w AS (${partitionBy(slice, 'y')}ORDER BY among_all)`;
    kept.push(`${side}_below`);
    if (levels) kept.push(`${side}_lower_own`);
    return own;
  }, base);
  if (!levels) return { stored: ranked, derive: (source) => withSizes(source, sizes) };
  const columns = sides.flatMap((side) => {
    const lowerPositives = `CASE WHEN y THEN ${side}_lower_own ELSE ${side}_lower - ${side}_lower_own END`;
    return [
      `(positives + negatives - ${side}_lower)::DOUBLE AS ${side}_n`,
      `(positives + negatives - ${side}_lower)::INTEGER AS ${side}_from`,
      `(positives - (${lowerPositives}))::DOUBLE AS ${side}_a`,
    ];
  });
  return {
    stored: ranked,
    derive: (source) =>
      `SELECT *, 1.0::DOUBLE AS w, ${columns.join(', ')} FROM (${withSizes(source, sizes)})`,
  };
}

/** The same columns from the weights `w` of the rows; `sizes` are weights too. */
export function weightedRankedSql(base: string, { sides, sizes }: RankOptions): Ranked {
  const slice = sizes.length > 1 ? 's' : undefined;
  const sums = (name: string) =>
    [`sum(w) OVER w_${name}`, `sum(CASE WHEN y THEN w ELSE 0 END) OVER w_${name}`] as const;
  const ranked = sides.reduce(
    (source, side) => {
      const [above, positivesAbove] = sums('down');
      const [upTo, positivesUpTo] = sums('up');
      return `SELECT *, CASE WHEN y THEN negatives - (${side}_n - ${side}_a) + (${side}_up - ${side}_up_a)
        ELSE positives - ${side}_a + ${side}_up_a END AS ${side}_below
      FROM (SELECT *, ${above} AS ${side}_n, ${positivesAbove} AS ${side}_a, (count(*) OVER w_down)::INTEGER AS ${side}_from,
          ${upTo} AS ${side}_up, ${positivesUpTo} AS ${side}_up_a
        FROM (${source}) WINDOW w_down AS (${partitionBy(slice)}ORDER BY ${side} DESC), w_up AS (${partitionBy(slice)}ORDER BY ${side}))`;
    },
    withSizes(base, sizes),
  );
  return { stored: ranked, derive: (source) => `SELECT * FROM (${source})` };
}

function withSizes(source: string, sizes: RankOptions['sizes']): string {
  const [only] = sizes;
  if (sizes.length === 1 && only) {
    const { positives, negatives } = only;
    return `SELECT *, ${double(positives)} AS positives, ${double(negatives)} AS negatives FROM (${source})`;
  }
  const table = sizes.map(
    ({ positives, negatives }, s) => `(${s}, ${double(positives)}, ${double(negatives)})`,
  );
  return `SELECT * FROM (${source}) JOIN (VALUES ${table.join(', ')}) AS sizes (s, positives, negatives) USING (s)`;
}

function partitionBy(...columns: readonly (string | undefined)[]): string {
  const named = columns.filter((column) => column !== undefined);
  return named.length > 0 ? `PARTITION BY ${named.join(', ')} ` : '';
}
