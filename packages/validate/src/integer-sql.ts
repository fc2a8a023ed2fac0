import type { Column } from '@proofmark/contract';
import type { ColumnSql } from './column-sql.ts';

/** Whether the values of a column are texts that are read as 128-bit integers with a sign. */
export function isIntegerText({ column, family }: Pick<ColumnSql, 'column' | 'family'>): boolean {
  return column.type === 'integer' && family === 'text' && !isUnsigned128(column);
}

/** A text as an integer of 64 bits, also where it is none that the contract calls one (` 1 `, `1.5`). */
export function plainInteger(raw: string): string {
  return `try_cast(${raw} AS BIGINT)`;
}

/** What `readSql` calls it. */
export function plainName(raw: string): string {
  return `plain_${raw}`;
}

/**
 * Most integers are written as the engine writes them, in 64 bits: to compare is cheaper than to look at each character.
 * What is written in another way, or is too large, is looked at.
 * @param plain `plainInteger` of the text, by name where it has one: it stands twice
 * @param numeral the text where it is an integer
 */
export function integerIn(raw: string, plain: string, numeral: string): string {
  return `coalesce(CASE WHEN ${plain}::VARCHAR = ${raw} THEN ${plain}::HUGEINT END, try_cast(${numeral} AS HUGEINT))`;
}

/** The type that integers are read into which are not stored as such. */
export function readIntegerType(column: Column): 'HUGEINT' | 'UHUGEINT' {
  return isUnsigned128(column) ? 'UHUGEINT' : 'HUGEINT';
}

export function isUnsigned128(column: Column): boolean {
  return column.constraints.some(
    ({ demand }) => demand.kind === 'integer-range' && 'format' in demand && demand.format === 'u128',
  );
}
