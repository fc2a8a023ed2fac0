import type { TrinoPlace } from '@proofmark/contract';
import { type DataSection, type EngineSection, showReceived, UserError } from '@proofmark/documents';
import { completeTableName, type Engine, openTrino } from '@proofmark/engine';
import { queryTimeoutOf } from './open-engine.ts';
import type { Workplace } from './workplace.ts';

/** What the entry (inputs of an action, environment of the command line) says about Trino. */
export type TrinoAccess = {
  server?: string | undefined;
  user?: string | undefined;
  password?: string | undefined;
  token?: string | undefined;
};

/** A table of one Trino server. */
export type StoredTable = { server: string; user: string; name: string };

type Settings = NonNullable<DataSection['trino']>;

/**
 * Where a table of a contract is stored: the entry goes before the configuration, which goes before the servers that
 * the contract names.
 * @param physicalName of the table in the contract
 * @throws UserError `input-invalid` or `config-invalid`
 */
export function placeTable(
  { trino: access = {}, config }: Workplace,
  settings: Settings,
  servers: readonly TrinoPlace[],
  physicalName: string,
  environment: string | undefined,
): StoredTable {
  const own = chooseServer(servers, environment);
  const server = access.server ?? settings.server ?? (own && addressOf(own.host));
  if (server === undefined) {
    throw new UserError(
      'config-invalid',
      servers.length > 1
        ? `${config}: data: the contract names ${servers.length} servers of type trino: expected trino: {server: URL}, or an environment that one of them has`
        : `${config}: data: no Trino server is named: expected trino: {server: URL}, or one server of type trino in the contract`,
    );
  }
  const { catalog = own?.catalog, schema = own?.schema, table = physicalName } = settings;
  return {
    server,
    user: access.user ?? settings.user ?? 'proofmark',
    name: completeTableName(table, { catalog, schema }),
  };
}

function chooseServer(
  servers: readonly TrinoPlace[],
  environment: string | undefined,
): TrinoPlace | undefined {
  if (servers.length === 1) return servers[0];
  return environment === undefined ? undefined : servers.find((each) => each.environment === environment);
}

/** The standard knows no scheme; only one's own machine is spoken to without TLS. */
function addressOf(host: string): string {
  return `${/^(localhost|127\.0\.0\.1):/.test(host) ? 'http' : 'https'}://${host}`;
}

/**
 * Connects to the server of a table; where a stranger wrote configuration and contract, only to one that the entry
 * names. A password or token goes only to a server that the same entry names: a contract or
 * configuration of a pull request could name any other.
 * @throws UserError `input-invalid`, `engine-unavailable`, `engine-failed`
 */
export function connectTrino(
  place: Workplace,
  { server, user }: StoredTable,
  isTrusted: boolean,
  section?: EngineSection,
): Promise<Engine> {
  const { server: named, password, token } = place.trino ?? {};
  if (!isTrusted && named === undefined) {
    throw new UserError(
      'input-invalid',
      `the Trino server ${showReceived(server)} is named by a pull request of a fork, which could name any: name the server in the workflow (input trino-server)`,
    );
  }
  if ((password !== undefined || token !== undefined) && named === undefined) {
    throw new UserError(
      'input-invalid',
      `a Trino password or token is given without its server: name the server beside it (input trino-server, or TRINO_SERVER), since the configuration and the contract of a pull request could name any`,
    );
  }
  if (password !== undefined && token !== undefined) {
    throw new UserError('input-invalid', 'a Trino password and a token are given: expected one of them');
  }
  const credentials = token !== undefined ? { token } : password !== undefined ? { password } : undefined;
  return openTrino({ server, user, credentials, logger: place.logger, ...queryTimeoutOf(section) });
}
