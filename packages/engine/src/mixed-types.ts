import { showReceived, UserError } from '@proofmark/documents';
import { shownIn } from './file-checks.ts';
import type { FileColumns } from './header-names.ts';
import type { Row } from './port.ts';
import { list } from './sources.ts';

type Run = (sql: string, doing: string) => Promise<Row[]>;

/**
 * Parquet files of one table may differ in the order of their columns, lack some, or have wider numbers; a column that
 * is a number here and a text there would become text without a word.
 * @returns the columns of each file
 * @throws UserError `data-invalid` naming the two files and the column
 */
export async function refuseMixedTypes(
  run: Run,
  paths: readonly string[],
  directory: string,
  doing: string,
): Promise<FileColumns[]> {
  const rows = await run(
    `SELECT file_name, name, duckdb_type, num_children FROM parquet_schema(${list(paths)})`,
    doing,
  );
  const first = new Map<string, { file: string; type: string }>();
  const columns = topColumns(rows);
  for (const { file, name, type } of columns) {
    const before = first.get(name);
    if (!before) first.set(name, { file, type });
    else if (familyOf(before.type) !== familyOf(type)) {
      throw new UserError(
        'data-invalid',
        `${shownIn(directory, file)}: the column ${showReceived(name)}: expected ${before.type} as in ${shownIn(directory, before.file)}, received ${type}; write the files with one type`,
      );
    }
  }
  const byFile = Map.groupBy(columns, ({ file }) => file);
  return paths.map((path) => ({ file: path, names: (byFile.get(path) ?? []).map(({ name }) => name) }));
}

/** The schema of a file lists each node before its children: the root, a column, what lies inside of it, the next. */
function topColumns(rows: readonly Row[]): { file: string; name: string; type: string }[] {
  const columns: { file: string; name: string; type: string }[] = [];
  let file = '';
  let inside = 0;
  for (const row of rows) {
    const children = Number(row.num_children ?? 0);
    if (row.file_name !== file) {
      file = String(row.file_name);
      inside = 0;
      continue;
    }
    if (inside === 0)
      columns.push({ file, name: String(row.name), type: String(row.duckdb_type ?? 'nested') });
    inside = Math.max(0, inside - 1) + children;
  }
  return columns;
}

function familyOf(type: string): string {
  if (/INT|DECIMAL|FLOAT|DOUBLE/.test(type)) return 'number';
  return /^(DATE|TIMESTAMP)/.test(type) ? 'date' : type;
}
