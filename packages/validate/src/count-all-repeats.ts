import type { Engine } from '@proofmark/engine';
import type { ColumnSql } from './column-sql.ts';
import { countRepeats, type Repeats } from './count-repeats.ts';
import type { Counts } from './count-rows.ts';
import { type KeySource, keepRepeats } from './keep-repeats.ts';
import type { UniqueRule } from './outcome.ts';
import type { Sorted } from './sort-rules.ts';

/** Rows of repeated values that are kept for evidence, of all keys together: some megabytes. */
const MAX_KEPT = 100_000;

/** What tells sets of unique columns apart: rules on the same columns share one grouping. */
export function repeatsKey(columns: readonly ColumnSql[]): string {
  return JSON.stringify(columns.map(({ raw }) => raw).sort());
}

/** The uniqueness rules that a grouping decides: where as many marks as rows were counted, nothing repeats. */
export function mayRepeat(
  { uniqueRules }: Sorted,
  { rows, withNull, distinctMarks }: Counts,
): Sorted['uniqueRules'] {
  return uniqueRules.filter(({ rule }) => distinctMarks.get(rule.id) !== rows - (withNull.get(rule.id) ?? 0));
}

/**
 * Counts what repeats, by `repeatsKey` of the columns.
 * @param numbered how rows are read for evidence; undefined where none is wanted, or reading them again is cheap
 */
export async function countAllRepeats(
  engine: Engine,
  data: string,
  sorted: Sorted,
  counts: Counts,
  numbered: Omit<KeySource, 'data'> | undefined,
): Promise<Map<string, Repeats>> {
  const rules = mayRepeat(sorted, counts);
  const found = new Map<string, Repeats>();
  let left = MAX_KEPT;
  for (const each of rules) {
    const { rule, columns } = each;
    const key = repeatsKey(columns);
    if (found.has(key)) continue;
    const same = rules.filter((other) => repeatsKey(other.columns) === key);
    const repeats =
      numbered && mayKeep(each, same, counts, left)
        ? await keepRepeats(engine, { data, ...numbered }, columns, `proofmark repeats ${found.size}`, left)
        : await countRepeats(
            engine,
            data,
            columns.flatMap(({ source }) => source ?? []),
            { repeats: counts.distinctMarks.has(rule.id) },
          );
    if (repeats.rows !== undefined) left -= repeats.members;
    found.set(key, repeats);
  }
  return found;
}

/** Not where more repeats than is kept, as far as is known, nor where rows with a null are to be shown too. */
function mayKeep(
  { rule }: UniqueRule,
  same: readonly UniqueRule[],
  { rows, withNull, distinctMarks }: Counts,
  left: number,
): boolean {
  const nulls = withNull.get(rule.id) ?? 0;
  const distinct = distinctMarks.get(rule.id);
  const extra = distinct === undefined ? 0 : rows - nulls - distinct;
  return extra < left && !(nulls > 0 && same.some(({ nullsFail }) => nullsFail));
}
