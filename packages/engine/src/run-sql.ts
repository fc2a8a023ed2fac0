import type { DuckDBConnection } from '@duckdb/node-api';
import { type Logger, silentLogger } from '@proofmark/documents';
import { explainFailure, timedOut, tooLarge } from './failures.ts';
import { DEFAULT_TIMEOUT_MS, identifier, type QueryLimits, type Row } from './port.ts';
import { withLongLines } from './text-buffer.ts';
import { toPortValue } from './values.ts';
import { memoryBounds, watchMemory } from './watch-memory.ts';

type DuckDB = typeof import('@duckdb/node-api');

/** Runs a statement and reads its rows; `doing` completes "while …" in messages. */
export type Run = (sql: string, doing: string, limits?: QueryLimits) => Promise<Row[]>;
/** Runs other work of the connection under the same limit. */
export type Guarded = <T>(
  sql: string,
  doing: string,
  work: () => Promise<T>,
  limits?: QueryLimits,
) => Promise<T>;

const PROGRESS_INTERVAL_MS = 2_000;

/** How statements run on a connection: each within the time limit, with progress, and its failure explained. */
export function runnerOn(
  duckdb: DuckDB,
  connection: DuckDBConnection,
  options: { workDirectory: string; queryTimeoutMs?: number | undefined; logger?: Logger | undefined },
): { run: Run; guarded: Guarded } {
  const { queryTimeoutMs = DEFAULT_TIMEOUT_MS, logger = silentLogger, workDirectory } = options;

  const memoryLimit = async (): Promise<string> => {
    const result = await connection.runAndReadAll("SELECT current_setting('memory_limit')");
    return String(result.getRows()[0]?.[0]);
  };

  /** The last resort: one call of a function that heeds no interruption takes the memory of the machine. */
  const endProcess = (sql: string) => {
    logger.error(`${tooLarge(sql).message}; it did not stop, so the run ends here`);
    // To exit would be to wait for the thread that runs the query. The signal removes what was spilled, and ends all.
    process.kill(process.pid, 'SIGTERM');
  };

  const guarded: Guarded = async (sql, doing, work, limits = {}) => {
    const limit = Math.min(limits.timeoutMs ?? queryTimeoutMs, queryTimeoutMs);
    const memory = limits.watchMemory
      ? watchMemory(memoryBounds(await memoryLimit()), {
          interrupt: () => connection.interrupt(),
          stop: () => endProcess(sql),
        })
      : undefined;
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
      if (memory?.exceeded()) throw tooLarge(sql);
      throw late ? timedOut(limit, sql) : explainFailure(error, doing, workDirectory);
    } finally {
      memory?.end();
      clearTimeout(timeout);
      clearInterval(ticker);
    }
  };

  const run: Run = (sql, doing, limits) => {
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
    return guarded(sql, doing, () => withLongLines(connection, read), limits);
  };
  return { run, guarded };
}

/** The columns of a table or view. */
export async function describeTable(run: Run, table: string): Promise<{ name: string; type: string }[]> {
  const rows = await run(`DESCRIBE ${identifier(table)}`, `reading the columns of ${table}`);
  return rows.map((row) => ({ name: String(row.column_name), type: String(row.column_type) }));
}
