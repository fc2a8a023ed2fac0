import type { SliceKey } from '@proofmark/documents';
import { identifier, literal } from '@proofmark/engine';

/** One pass of sums: over the whole test set, or over all kept values of one slice column (or crossing) at once. */
export type Cut = { table: string; values: readonly string[]; keys: readonly SliceKey[] } | undefined;

/** Columns of the rows that belong to a cut, with the number `s` of their slice. */
export function cutSql(table: string, columns: readonly string[], cut: Cut): string {
  if (!cut) return `SELECT 0 AS s, ${columns.join(', ')} FROM ${table}`;
  const kept = cut.values.map((value, s) => `(${s}, ${literal(value)})`).join(', ');
  return `SELECT kept.s, ${columns.join(', ')} FROM ${table}
    JOIN (VALUES ${kept}) AS kept (s, value) ON ${table}.${identifier(cut.table)} = kept.value`;
}

/** SQL of the number of the slice of a row of a cut, −1 of one that is in none. It keeps the order of the rows, as a join may not. */
export function sliceNumberSql({ table, values }: NonNullable<Cut>): string {
  const kept = `ENUM (${values.map(literal).join(', ')})`;
  return `coalesce(enum_code(TRY_CAST(${identifier(table)} AS ${kept}))::INTEGER, -1)`;
}
