import { stat } from 'node:fs/promises';
import { basename, extname, join, relative } from 'node:path';
import {
  type FileReference,
  type ModelReference,
  referenceFile,
  sha256,
  UserError,
} from '@proofmark/documents';
import { expandFiles } from '@proofmark/engine';

/** Paths as documents show them: relative to the work directory when inside it, with forward slashes. */
function shownPath(path: string, directory: string): string {
  const shown = relative(directory, path);
  return (shown.startsWith('..') ? path : shown).replaceAll('\\', '/');
}

export async function referenceFiles(
  files: string | readonly string[],
  directory: string,
): Promise<FileReference[]> {
  const paths = expandFiles([files].flat(), directory);
  return Promise.all(paths.map((path) => referenceFile(path, shownPath(path, directory))));
}

export async function referenceModel(file: string, directory: string): Promise<ModelReference> {
  const path = join(directory, relative(directory, join(directory, file)));
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) {
    throw new UserError('file-missing', `${file}: the model was not found in ${directory}; check the path`);
  }
  return { name: nameOf(path), kind: 'model', file: await referenceFile(path, shownPath(path, directory)) };
}

/** Predictions in several files are referred to as one: the digest of their digests. */
export async function referencePredictions(
  files: string | readonly string[],
  directory: string,
): Promise<ModelReference> {
  const references = await referenceFiles(files, directory);
  const [first] = references;
  if (!first) throw new UserError('data-missing', 'no prediction files: expected at least one');
  const file =
    references.length === 1
      ? first
      : {
          path: [files].flat().join(' '),
          bytes: references.reduce((total, { bytes }) => total + bytes, 0),
          sha256: sha256(references.map((reference) => reference.sha256).join('\n')),
        };
  return { name: nameOf(first.path), kind: 'predictions', file };
}

/** `out/candidate.csv.gz` → `candidate` */
function nameOf(path: string): string {
  const name = basename(path).replace(/\.(gz|zst)$/i, '');
  return name.slice(0, name.length - extname(name).length) || name;
}
