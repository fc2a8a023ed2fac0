import { isDocument } from './contract-document.ts';
import { readOdcs } from './read-contract.ts';
import type { Variables } from './variables.ts';

/** A server of type `trino` that a contract names: where its tables are. */
export type TrinoPlace = {
  /** `host:port`; the standard knows no scheme. */
  host: string;
  catalog: string;
  schema: string;
  environment: string | undefined;
};

/**
 * The servers of type `trino` of a contract of ODCS; of another standard there are none.
 * @throws UserError `contract-invalid` as `readContract`
 */
export function readTrinoServers(
  text: string,
  file: string,
  options: { variables?: Variables } = {},
): TrinoPlace[] {
  if (isDocument(text)) return [];
  const { odcs } = readOdcs(text, file, options.variables ?? {});
  return (odcs.servers ?? []).flatMap((server) =>
    server.type === 'trino'
      ? [
          {
            host: `${String(server.host)}:${String(server.port)}`,
            catalog: String(server.catalog),
            schema: String(server.schema),
            environment: server.environment,
          },
        ]
      : [],
  );
}
