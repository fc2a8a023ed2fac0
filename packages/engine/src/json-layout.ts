import { messageOf } from '@proofmark/documents';
import { identifier, literal, type Row } from './port.ts';
import { list } from './sources.ts';
import { parseSqlType, printSqlType } from './sql-type.ts';

type Run = (sql: string, doing: string) => Promise<Row[]>;

/** What DuckDB makes of strings that look like it. Numbers and booleans are types of JSON itself. */
const MADE_OF_STRINGS = /^(DATE|TIME|TIMESTAMP.*|UUID)$/;

/**
 * The arguments of `read_json`. With `allText` a string stays the string it is, and every record (not the first
 * 20,480) is looked at for the types, so that no later one fails to be read.
 */
export async function jsonArguments(
  run: Run,
  paths: readonly string[],
  allText: boolean | undefined,
  doing: string,
): Promise<string> {
  if (!allText) return 'union_by_name = true';
  const describe = (depth: string) =>
    run(
      `DESCRIBE SELECT * FROM read_json(${list(paths)}, union_by_name = true, hive_partitioning = false, sample_size = -1${depth})`,
      doing,
    );
  const found = await describe('').catch((error: unknown) => {
    // Names that differ in case alone cannot be fields of one struct; such objects are left as JSON.
    if (messageOf(error).includes('Duplicate name')) return describe(', maximum_depth = 1');
    throw error;
  });
  const columns = found.map(({ column_name, column_type }) => {
    const type = printSqlType(parseSqlType(String(column_type)), (name) =>
      MADE_OF_STRINGS.test(name) ? 'VARCHAR' : name,
    );
    return `${identifier(String(column_name))}: ${literal(type)}`;
  });
  return `columns = {${columns.join(', ')}}`;
}
