import { createHash } from 'node:crypto';
import { showReceived, UserError } from '@proofmark/documents';
import { identifier, literal, type Row, type Source } from './port.ts';

type Run = (sql: string, doing: string) => Promise<Row[]>;
type StoredTable = { schema: string; name: string };

/**
 * A SELECT over one table of a DuckDB database file, attached for reading only. Views are refused: a file may come
 * from a stranger, and a view of it could read any other file.
 * @param shown the path as the user knows it
 * @throws UserError `input-invalid` for several files, `data-missing` for a table that is not there
 */
export async function scanDatabase(
  run: Run,
  paths: readonly string[],
  shown: readonly string[],
  { table, rowNumbers }: Source,
): Promise<string> {
  const [path = '', second] = paths;
  const [file = ''] = shown;
  if (second !== undefined) {
    throw new UserError(
      'input-invalid',
      `${shown[1]}: expected one database file, received ${paths.length}; name one`,
    );
  }
  const alias = `file ${createHash('sha256').update(path).digest('hex').slice(0, 12)}`;
  const doing = `opening the database ${file}`;
  await run(`ATTACH IF NOT EXISTS ${literal(path)} AS ${identifier(alias)} (TYPE duckdb, READ_ONLY)`, doing);
  const found = await run(
    `SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = ${literal(alias)} ORDER BY ALL`,
    doing,
  );
  const tables = found.map((row) => ({ schema: String(row.schema_name), name: String(row.table_name) }));
  const { schema, name } = choose(tables, table, file);
  const extra = rowNumbers ? `, row_number() OVER () AS __row, ${literal(path)} AS __file` : '';
  return `SELECT *${extra} FROM ${[alias, schema, name].map(identifier).join('.')}`;
}

function choose(tables: readonly StoredTable[], wanted: string | undefined, file: string): StoredTable {
  const matching = tables.filter(
    ({ schema, name }) => wanted === undefined || wanted === name || wanted === `${schema}.${name}`,
  );
  const [only, other] = matching;
  if (only && !other) return only;
  const names = tables.map(({ schema, name }) => (schema === 'main' ? name : `${schema}.${name}`));
  const known = tables.length === 0 ? 'no table' : showReceived(names.slice(0, 10));
  throw new UserError(
    'data-missing',
    wanted === undefined
      ? `${file}: expected one table, received ${known}; name the table`
      : `${file}: expected the table ${showReceived(wanted)}${other ? ' once: add its schema' : ''}, received ${known} (views are not read)`,
  );
}
