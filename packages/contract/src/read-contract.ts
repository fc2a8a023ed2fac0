import {
  check,
  parseYaml,
  sha256,
  showLocation,
  showReceived,
  UserError,
  type YamlSource,
} from '@proofmark/documents';
import { buildContract } from './build-contract.ts';
import { fromDocument, isDocument } from './contract-document.ts';
import { translate } from './import/translate.ts';
import type { Contract } from './model.ts';
import { API_VERSIONS, type ApiVersion, revisionOf } from './odcs/parts.ts';
import { Odcs } from './odcs/root.ts';
import { refuseRepeats } from './refuse-repeats.ts';
import { resolveVariables, type Variables } from './variables.ts';

/** A checked contract in the words of ODCS, with the places of its values in the file it was written in. */
export type OdcsSource = { odcs: Odcs; source: YamlSource; standard: string };

/**
 * Reads a data contract: the Open Data Contract Standard (v3.0.x to v3.2.0), a Data Package or Table Schema
 * (Frictionless), a JSON Schema (draft 2019-09 or 2020-12), a Croissant description, or the contract document that a
 * validation or a release carries.
 * @param file the name to show and to record; nothing is read from it
 * @param options `variables` for `${NAME}` in contracts of v3.2
 * @throws UserError `contract-invalid` with file, line and column; for a document as `parseDocument`
 */
export function readContract(text: string, file: string, options: { variables?: Variables } = {}): Contract {
  if (isDocument(text)) return fromDocument(text, file);
  const { odcs, source, standard } = readOdcs(text, file, options.variables ?? {});
  const bytes = Buffer.byteLength(text);
  const contract = buildContract(odcs, source, { path: file, bytes, sha256: sha256(text) });
  return { ...contract, standard };
}

/**
 * Reads and checks a contract of any standard, translated into ODCS where it is in another one.
 * @param variables undefined leaves them as they are written
 */
export function readOdcs(text: string, file: string, variables?: Variables): OdcsSource {
  if (isDocument(text)) {
    throw new UserError(
      'contract-invalid',
      `${file}: expected a contract in the words of a standard, received the document made from one, which keeps no words; convert the original`,
    );
  }
  const { standard, source: written } = translate(parseYaml(text, file, 'contract-invalid'));
  const apiVersion = (written.value as { apiVersion?: unknown } | null)?.apiVersion;
  // Only ODCS has variables, since v3.2; a translation has none.
  const isWithVariables = standard === 'ODCS' && apiVersion === 'v3.2.0';
  const source = variables && isWithVariables ? resolveVariables(written, variables) : written;
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
  refuseRepeats(odcs, source, standard === 'Croissant');
  return { odcs, source, standard: standard === 'ODCS' ? `ODCS ${apiVersion}` : standard };
}

function isApiVersion(value: unknown): value is ApiVersion {
  return API_VERSIONS.some((known) => known === value);
}
