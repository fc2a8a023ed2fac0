import type { Logger } from '@proofmark/documents';
import { timedOut } from '../failures.ts';
import type { Row } from '../port.ts';
import { explainQuery, explainStatus, unreachable, wentAstray } from './failures.ts';
import { parseExactly, type TrinoColumn, toPortValue } from './values.ts';

/** Where statements go, and the headers that go with each. */
export type Connection = {
  /** Without a slash at the end. */
  server: string;
  headers: Readonly<Record<string, string>>;
  queryTimeoutMs: number;
  logger: Logger;
};

/** One page of the protocol; https://trino.io/docs/current/develop/client-protocol.html */
type Page = {
  nextUri?: string;
  columns?: TrinoColumn[];
  data?: unknown[][];
  stats?: { completedSplits?: number; totalSplits?: number };
  error?: { message: string; errorName: string };
};

const RETRIES = 5;
const FIRST_WAIT_MS = 100;

/**
 * Runs one statement: posts it and follows `nextUri` to its last page. Integers beyond 2^53 come exactly, decimals as
 * text. What takes too long is cancelled on the server.
 * @throws UserError `engine-failed`, `engine-timeout`, `engine-unavailable`, `data-missing`
 */
export async function runStatement(connection: Connection, sql: string, doing: string): Promise<Row[]> {
  const limit = AbortSignal.timeout(connection.queryTimeoutMs);
  let next: string | undefined;
  try {
    let page = await send(
      connection,
      `${connection.server}/v1/statement`,
      { method: 'POST', body: sql },
      limit,
      doing,
    );
    let columns: readonly TrinoColumn[] = [];
    const rows: Row[] = [];
    for (;;) {
      if (page.error) throw explainQuery(page.error, doing);
      columns = page.columns ?? columns;
      for (const values of page.data ?? []) rows.push(rowOf(columns, values));
      const { completedSplits = 0, totalSplits = 0 } = page.stats ?? {};
      connection.logger.progress(completedSplits, totalSplits, doing);
      next = page.nextUri;
      if (next === undefined) return rows;
      if (!isOfServer(next, connection.server)) throw wentAstray(connection.server, next);
      page = await send(connection, next, { method: 'GET' }, limit, doing);
    }
  } catch (error) {
    if (next !== undefined && isOfServer(next, connection.server)) await cancel(connection, next);
    throw limit.aborted ? timedOut(connection.queryTimeoutMs, sql) : error;
  }
}

function rowOf(columns: readonly TrinoColumn[], values: readonly unknown[]): Row {
  return Object.fromEntries(columns.map(({ name, type }, i) => [name, toPortValue(values[i] ?? null, type)]));
}

/** The credentials travel with each request: they go to the server that they are for, and to no other. */
function isOfServer(uri: string, server: string): boolean {
  return URL.canParse(uri) && new URL(uri).origin === new URL(server).origin;
}

/** One request; what a busy server or gateway turns away is sent again, as the protocol asks. */
async function send(
  { server, headers }: Connection,
  uri: string,
  request: { method: string; body?: string },
  signal: AbortSignal,
  doing: string,
): Promise<Page> {
  for (let attempt = 0; ; attempt++) {
    const response = await fetch(uri, { ...request, headers, signal, redirect: 'error' }).catch(
      (cause: unknown) => {
        throw signal.aborted ? cause : unreachable(server, cause);
      },
    );
    const body = await response.text();
    if (response.ok) return parseExactly(body) as Page;
    const isBusy = [429, 502, 503, 504].includes(response.status);
    if (!isBusy || attempt === RETRIES) throw explainStatus(server, response.status, body, doing);
    await new Promise((resolve) => setTimeout(resolve, FIRST_WAIT_MS * 2 ** attempt));
  }
}

/** The answer does not matter: the statement ends by its own time limit too. */
async function cancel({ headers }: Connection, uri: string): Promise<void> {
  await fetch(uri, {
    method: 'DELETE',
    headers,
    signal: AbortSignal.timeout(2_000),
    redirect: 'error',
  }).catch(() => undefined);
}
