import { join } from 'node:path';
import { messageOf } from '@proofmark/documents';
import { scanDatabase } from './database-file.ts';
import { refuseNoParquet, shownIn } from './file-checks.ts';
import { type FileColumns, findAbsent } from './header-names.ts';
import { jsonArguments } from './json-layout.ts';
import { refuseMixedTypes } from './mixed-types.ts';
import { type AttachedColumn, identifier, type Source } from './port.ts';
import { refuseBlankStart } from './refuse-blank-start.ts';
import { refuseDamaged } from './refuse-damaged.ts';
import { describeTable, type Run } from './run-sql.ts';
import { settleNames } from './settle-names.ts';
import {
  expandFiles,
  formatOf,
  hiveArguments,
  list,
  partitionColumns,
  refuseReserved,
  refuseWrongDelimiter,
  scanSql,
} from './sources.ts';
import { columnsOfHeaders, csvArguments, diagnosisSql, settleLayout } from './text-layout.ts';

/** What attaching needs of the engine, and what it remembers from one table to the next. */
export type AttachContext = {
  run: Run;
  workDirectory: string;
  /** Directory for what other formats are converted to. */
  temporary: string;
  /** The files that are readable and were looked at; grows. */
  readable: Set<string>;
  /** The Parquet file that stands for an Arrow one; grows. */
  converted: Map<string, string>;
};

/** The files of one table. `paths` is what is read: it differs from `named` where a format is converted. */
type NamedFiles = {
  named: readonly string[];
  paths: readonly string[];
  /** The paths as the user knows them. */
  shown: readonly string[];
  format: 'parquet' | 'csv' | 'json' | 'duckdb';
  delimiter: string | undefined;
  /** Completes "while …". */
  doing: string;
};

/** How the files are read, and the columns that each of them has where that is known. */
type Scan = {
  sql: string;
  ofFiles: FileColumns[];
  layout: Awaited<ReturnType<typeof settleLayout>> | undefined;
};

/** Makes a view of files. @throws UserError for files that are missing, damaged, or do not make one table */
export async function attachFiles(
  context: AttachContext,
  table: string,
  source: Source,
): Promise<AttachedColumn[]> {
  const files = await nameFiles(context, source);
  await refuseUnreadable(context, files, source);
  for (const path of files.paths) context.readable.add(path);
  const scan = await planScan(context, files, source);
  await createView(context, table, files, scan);
  const columns = await describeTable(context.run, table);
  refuseWrongColumns(columns, files, scan, source);
  return withAbsent(columns, files, scan);
}

async function nameFiles(context: AttachContext, source: Source): Promise<NamedFiles> {
  const named = expandFiles(source.files, context.workDirectory);
  const shown = named.map((path) => shownIn(context.workDirectory, path));
  const { format, delimiter } = formatOf(shown);
  const doing = `reading ${shown[0]}${named.length > 1 ? ` and ${named.length - 1} more` : ''}`;
  const rest = { named, shown, delimiter, doing };
  if (format !== 'arrow') return { ...rest, paths: named, format };
  const paths = await Promise.all(named.map((path, i) => toParquet(context, path, shown[i] ?? path)));
  return { ...rest, paths, format: 'parquet' };
}

async function toParquet(
  { run, converted, temporary }: AttachContext,
  file: string,
  shown: string,
): Promise<string> {
  const path = converted.get(file) ?? join(temporary, `arrow-${converted.size}.parquet`);
  if (!converted.has(file)) {
    converted.set(file, path);
    const { convertArrow } = await import('./arrow/convert-arrow.ts');
    await convertArrow(run, file, shown, path);
  }
  return path;
}

/** Looks at the bytes of files that were not looked at before. */
async function refuseUnreadable(
  { workDirectory, readable }: AttachContext,
  { paths, format }: NamedFiles,
  { layout }: Source,
): Promise<void> {
  if (format === 'parquet') return refuseNoParquet(paths, workDirectory);
  const fresh = paths.filter((path) => !readable.has(path));
  await refuseDamaged(fresh, workDirectory);
  if (format === 'csv' && layout?.header !== false) await refuseBlankStart(fresh, workDirectory);
}

