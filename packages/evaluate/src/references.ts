import { stat } from 'node:fs/promises';
import { basename, extname, relative, resolve } from 'node:path';
import {
  type EvaluationSection,
  type FileReference,
  type ModelReference,
  referenceFile,
  sha256,
  UserError,
} from '@proofmark/documents';
import { expandFiles } from '@proofmark/engine';

export type InputReferences = {
  candidate: ModelReference;
  baseline: ModelReference | null;
  /** The files with the ids and labels. */
  files: FileReference[];
};

/** Digests of everything that is evaluated. @throws UserError `file-missing`, `data-missing` */
export async function referenceInputs(
  section: EvaluationSection,
  directory: string,
): Promise<InputReferences> {
  const { model, rows, predictions = [] } = section;
  const candidate =
    model === undefined
      ? await referencePredictions(predictions, directory)
      : await referenceModel(model, directory);
  return {
    candidate,
    baseline: await referenceBaseline(section, candidate, directory),
    files: await referenceFiles(model === undefined ? predictions : (rows?.files ?? []), directory),
  };
}

async function referenceBaseline(
  section: EvaluationSection,
  candidate: ModelReference,
  directory: string,
): Promise<ModelReference | null> {
  const { 'baseline-model': model, 'baseline-predictions': predictions } = section;
  if (model !== undefined) return referenceModel(model, directory);
  if (predictions !== undefined) return referencePredictions(predictions, directory);
  const column = columnOfBaseline(section);
  return column === undefined ? null : { ...candidate, name: withoutPlaceholder(column) };
}

/** `old` of `old_{class}`. */
function withoutPlaceholder(column: string): string {
  return column.replace(/[\s_.-]*\{(?:class|quantile)\}[\s_.-]*/, '') || 'baseline';
}

/** What names a baseline that stands in the file of the candidate. */
function columnOfBaseline({ task, columns, scores = [] }: EvaluationSection): string | undefined {
  if (task === 'scores') return scores[0]?.['baseline-column'];
  return (
    columns['baseline-score'] ??
    columns['baseline-prediction'] ??
    columns['baseline-scores'] ??
    columns['baseline-rank'] ??
    columns['baseline-quantiles']
  );
}

/** Paths as documents show them: relative to the work directory when inside it, with forward slashes. */
function shownPath(path: string, directory: string): string {
  const shown = relative(directory, path);
  return (shown.startsWith('..') ? path : shown).replaceAll('\\', '/');
}

async function referenceFiles(
  files: string | readonly string[],
  directory: string,
): Promise<FileReference[]> {
  const paths = expandFiles([files].flat(), directory);
  return Promise.all(paths.map((path) => referenceFile(path, shownPath(path, directory))));
}

async function referenceModel(file: string, directory: string): Promise<ModelReference> {
  const path = resolve(directory, file);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) {
    throw new UserError('file-missing', `${file}: the model was not found in ${directory}; check the path`);
  }
  return { name: nameOf(path), kind: 'model', file: await referenceFile(path, shownPath(path, directory)) };
}

/** Predictions in several files are referred to as one: the digest of their digests. */
async function referencePredictions(
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
