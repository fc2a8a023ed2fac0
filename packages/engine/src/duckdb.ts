import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { type Logger, messageOf, silentLogger, UserError } from '@proofmark/documents';
import { scanDatabase } from './database-file.ts';
import { explainFailure, timedOut } from './failures.ts';
import { refuseNoParquet, shownIn } from './file-checks.ts';
import { refuseUnsafe } from './guard.ts';
import { type FileColumns, findAbsent } from './header-names.ts';
import { jsonArguments } from './json-layout.ts';
import { refuseMixedTypes } from './mixed-types.ts';
import {
  type AttachedColumn,
  DEFAULT_TIMEOUT_MS,
  type Engine,
  identifier,
  literal,
  type Row,
  type SelectLimits,
  type Source,
} from './port.ts';
import { duckdbPackage, loadPackage } from './provision.ts';
import { refuseBlankStart } from './refuse-blank-start.ts';
import { refuseDamaged } from './refuse-damaged.ts';
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
import { toPortValue } from './values.ts';
import { batchFloats, loadColumns } from './vectors.ts';

export type EngineOptions = {
  /** Relative file names start here; the search for installed packages too. */
  workDirectory: string;
  /** Where DuckDB is kept, or installed by npm, when it is not installed: the runner's tool cache. */
  toolCache?: string;
  /** What does not fit in memory goes below this directory, for the time being. Default: the system's. */
  tempDirectory?: string;
  /** As DuckDB writes it, `4GB`. Default: 80 % of the machine. */
  memoryLimit?: string;
  /** Default: one per processor. */
  threads?: number;
  /** Longest time one query may take; default 15 minutes. */
  queryTimeoutMs?: number;
  logger?: Logger;
};

type DuckDB = typeof import('@duckdb/node-api');

const PROGRESS_INTERVAL_MS = 2_000;