async function planScan(
  { run, workDirectory }: AttachContext,
  files: NamedFiles,
  source: Source,
): Promise<Scan> {
  const { paths, named, shown, format, doing } = files;
  const isSeveral = paths.length > 1;
  const hive = hiveArguments(shown, source.layout?.allText);
  switch (format) {
    case 'duckdb':
      return { sql: await scanDatabase(run, paths, shown, source), ofFiles: [], layout: undefined };
    case 'parquet': {
      const ofFiles = isSeveral ? await refuseMixedTypes(run, paths, workDirectory, doing) : [];
      const rowsBefore = source.rowNumbers && isSeveral ? await countRowsBefore(run, paths, doing) : [];
      const names = paths === named ? {} : { names: named };
      const sql = scanSql(paths, source, format, { rowsBefore, reader: hive, ...names });
      return { sql, ofFiles, layout: undefined };
    }
    case 'json': {
      const own = await jsonArguments(run, paths, source.layout?.allText, doing);
      const reader = own === '' ? hive : `${own}, ${hive}`;
      return {
        sql: scanSql(paths, source, format, { rowsBefore: [], reader }),
        ofFiles: [],
        layout: undefined,
      };
    }
    case 'csv': {
      const layout = await settleLayout(run, paths[0] ?? '', source.layout ?? {}, files.delimiter, doing);
      const ofFiles = layout.header ? await columnsOfHeaders(run, paths, shown, layout, doing) : [];
      const isPlain = layout.allText && !isSeveral && partitionColumns(shown).length === 0;
      const settled = isPlain
        ? await settleNames(run, paths[0] ?? '', layout, ofFiles[0]?.names, doing)
        : undefined;
      const reader = `${csvArguments(layout, { settled })}, ${hive}`;
      return { sql: scanSql(paths, source, format, { rowsBefore: [], reader }), ofFiles, layout };
    }
  }
}

async function countRowsBefore(run: Run, paths: readonly string[], doing: string): Promise<number[]> {
  const counts = await run(`SELECT file_name, num_rows FROM parquet_file_metadata(${list(paths)})`, doing);
  const byFile = new Map(counts.map((row) => [row.file_name, Number(row.num_rows)]));
  let total = 0;
  return paths.map((path) => {
    const before = total;
    total += byFile.get(path) ?? 0;
    return before;
  });
}

async function createView(
  { run }: AttachContext,
  table: string,
  { paths, doing }: NamedFiles,
  { sql, layout }: Scan,
): Promise<void> {
  try {
    await run(`CREATE VIEW ${identifier(table)} AS ${sql}`, doing);
  } catch (error) {
    // DuckDB's guess of the types fails without naming a line.
    if (layout && messageOf(error).includes('Error when sniffing'))
      await run(diagnosisSql(paths, layout), doing);
    throw error;
  }
}

function refuseWrongColumns(
  columns: readonly { name: string; type: string }[],
  { shown: [file = ''] }: NamedFiles,
  { layout }: Scan,
  source: Source,
): void {
  if (source.rowNumbers) refuseReserved(file, columns);
  if (!layout?.header) return;
  const ofFile = columns.map(({ name }) => name).filter((name) => name !== '__row' && name !== '__file');
  refuseWrongDelimiter(file, ofFile, source.layout?.delimiter);
}

function withAbsent(
  columns: readonly { name: string; type: string }[],
  { paths, named, shown }: NamedFiles,
  { ofFiles }: Scan,
): AttachedColumn[] {
  const partitions = partitionColumns(shown);
  const ofTable = columns.map(({ name }) => name).filter((name) => !partitions.includes(name));
  const absent = findAbsent(ofTable, ofFiles);
  return columns.map((column) => {
    const lacking = absent.get(column.name);
    return lacking
      ? { ...column, absentFrom: lacking.map((path) => named[paths.indexOf(path)] ?? path) }
      : column;
  });
}
