import { check, parseYaml, sha256, showLocation, showReceived, UserError } from '@proofmark/documents';
import { buildContract } from './build-contract.ts';
import type { Contract } from './model.ts';
import { API_VERSIONS, type ApiVersion, revisionOf } from './odcs/parts.ts';
import { Odcs } from './odcs/root.ts';

/**
 * Reads a data contract in the Open Data Contract Standard, v3.0.x to v3.2.0.
 * @param file the name to show and to record; nothing is read from it
 * @throws UserError `contract-invalid` with file, line and column
 */
export function readContract(text: string, file: string): Contract {
  const source = parseYaml(text, file, 'contract-invalid');
  const apiVersion = (source.value as { apiVersion?: unknown } | null)?.apiVersion;
  if (!isApiVersion(apiVersion)) {
    const location = source.locate(['apiVersion']);
    throw new UserError(
      'contract-invalid',
      `${showLocation(location)}: apiVersion${apiVersion === undefined ? ' is missing, so this is no ODCS contract' : ''}: expected ${API_VERSIONS.join(', ')}${apiVersion === undefined ? '' : `, received ${showReceived(apiVersion)}`}`,
      { location },
    );
  }
  const odcs = check(Odcs(revisionOf(apiVersion)), source.value, {
    what: file,
    code: 'contract-invalid',
    source,
  });
  const bytes = Buffer.byteLength(text);
  return buildContract(odcs, source, { path: file, bytes, sha256: sha256(text) });
}

function isApiVersion(value: unknown): value is ApiVersion {
  return API_VERSIONS.some((known) => known === value);
}
