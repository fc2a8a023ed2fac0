import { type Engine, identifier } from '@proofmark/engine';
import type { AttachedData } from './attach-data.ts';
import type { ColumnSql } from './column-sql.ts';
import type { UniqueRule } from './outcome.ts';

/** From so many groupings on, reading the text again for each costs more than keeping it. */
const MANY_GROUPINGS = 8;
const KEPT = identifier('proofmark kept');

/**
 * Reads the columns of many uniqueness rules, and the key, once into a table of the engine (what does not fit in
 * memory, it puts on disk): each rule groups them several times, and each time the whole text would be parsed again.
 * @param rules those that need a grouping
 * @returns the table with `__row` and `__file`; undefined where the data are cheap to read again
 */
export async function keepKeys(
  engine: Engine,
  attached: AttachedData,
  key: readonly string[],
  rules: readonly UniqueRule[],
): Promise<string | undefined> {
  if (attached.storage === 'typed' || rules.length < MANY_GROUPINGS) return undefined;
  const used = rules.flatMap(({ columns }) => namesUsed(columns));
  const names = [...new Set([...used, ...key])].map(identifier);
  const rows = await attached.numberRows();
  await engine.query(
    `CREATE OR REPLACE TEMP TABLE ${KEPT} AS SELECT ${names.join(', ')}, __row, __file FROM ${rows}`,
  );
  return KEPT;
}

/** Names of the columns of the files that columns are, or lie in. */
export function namesUsed(columns: readonly ColumnSql[]): string[] {
  return columns.map(({ column: { path, name } }) => (path[0]?.step === 'field' ? path[0].name : name));
}
