import { type Engine, identifier, literal } from '@proofmark/engine';
import type { AttachedData } from './attach-data.ts';
import type { ColumnSql } from './column-sql.ts';
import type { UniqueRule } from './outcome.ts';

/** Values that are kept whatever is asked of them: some tens of megabytes. */
const FEW_VALUES = 3_000_000;
/** From so many groupings on, reading the text again for each costs more than keeping it. */
const MANY_GROUPINGS = 8;
const KEPT = identifier('proofmark kept');
const KEPT_ROWS = identifier('proofmark kept rows');

/**
 * Reads the columns of uniqueness rules, and the key, once into a table of the engine (what does not fit in memory, it
 * puts on disk): each rule groups them several times, and each time the whole text would be parsed again. Not where the
 * values are many and the rules are few.
 * @param rules those that need a grouping
 * @param rows of the table
 * @returns the table with `__row` and `__file`; undefined where the data are cheap to read again
 */
export async function keepKeys(
  engine: Engine,
  attached: AttachedData,
  key: readonly string[],
  rules: readonly UniqueRule[],
  rows: number,
): Promise<string | undefined> {
  if (attached.storage === 'typed' || rules.length === 0) return undefined;
  const used = rules.flatMap(({ columns }) => namesUsed(columns));
  const names = [...new Set([...used, ...key])].map(identifier);
  if (rules.length < MANY_GROUPINGS && rows * names.length > FEW_VALUES) return undefined;
  const [file, ...others] = attached.paths;
  const from = others.length === 0 ? attached.data : await attached.numberRows();
  const numbers = others.length === 0 ? [] : ['__row', '__file'];
  await engine.query(
    `CREATE OR REPLACE TEMP TABLE ${KEPT_ROWS} AS SELECT ${[...names, ...numbers].join(', ')} FROM ${from}`,
  );
  // To number rows while they are read takes one thread. A table keeps the order in which it was filled, by several.
  const numbered = others.length === 0 ? `, rowid + 1 AS __row, ${literal(file ?? '')} AS __file` : '';
  await engine.query(`CREATE OR REPLACE TEMP VIEW ${KEPT} AS SELECT *${numbered} FROM ${KEPT_ROWS}`);
  return KEPT;
}

/** Names of the columns of the files that columns are, or lie in. */
export function namesUsed(columns: readonly ColumnSql[]): string[] {
  return columns.map(({ column: { path, name } }) => (path[0]?.step === 'field' ? path[0].name : name));
}
