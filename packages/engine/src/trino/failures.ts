import { messageOf, showForeign, showReceived, UserError } from '@proofmark/documents';

const LIMIT = 500;

/** Says what a failed statement means to the user, by the name of the error. */
export function explainQuery(error: { message: string; errorName: string }, doing: string): UserError {
  const message = `while ${doing}: Trino says ${error.errorName}: ${showForeign(error.message, LIMIT)}`;
  switch (error.errorName) {
    case 'CATALOG_NOT_FOUND':
    case 'SCHEMA_NOT_FOUND':
    case 'TABLE_NOT_FOUND':
    case 'MISSING_CATALOG_NAME':
    case 'MISSING_SCHEMA_NAME':
      return new UserError('data-missing', `${message}; check catalog, schema and table`);
    case 'PERMISSION_DENIED':
      return new UserError('engine-failed', `${message}; grant the user SELECT on the table`);
    case 'EXCEEDED_TIME_LIMIT':
      return new UserError('engine-timeout', message);
    default:
      return new UserError('engine-failed', message);
  }
}

/** The server, or a gateway before it, answered with a status of HTTP that is no success. */
export function explainStatus(server: string, status: number, body: string, doing: string): UserError {
  const said = body.trim() === '' ? '' : `: ${showForeign(body.trim(), LIMIT)}`;
  if (status === 401 || status === 403) {
    return new UserError(
      'engine-failed',
      `${server}: Trino refused the credentials (HTTP ${status})${said}; check the user and the password or token`,
    );
  }
  return new UserError('engine-failed', `while ${doing}: ${server} answered HTTP ${status}${said}`);
}

/** Nobody answered, or not in a way that a secret may be sent to. */
export function unreachable(server: string, cause: unknown): UserError {
  const inner = cause instanceof Error && cause.cause !== undefined ? messageOf(cause.cause) : '';
  const why = [messageOf(cause), inner].filter(Boolean).join(': ');
  return new UserError(
    'engine-unavailable',
    `${server}: Trino cannot be reached: ${showForeign(why, LIMIT)}; check the address, the network and the certificate`,
    { cause },
  );
}

/** Credentials would follow the address that a page names. */
export function wentAstray(server: string, nextUri: string): UserError {
  return new UserError(
    'engine-failed',
    `${server}: expected the next page at the same address, received ${showReceived(nextUri)}; behind a proxy set http-server.process-forwarded=true on the Trino server`,
  );
}
