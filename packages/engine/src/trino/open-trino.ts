import { type Logger, showReceived, silentLogger, UserError } from '@proofmark/documents';
import { DEFAULT_TIMEOUT_MS, type Engine } from '../port.ts';
import { type Connection, runStatement } from './statement.ts';
import { tableSql } from './table-name.ts';

export type TrinoOptions = {
  /** Address of the coordinator, `https://trino.example.com`. */
  server: string;
  user: string;
  /** Sent with each request, over TLS only. */
  credentials?: { password: string } | { token: string } | undefined;
  /** Longest time one query may take; default 15 minutes. */
  queryTimeoutMs?: number;
  logger?: Logger;
};

/**
 * Connects to a Trino coordinator by its REST protocol and asks for its version, which shows that the credentials
 * hold. Only statements that read are sent.
 * @throws UserError `input-invalid`, `engine-unavailable` or `engine-failed`
 */
export async function openTrino(options: TrinoOptions): Promise<Engine> {
  const connection = connect(options);
  const run = (sql: string, doing: string) => {
    // Our own SQL never writes; this holds whoever changes it to that.
    if (!/^\s*(SELECT|WITH|DESCRIBE)\b/i.test(sql)) throw new Error('only statements that read go to Trino');
    return runStatement(connection, sql, doing);
  };
  const [row] = await run('SELECT version() AS version', 'connecting to Trino');
  return {
    name: 'trino',
    version: String(row?.version),
    query: (sql) => run(sql, 'running a query'),
    async find(table) {
      const sql = tableSql(table);
      const columns = await run(`DESCRIBE ${sql}`, `reading the columns of ${table}`);
      return {
        sql,
        columns: columns.map(({ Column, Type }) => ({ name: String(Column), type: String(Type) })),
      };
    },
    attach: () => refuse('reading files'),
    select: () => refuse("running a stranger's SQL"),
    load: () => refuse('loading a table'),
    read: () => refuse('reading columns'),
    stream: () => {
      throw notHere('streaming rows');
    },
    close: async () => undefined,
  };
}

function connect({ server, user, credentials, queryTimeoutMs, logger }: TrinoOptions): Connection {
  const timeout = queryTimeoutMs ?? DEFAULT_TIMEOUT_MS;
  refuseUnsafeServer(server, credentials !== undefined);
  return {
    server: server.replace(/\/+$/, ''),
    queryTimeoutMs: timeout,
    logger: logger ?? silentLogger,
    headers: {
      'X-Trino-User': headerText(user, 'user'),
      'X-Trino-Source': 'proofmark',
      'X-Trino-Time-Zone': 'UTC',
      // Without it, times come cut to milliseconds.
      'X-Trino-Client-Capabilities': 'PARAMETRIC_DATETIME',
      'X-Trino-Session': `query_max_run_time=${Math.ceil(timeout / 1000)}s`,
      ...(credentials === undefined ? {} : { Authorization: authorization(user, credentials) }),
    },
  };
}

function authorization(user: string, credentials: { password: string } | { token: string }): string {
  return 'token' in credentials
    ? `Bearer ${headerText(credentials.token, 'token')}`
    : `Basic ${Buffer.from(`${user}:${credentials.password}`).toString('base64')}`;
}

function headerText(text: string, what: string): string {
  if (text !== '' && /^[\x20-\x7e]*$/.test(text)) return text;
  throw new UserError('input-invalid', `the Trino ${what}: expected printable ASCII, without line breaks`);
}

function refuseUnsafeServer(server: string, isSecret: boolean): void {
  const url = URL.canParse(server) ? new URL(server) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash) {
    throw new UserError(
      'input-invalid',
      `the Trino server: expected an address such as https://trino.example.com, without user and password, received ${showReceived(url ? `${url.protocol}//${url.host}` : server)}`,
    );
  }
  const isLocal = /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  if (isSecret && url.protocol === 'http:' && !isLocal) {
    throw new UserError(
      'input-invalid',
      `the Trino server ${url.origin}: a password or token is not sent without TLS; use https`,
    );
  }
}

function notHere(what: string): UserError {
  return new UserError('input-invalid', `${what} is not on Trino yet; use files, which DuckDB reads`);
}

async function refuse(what: string): Promise<never> {
  throw notHere(what);
}
