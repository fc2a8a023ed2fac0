import { isDocument } from './contract-document.ts';
import { readOdcs } from './read-contract.ts';
import type { Variables } from './variables.ts';

/** A server of type `local` or `s3` that a contract names: which files hold its data. */
export type FilePlace = {
  server: string;
  /** A path, glob or `s3://` URL; `{model}` stands for the name of the table. */
  files: string;
  endpoint: string | undefined;
  environment: string | undefined;
};

/**
 * The servers of files of a contract of ODCS; of another standard there are none.
 * @throws UserError `contract-invalid` as `readContract`
 */
export function readFileServers(
  text: string,
  file: string,
  options: { variables?: Variables } = {},
): FilePlace[] {
  if (isDocument(text)) return [];
  const { odcs } = readOdcs(text, file, options.variables ?? {});
  return (odcs.servers ?? []).flatMap(({ server, type, path, location, endpointUrl, environment }) => {
    const files = type === 'local' ? path : type === 's3' ? location : undefined;
    if (typeof files !== 'string') return [];
    const endpoint = typeof endpointUrl === 'string' ? endpointUrl : undefined;
    return [{ server, files, endpoint, environment }];
  });
}

/** The files that a contract names for one of its tables (`proofmarkFiles`), relative to itself. */
export type NamedFiles = { table: string; files: string[] };

/**
 * The files that a contract names itself for its tables, as Data Packages and Croissant descriptions do.
 * @throws UserError `contract-invalid` as `readContract`
 */
export function readNamedFiles(
  text: string,
  file: string,
  options: { variables?: Variables } = {},
): NamedFiles[] {
  if (isDocument(text)) return [];
  const { odcs } = readOdcs(text, file, options.variables ?? {});
  return (odcs.schema ?? []).flatMap(({ name, customProperties = [] }) => {
    const named = customProperties.filter(({ property }) => property === 'proofmarkFiles');
    const files = named.flatMap(({ value }) => (Array.isArray(value) ? value.map(String) : [String(value)]));
    return files.length > 0 ? [{ table: name, files }] : [];
  });
}
