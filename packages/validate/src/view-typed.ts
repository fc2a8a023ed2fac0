import { type Engine, identifier } from '@proofmark/engine';
import type { TableColumn } from '@proofmark/profile';
import { type ColumnSql, readSql } from './column-sql.ts';

export const TYPED_VIEW = 'proofmark typed';

/**
 * Makes the view `TYPED_VIEW` of the columns, each in the type that the contract declares, and tells the types. A
 * profile is taken and compared through this one view: what is a text then is a text now.
 * @param data the view of the files, as an SQL identifier
 */
export async function viewTyped(
  engine: Engine,
  data: string,
  columns: readonly ColumnSql[],
): Promise<TableColumn[]> {
  if (columns.length === 0) return [];
  const items = columns.map(({ value, column }) => `${value} AS ${identifier(column.name)}`);
  const view = identifier(TYPED_VIEW);
  await engine.query(
    `CREATE OR REPLACE TEMP VIEW ${view} AS SELECT ${items.join(', ')} FROM (${readSql(columns, data)})`,
  );
  const described = await engine.query(`DESCRIBE ${view}`);
  return described.map((row) => ({ name: String(row.column_name), type: String(row.column_type) }));
}