/**
 * Opens an embedded DuckDB in memory that spills into a directory of its own, removed on close.
 * @throws UserError `engine-unavailable` when DuckDB is nowhere to be had
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const duckdb = (await loadPackage(duckdbPackage, options)) as DuckDB;
  const temporary = await mkdtemp(join(options.tempDirectory ?? tmpdir(), 'proofmark-engine-'));
  try {
    const instance = await duckdb.DuckDBInstance.create(':memory:', {
      temp_directory: temporary,
      // Nothing is fetched or loaded behind the user's back.
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      ...(options.memoryLimit === undefined ? {} : { memory_limit: options.memoryLimit }),
      ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
    });
    const connection = await instance.connect();
    await connection.run(
      "SET TimeZone = 'UTC'; SET enable_progress_bar = true; SET enable_progress_bar_print = false",
    );
    return makeEngine(duckdb, connection, options, temporary, async () => {
      connection.closeSync();
      instance.closeSync();
      await rm(temporary, { recursive: true, force: true });
    });
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw explainFailure(error, 'opening the engine');
  }
}

function makeEngine(
  duckdb: DuckDB,
  connection: DuckDBConnection,
  options: EngineOptions,
  temporary: string,
  close: () => Promise<void>,
): Engine {
  const { queryTimeoutMs = DEFAULT_TIMEOUT_MS, logger = silentLogger } = options;
  const readable = new Set<string>();
  const tables = new Set<string>();
  const converted = new Map<string, string>();
  let sealed = false;

  /** Runs one piece of work on the connection, stopped when it takes too long. */
  async function guarded<T>(
    sql: string,
    doing: string,
    work: () => Promise<T>,
    asked = queryTimeoutMs,
  ): Promise<T> {
    const limit = Math.min(asked, queryTimeoutMs);
    let late = false;
    const timeout = setTimeout(() => {
      late = true;
      connection.interrupt();
    }, limit);
    const ticker = setInterval(() => {
      const { rows_processed, total_rows_to_process } = connection.progress;
      logger.progress(Number(rows_processed), Number(total_rows_to_process), doing);
    }, PROGRESS_INTERVAL_MS);
    try {
      return await work();
    } catch (error) {
      throw late ? timedOut(limit, sql) : explainFailure(error, doing, options.workDirectory);
    } finally {
      clearTimeout(timeout);
      clearInterval(ticker);
    }
  }

  async function run(sql: string, doing: string, timeoutMs?: number): Promise<Row[]> {
    const read = async () => {
      const result = await connection.run(sql);
      const types = result.columnTypes();
      const names = result.deduplicatedColumnNames();
      const rows = await result.getRows();
      return rows.map((values) =>
        Object.fromEntries(
          values.map((value, i) => [names[i] ?? '', toPortValue(value, types[i] ?? duckdb.ANY)]),
        ),
      );
    };
    return guarded(sql, doing, read, timeoutMs);
  }

  async function describeTable(table: string): Promise<{ name: string; type: string }[]> {
    const rows = await run(`DESCRIBE ${identifier(table)}`, `reading the columns of ${table}`);
    return rows.map((row) => ({ name: String(row.column_name), type: String(row.column_type) }));
  }

  /** From here on only attached files can be opened, and no setting can be changed back. */
  async function seal(): Promise<void> {
    if (sealed) return;
    sealed = true;
    await run(`SET allowed_paths = ${list([...readable])}`, 'restricting the engine');
    await run('SET enable_external_access = false', 'restricting the engine');
    await run('SET lock_configuration = true', 'restricting the engine');
  }

  /** The Parquet file that stands for an Arrow one. */
  async function toParquet(file: string, shown: string): Promise<string> {
    const path = converted.get(file) ?? join(temporary, `arrow-${converted.size}.parquet`);
    if (!converted.has(file)) {
      converted.set(file, path);
      const { convertArrow } = await import('./arrow/convert-arrow.ts');
      await convertArrow(run, file, shown, path);
    }
    return path;
  }

  async function attach(table: string, source: Source): Promise<AttachedColumn[]> {
    if (sealed) throw new Error('attach every file before the first SQL of a stranger runs');
    const named = expandFiles(source.files, options.workDirectory);
    const shown = named.map((path) => shownIn(options.workDirectory, path));
    const given = formatOf(shown);
    const isArrow = given.format === 'arrow';
    const paths = isArrow
      ? await Promise.all(named.map((path, i) => toParquet(path, shown[i] ?? path)))
      : named;
    const format = given.format === 'arrow' ? 'parquet' : given.format;
    const kind = { ...given, format };
    if (kind.format === 'parquet') refuseNoParquet(paths, options.workDirectory);
    else
      await refuseDamaged(
        paths.filter((path) => !readable.has(path)),
        options.workDirectory,
      );
    const doing = `reading ${shown[0]}${paths.length > 1 ? ` and ${paths.length - 1} more` : ''}`;
    if (kind.format === 'csv' && source.layout?.header !== false)
      await refuseBlankStart(
        paths.filter((path) => !readable.has(path)),
        options.workDirectory,
      );
    for (const path of paths) readable.add(path);
    let ofFiles: FileColumns[] = [];
    if (kind.format === 'parquet' && paths.length > 1)
      ofFiles = await refuseMixedTypes(run, paths, options.workDirectory, doing);
    const rowsBefore =
      kind.format === 'parquet' && source.rowNumbers && paths.length > 1
        ? await countRowsBefore(paths, doing)
        : [];
    const layout =
      kind.format === 'csv'
        ? await settleLayout(run, paths[0] ?? '', source.layout ?? {}, kind.delimiter, doing)
        : undefined;
    if (layout?.header) ofFiles = await columnsOfHeaders(run, paths, shown, layout, doing);
    const json = kind.format === 'json' ? await jsonArguments(run, paths, source.layout?.allText, doing) : '';
    const own = layout ? csvArguments(layout) : json;
    const hive = hiveArguments(shown, source.layout?.allText);
    const reader = own === '' ? hive : `${own}, ${hive}`;
    const scan =
      kind.format === 'duckdb'
        ? await scanDatabase(run, paths, shown, source)
        : scanSql(paths, source, kind.format, { rowsBefore, reader, ...(isArrow ? { names: named } : {}) });
    try {
      await run(`CREATE VIEW ${identifier(table)} AS ${scan}`, doing);
    } catch (error) {
      // DuckDB's guess of the types fails without naming a line.
      if (layout && messageOf(error).includes('Error when sniffing'))
        await run(diagnosisSql(paths, layout), doing);
      throw error;
    }
    tables.add(table.toLowerCase());
    const columns = await describeTable(table);
    if (source.rowNumbers) refuseReserved(shown[0] ?? '', columns);
    if (layout?.header) {
      const ofFile = columns.filter(({ name }) => name !== '__row' && name !== '__file');
      refuseWrongDelimiter(
        shown[0] ?? '',
        ofFile.map(({ name }) => name),
        source.layout?.delimiter,
      );
    }
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

  async function countRowsBefore(paths: readonly string[], doing: string): Promise<number[]> {
    const counts = await run(`SELECT file_name, num_rows FROM parquet_file_metadata(${list(paths)})`, doing);
    const byFile = new Map(counts.map((row) => [row.file_name, Number(row.num_rows)]));
    let total = 0;
    return paths.map((path) => {
      const before = total;
      total += byFile.get(path) ?? 0;
      return before;
    });
  }

  async function select(
    table: string,
    untrustedSql: string,
    kind: 'view' | 'table',
    setting?: string,
    { tables: readableTables, timeoutMs }: SelectLimits = {},
  ) {
    await seal();
    const known = readableTables ? new Set(readableTables.map((name) => name.toLowerCase())) : tables;
    try {
      const [row] = await run(`SELECT json_serialize_sql(${literal(untrustedSql)}) AS tree`, 'parsing SQL');
      refuseUnsafe(String(row?.tree), untrustedSql, known);
      const doing = setting === undefined ? `running the SQL of ${table}` : 'running it';
      await run(`CREATE ${kind} ${identifier(table)} AS ${untrustedSql}`, doing, timeoutMs);
    } catch (error) {
      if (setting === undefined || !(error instanceof UserError)) throw error;
      throw new UserError(error.code, `${setting}: ${error.message}`, { cause: error });
    }
    tables.add(table.toLowerCase());
    return describeTable(table);
  }

  async function* stream(sql: string, batchRows: number) {
    const doing = 'streaming rows';
    const typed = `SELECT coalesce(CAST(COLUMNS(*) AS FLOAT), 'nan'::FLOAT) FROM (${sql}\n)`;
    const result = await guarded(sql, doing, () => connection.stream(typed));
    yield* batchFloats(() => guarded(sql, doing, () => result.fetchChunk()), result.columnCount, batchRows);
  }

  return {
    name: 'duckdb',
    version: duckdb.version(),
    query: (sql, timeoutMs) => run(sql, 'running a query', timeoutMs),
    find: async (table) => {
      throw new UserError('input-invalid', `${table}: DuckDB keeps no tables here; name files instead`);
    },
    attach,
    select,
    load: (table, columns) =>
      guarded(`load ${table}`, `loading ${table}`, async () => {
        const lengths = new Set(columns.map(({ values }) => values.length));
        if (lengths.size > 1)
          throw new UserError('engine-failed', `loading ${table}: columns differ in length`);
        await loadColumns(duckdb, connection, table, columns);
        tables.add(table.toLowerCase());
      }),
    stream,
    close,
  };
}
