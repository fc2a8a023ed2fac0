import { showLocation, UserError, type YamlSource } from '@proofmark/documents';
import type { Path } from './draft.ts';

/** @throws UserError `contract-invalid` at the place of a value */
export function refuse(source: YamlSource, at: Path, message: string): never {
  const location = source.locate(at);
  throw new UserError('contract-invalid', `${showLocation(location)}: ${message}`, { location });
}

/** `schema[0].properties[1].enum[2]` */
export function showPath(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .slice(1);
}
