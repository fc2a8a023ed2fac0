/** How a column is profiled: numbers in bins (or value by value when they are few), texts value by value. */
export type ColumnKind = 'numeric' | 'categorical';

export type TableColumn = { name: string; type: string };

// Anchored at both ends: `DOUBLE[]` and `STRUCT(a INTEGER)` are no numbers.
const NUMERIC = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL\(\d+,\d+\))$/;
const CATEGORICAL = /^(VARCHAR|BOOLEAN|ENUM\(.*\))$/s;

/** Kind of a column of this SQL type; `undefined` for dates, times and nested values, which have no profile. */
export function columnKind(type: string): ColumnKind | undefined {
  if (NUMERIC.test(type)) return 'numeric';
  return CATEGORICAL.test(type) ? 'categorical' : undefined;
}
