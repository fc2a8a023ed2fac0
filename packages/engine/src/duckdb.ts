import type { DuckDBConnection } from '@duckdb/node-api';
import { type Logger, UserError } from '@proofmark/documents';
import { type AttachContext, attachFiles } from './attach-files.ts';
import { explainFailure } from './failures.ts';
import { refuseUnsafe } from './guard.ts';
import {
  type AttachedColumn,
  type Engine,
  identifier,
  literal,
  type SelectLimits,
  type Source,
} from './port.ts';
import { duckdbPackage, loadPackage } from './provision.ts';
import { describeTable, runnerOn } from './run-sql.ts';
import { list } from './sources.ts';
import { makeSpillDirectory } from './spill-directory.ts';
import { USUAL_BUFFER, withLongLines } from './text-buffer.ts';
import { batchFloats, loadColumns, readColumns } from './vectors.ts';

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

/**
 * Opens an embedded DuckDB in memory that spills into a directory of its own, removed on close.
 * @throws UserError `engine-unavailable` when DuckDB is nowhere to be had
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const duckdb = (await loadPackage(duckdbPackage, options)) as DuckDB;
  const spill = await makeSpillDirectory(options.tempDirectory);
  try {
    const instance = await duckdb.DuckDBInstance.create(':memory:', {
      temp_directory: spill.path,
      // Nothing is fetched or loaded behind the user's back.
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      ...(options.memoryLimit === undefined ? {} : { memory_limit: options.memoryLimit }),
      ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
    });
    const connection = await instance.connect();
    await connection.run(
      `SET TimeZone = 'UTC'; SET enable_progress_bar = true; SET enable_progress_bar_print = false; ${USUAL_BUFFER}`,
    );
    return makeEngine(duckdb, connection, options, spill.path, async () => {
      connection.closeSync();
      instance.closeSync();
      await spill.remove();
    });
  } catch (error) {
    await spill.remove();
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
  const { run, guarded } = runnerOn(duckdb, connection, options);
  const readable = new Set<string>();
  const tables = new Set<string>();
  const { workDirectory } = options;
  const context: AttachContext = { run, workDirectory, temporary, readable, converted: new Map() };
  let sealed = false;

  /** From here on only attached files can be opened, and no setting can be changed back. */
  async function seal(): Promise<void> {
    if (sealed) return;
    sealed = true;
    await run(`SET allowed_paths = ${list([...readable])}`, 'restricting the engine');
    await run('SET enable_external_access = false', 'restricting the engine');
    await run('SET lock_configuration = true', 'restricting the engine');
  }

  async function attach(table: string, source: Source): Promise<AttachedColumn[]> {
    if (sealed) throw new Error('attach every file before the first SQL of a stranger runs');
    const columns = await attachFiles(context, table, source);
    tables.add(table.toLowerCase());
    return columns;
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
      const limits = { watchMemory: true, ...(timeoutMs === undefined ? {} : { timeoutMs }) };
      await run(`CREATE ${kind} ${identifier(table)} AS ${untrustedSql}`, doing, limits);
    } catch (error) {
      if (setting === undefined || !(error instanceof UserError)) throw error;
      throw new UserError(error.code, `${setting}: ${error.message}`, { cause: error });
    }
    tables.add(table.toLowerCase());
    return describeTable(run, table);
  }

  async function* stream(sql: string, batchRows: number) {
    const doing = 'streaming rows';
    const typed = `SELECT coalesce(CAST(COLUMNS(*) AS FLOAT), 'nan'::FLOAT) FROM (${sql}\n)`;
    const result = await guarded(sql, doing, () => connection.stream(typed));
    yield* batchFloats(() => guarded(sql, doing, () => result.fetchChunk()), result.columnCount, batchRows);
  }

  async function read(sql: string, rows: number) {
    const doing = 'reading columns';
    const collect = async () => readColumns(await connection.stream(sql), rows);
    return guarded(sql, doing, () => withLongLines(connection, collect));
  }

  return {
    name: 'duckdb',
    version: duckdb.version(),
    query: (sql, limits) => run(sql, 'running a query', limits),
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
    read,
    stream,
    close,
  };
}
