import type { ColumnSql } from './column-sql.ts';
import { isSensitive } from './mask.ts';
import { usesOnly } from './unclassified-sql.ts';

/** One count of rows is all that it returns: that says how many they are, never what stands in them. */
const COUNT = /^\s*select\s+count\s*\(\s*\*?\s*\)\s+(?:as\s+\w+\s+)?from\b/i;
/** What may not be shown of the result of SQL: nothing, texts and what the engine complains of, or numbers too. */
export type Withheld = { texts?: string; numbers?: string };

/**
 * Whether the result of a rule's SQL may be shown. What SQL makes of a value cannot be told from the value, so a number
 * is shown only of SQL that is seen to use no classified column, or counts rows.
 */
export function withheldOf(query: string, columns: readonly ColumnSql[], showValues: boolean): Withheld {
  if (!showValues) return { texts: NOT_SHOWN, numbers: NOT_SHOWN };
  const sensitive = columns.filter(({ column }) => isSensitive(column.classification));
  if (sensitive.length === 0) return {};
  const nameOf = ({ column: { path, name } }: ColumnSql) => {
    const [top] = path;
    return (top?.step === 'field' ? top.name : name).toLowerCase();
  };
  const closed = new Set(sensitive.map(nameOf));
  const open = new Set(columns.map(nameOf).filter((name) => !closed.has(name)));
  const isOpen = COUNT.test(query) || usesOnly(query, open);
  return { texts: CLASSIFIED, ...(isOpen ? {} : { numbers: CLASSIFIED }) };
}

/** Why a value of one column may not be shown, if so. */
export function withheldColumn({ column }: ColumnSql, showValues: boolean): string | undefined {
  if (!showValues) return NOT_SHOWN;
  return isSensitive(column.classification) ? 'the contract classifies the column' : undefined;
}

const NOT_SHOWN = 'values are not shown here';
const CLASSIFIED = 'the contract classifies a column that it may come from';
