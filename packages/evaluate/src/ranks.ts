import type { Side } from '@proofmark/documents';
import { double } from './moments.ts';

/**
 * Adds, for each side, twice the number of rows of the other class that score below, ties counting half
 * (`candidate_below`), and the class sizes (`positives`, `negatives`) of each row's slice `s`.
 *
 * The rank among all rows less the rank among those of the own class is what the other class adds. A midrank is half
 * the sum of `rank()` and of `count(*)` up to the last tie. Two things make this twice as fast as four windows over
 * the scores: a side's ranks are reduced to one integer before the other side is sorted, and the own class is
 * ranked by that integer, of rows that already come in its order.
 * @param others the columns to keep, besides `s` and `y`
 * @param sizes by the number of the slice
 */
export function rankedSql(
  base: string,
  {
    sides,
    others,
    sizes,
  }: {
    sides: readonly Side[];
    others: readonly string[];
    sizes: readonly { positives: number; negatives: number }[];
  },
): string {
  const rows = sizes.reduce((total, { positives, negatives }) => total + positives + negatives, 0);
  const type = 2 * rows < 2 ** 31 ? 'INTEGER' : 'BIGINT';
  const slice = sizes.length > 1 ? 's' : undefined;
  const kept = ['s', 'y', ...others];
  const ranked = sides.reduce((source, side) => {
    const all = `SELECT ${kept.join(', ')}, (rank() OVER w + count(*) OVER w)::${type} AS among_all
      FROM (${source}) WINDOW w AS (${partitionBy(slice)}ORDER BY ${side})`;
    const own = `SELECT ${kept.join(', ')}, among_all - (rank() OVER w + count(*) OVER w)::${type} AS ${side}_below
      FROM (${all}) WINDOW w AS (${partitionBy(slice, 'y')}ORDER BY among_all)`;
    kept.push(`${side}_below`);
    return own;
  }, base);
  const [only] = sizes;
  if (sizes.length === 1 && only) {
    const { positives, negatives } = only;
    return `SELECT *, ${double(positives)} AS positives, ${double(negatives)} AS negatives FROM (${ranked})`;
  }
  const table = sizes.map(
    ({ positives, negatives }, s) => `(${s}, ${double(positives)}, ${double(negatives)})`,
  );
  return `SELECT * FROM (${ranked}) JOIN (VALUES ${table.join(', ')}) AS sizes (s, positives, negatives) USING (s)`;
}

function partitionBy(...columns: readonly (string | undefined)[]): string {
  const named = columns.filter((column) => column !== undefined);
  return named.length > 0 ? `PARTITION BY ${named.join(', ')} ` : '';
}
