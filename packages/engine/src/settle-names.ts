import type { Run } from './run-sql.ts';
import { list } from './sources.ts';
import { csvArguments, type SettledLayout } from './text-layout.ts';

/** Names that DuckDB takes as they are. */
const PLAIN = /^\w+$/;

/**
 * The names that DuckDB gives to the columns of one text file that is read as text. Told to it afterwards, they save
 * it the look at the head of the file, which it takes each time that a query of the view is prepared. Undefined where
 * they are not found: the view then finds them, or tells why not.
 * @param header the names in the header, no two of them the same, where that is known
 */
export async function settleNames(
  run: Run,
  path: string,
  layout: SettledLayout,
  header: readonly string[] | undefined,
  doing: string,
): Promise<readonly string[] | undefined> {
  if (header?.every((name) => PLAIN.test(name))) return header;
  const call = `read_csv(${list([path])}, ${csvArguments(layout)}, hive_partitioning = false)`;
  const columns = await run(`DESCRIBE SELECT * FROM ${call}`, doing).catch(() => undefined);
  return columns?.map((column) => String(column.column_name));
}
