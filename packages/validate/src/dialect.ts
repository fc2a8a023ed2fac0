import type { Engine } from '@proofmark/engine';
import type { Family } from './column-sql.ts';
import { duckdbDialect } from './dialect-duckdb.ts';
import { trinoDialect } from './dialect-trino.ts';

/**
 * What differs between the engines in the SQL of the rules. The plan names types as DuckDB does (`HUGEINT`, `FLOAT`,
 * `STRUCT(…)`); a dialect translates them both ways. What is not here is written in SQL that both engines run.
 */
export type Dialect = {
  /** Whether texts of a declared type (numbers, dates, JSON) are read as such. */
  readsText: boolean;
  /** A type of the engine's tables, in the names of the plan. */
  planType(type: string): string;
  /** A type of the plan, as a cast names it. */
  castType(type: string): string;
  /** What is read of a stored value of a type of the engine. */
  stored(expression: string, type: string): string;
  /** A local time of a zone as a time without zone in UTC. */
  localToUtc(expression: string, timeZone: string): string;
  /** A date, time or timestamp as the type of the plan that its bounds have. */
  moment(expression: string, type: string): string;
  isNan(expression: string): string;
  isFinite(expression: string): string;
  /** About the value that a share of all values stays below. */
  /** A list of approximate quantiles; asked for twice in a query, it is made once. */
  quantiles(expression: string, shares: readonly number[]): string;
  /** Whether a text matches a pattern in RE2 syntax somewhere. */
  matches(text: string, re2: string): string;
  /** Whether a value is one of many constants; `isRow`: the value stands in a row, not in a list. */
  isIn(expression: string, constants: readonly string[], isRow: boolean): string;
  /** The text that people write for a value. */
  text(expression: string, family: Family): string;
  /** A smallest or largest value as a column of a result. */
  extreme(expression: string, family: Family): string;
  /** A SELECT of the rows `o` of a SELECT that keep `condition` and have no equal row `r` in another SELECT. */
  without(own: string, other: string, equal: string, condition: string): string;
  /** A SELECT of `groups` and `members` (see `Repeats`); `complete` is true for rows without a null in the key. */
  repeats(table: string, key: readonly string[], complete: string): string;
};

export function dialectOf({ name }: Pick<Engine, 'name'>): Dialect {
  switch (name) {
    case 'duckdb':
      return duckdbDialect;
    case 'trino':
      return trinoDialect;
  }
}

export { duckdbDialect };
