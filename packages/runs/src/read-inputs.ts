import { existsSync } from 'node:fs';
import {
  type Config,
  type DocumentKind,
  type DocumentOf,
  readConfig,
  readDocument,
  showLocation,
  UserError,
  type YamlSource,
} from '@proofmark/documents';
import { pathIn, showPath, type Workplace } from './workplace.ts';

/** The configuration of the workplace. @throws UserError with file, line and column */
export function readConfigOf(place: Workplace): Promise<{ config: Config; source: YamlSource }> {
  return readConfig(pathIn(place, place.config), showPath(place, place.config));
}

/** The configuration, where there is one: a contract may stand alone. */
export async function readConfigIfAny(
  place: Workplace,
): Promise<Awaited<ReturnType<typeof readConfigOf>> | undefined> {
  return existsSync(pathIn(place, place.config)) ? readConfigOf(place) : undefined;
}

/** A document of the workplace. @throws UserError with its path as the user knows it */
export function readDocumentOf<Kind extends DocumentKind>(
  place: Workplace,
  path: string,
  kind: Kind,
): Promise<DocumentOf<Kind>> {
  return readDocument(pathIn(place, path), kind, showPath(place, path));
}

/**
 * Runs work on values of the configuration: a complaint about one of its fields, which begins with the name of the
 * field (`gates[0].metric: …`), gets the file, line and column of that field.
 */
export async function locating<T>(source: YamlSource | undefined, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw source && error instanceof UserError ? located(error, source) : error;
  }
}

function located(error: UserError, source: YamlSource): UserError {
  const [, field] = /^([a-z-]+(?:\[\d+\]|\.[a-z-]+)+): /.exec(error.message) ?? [];
  if (
    field === undefined ||
    error.location ||
    !/^(config-invalid|policy-invalid|query-refused|engine-failed|engine-timeout)$/.test(error.code)
  )
    return error;
  const path = field.split(/[.[\]]+/).filter(Boolean);
  // The name of a file, `model.onnx`, looks like a field too.
  if (!Object.hasOwn(Object(source.value), path[0] ?? '')) return error;
  const location = source.locate(path.map((step) => (/^\d+$/.test(step) ? Number(step) : step)));
  return new UserError(error.code, `${showLocation(location)}: ${error.message}`, { cause: error, location });
}
