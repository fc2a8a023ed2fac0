import { posix } from 'node:path';
import type { Contract, FilePlace, NamedFiles } from '@proofmark/contract';
import { showReceived, UserError } from '@proofmark/documents';
import type { Workplace } from './workplace.ts';

/** What datacontract-cli and others write for the name of the table in a location. */
const MODEL = /\{(?:model|schema)\}/g;

/**
 * The files of the tables of a contract, where one of its own servers says where they are: its only one, or the one
 * of the environment.
 * @param wanted `others` are its servers of other types: with them, only the environment chooses
 * @returns undefined when no server of files is meant
 * @throws UserError `config-invalid` when the choice is not clear; `contract-invalid` when the contract has no such
 *   table; `input-invalid` for a store that the run does not name
 */
export function placeFiles(
  place: Workplace,
  contract: Contract,
  servers: readonly FilePlace[],
  wanted: { table: string | undefined; environment: string | undefined; others: number },
): { table: string; files: string[] }[] | undefined {
  const ofEnvironment =
    wanted.environment === undefined
      ? []
      : servers.filter(({ environment }) => environment === wanted.environment);
  const meant = ofEnvironment.length > 0 ? ofEnvironment : wanted.others === 0 ? servers : [];
  const [own, ...others] = meant;
  if (own === undefined) return undefined;
  const { path } = contract.file;
  if (others.length > 0) {
    throw new UserError(
      'config-invalid',
      `${path}: servers: ${meant.map(({ server }) => server).join(', ')} could all be meant: expected files, or an environment that one of them has`,
    );
  }
  refuseForeignStore(place, path, own);
  const tables = contract.tables.filter(({ name }) => (wanted.table ?? name) === name);
  if (tables.length === 0) {
    throw new UserError(
      'contract-invalid',
      contract.tables.length === 0
        ? `${path}: the contract declares no table under \`schema\`, so there is nothing to validate`
        : `${path}: table: expected one of ${contract.tables.map(({ name }) => name).join(', ')}, received ${wanted.table}`,
    );
  }
  if (tables.length > 1 && !own.files.match(MODEL)) {
    throw new UserError(
      'config-invalid',
      `${path}: servers: ${own.server} names the same files for ${tables.map(({ name }) => name).join(', ')}: expected {model} in its path, or tables: {NAME: {files: GLOB}} in ${place.config}`,
    );
  }
  return tables.map(({ name, physicalName }) => ({
    table: name,
    files: [own.files.replace(MODEL, () => physicalName)],
  }));
}

/**
 * The files of the tables of a contract that names them itself, relative to it.
 * @param path of the contract, as it was given
 * @param named tables without files are left out: their rows stand in the contract, or nowhere
 * @returns undefined when it names none
 * @throws UserError `contract-invalid` for a file that does not lie below the contract
 */
export function placeNamedFiles(
  path: string,
  named: readonly NamedFiles[],
  wanted: { table: string | undefined },
): NamedFiles[] | undefined {
  const meant = named.filter(({ table }) => (wanted.table ?? table) === table);
  if (meant.length === 0) return undefined;
  const directory = posix.dirname(path.replaceAll('\\', '/'));
  return meant.map(({ table, files }) => {
    const outside = files.find((file) => !isBelow(file));
    if (outside !== undefined) {
      throw new UserError(
        'contract-invalid',
        `${path}: ${table}: expected files below the contract, received ${showReceived(outside)}; download it and name it with files (--data FILE)`,
      );
    }
    return { table, files: files.map((file) => posix.join(directory, file)) };
  });
}

/** A contract comes from a pull request: it opens nothing but what lies beside it. */
function isBelow(file: string): boolean {
  return !/^(?:[A-Za-z][A-Za-z0-9+.-]*:|[/\\~])|\\/.test(file) && !posix.normalize(file).startsWith('..');
}

/** A contract comes from a pull request: the keys of this run are sent where the run says, not where a contract does. */
function refuseForeignStore({ s3 }: Workplace, path: string, { server, endpoint }: FilePlace): void {
  const bare = (url: string | undefined) => url?.replace(/\/+$/, '');
  if (endpoint === undefined || bare(endpoint) === bare(s3?.endpoint)) return;
  throw new UserError(
    'input-invalid',
    `${path}: servers: ${server} is at the endpoint ${endpoint}, which this run does not name: set AWS_ENDPOINT_URL_S3 to it`,
  );
}
