import { literal } from '@proofmark/engine';
import type { Dialect } from './dialect.ts';
import { globOf } from './glob-pattern.ts';
import { repeatedHashes } from './repeats-sql.ts';

/** SQL compares a long list of constants one by one, but looks up the rows of a subquery (impossible in lists) by hash. */
const LONG_LIST = 8;

export const duckdbDialect: Dialect = {
  readsText: true,
  planType: (type) => type,
  castType: (type) => type,
  stored: (expression) => expression,
  localToUtc: (expression, timeZone) =>
    `((${expression}) AT TIME ZONE ${literal(timeZone)} AT TIME ZONE 'UTC')`,
  moment: (expression, type) => `CAST(${expression} AS ${type})`,
  isNan: (expression) => `isnan(${expression})`,
  isFinite: (expression) => `isfinite(${expression})`,
  quantiles: (expression, shares) => `approx_quantile(${expression}, [${shares.join(', ')}])`,
  // Whole-value matching is the faster function, as it works on the dictionary of a column; it needs no anchors.
  matches(text, re2) {
    const glob = globOf(re2);
    if (glob !== undefined) return `(${text} GLOB ${literal(glob)})`;
    const isWhole = /^\^[^|]*[^\\|]\$$/.test(re2) || /^\^\(\?:[^()]*\)\$$/.test(re2);
    return `${isWhole ? 'regexp_full_match' : 'regexp_matches'}(${text}, ${literal(re2)})`;
  },
  isIn(expression, constants, isRow) {
    const list = constants.join(', ');
    const isLong = constants.length > LONG_LIST && isRow;
    return `${expression} IN (${isLong ? `SELECT unnest([${list}])` : list})`;
  },
  text: (expression) => `CAST(${expression} AS VARCHAR)`,
  extreme: (expression) => `CAST(${expression} AS VARCHAR)`,
  without: (own, other, equal, condition) =>
    `SELECT * FROM (${own}) o ANTI JOIN (${other}) r ON ${equal} WHERE ${condition}`,
  // By a 64-bit hash first: a key that repeats nothing costs only the sorting of integers.
  repeats(table, names, complete) {
    const key = names.join(', ');
    return `SELECT count(*) AS groups, coalesce(sum(n), 0)::BIGINT AS members FROM (
    SELECT count(*) AS n FROM ${table} WHERE ${complete} AND hash(${key}) IN (
      SELECT h FROM (${repeatedHashes(`SELECT hash(${key}) AS h FROM ${table} WHERE ${complete}`)}))
    GROUP BY ${key} HAVING count(*) > 1)`;
  },
};
