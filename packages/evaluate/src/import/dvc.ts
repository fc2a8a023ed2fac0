import { extname } from 'node:path';
import { messageOf, parseYaml } from '@proofmark/documents';
import { parse as parseToml } from 'smol-toml';
import {
  asList,
  asRecord,
  flattenNumbers,
  type Imported,
  parsePythonJson,
  refuseImport,
  type Source,
} from './imported.ts';

/**
 * Metrics of DVC: a metrics file itself (JSON, YAML or TOML, nested, or one number), what `dvc metrics show --json`
 * prints, or `dvc metrics diff --json`, whose old values are those of the baseline. Names are dotted paths; of several
 * files each name begins with its file.
 */
export function importDvc(source: Source): Imported {
  const root = parse(source);
  const { where } = source;
  const diff = diffFiles(root);
  if (diff !== undefined) return { ...importFiles(diff.new, where), old: importFiles(diff.old, where) };
  const files = shownFiles(root, where);
  return importFiles(files ?? [['', root]], where);
}

function importFiles(files: readonly File[], where: string): Imported {
  const found: Imported = { values: [], notes: [] };
  for (const [file, data] of files) {
    const prefix = files.length === 1 ? '' : file;
    flattenNumbers(unwrap(data, prefix, found.notes), prefix, found, where);
  }
  return found;
}

type File = readonly [file: string, data: unknown];

function parse(source: Source): unknown {
  switch (extname(source.where).toLowerCase()) {
    case '.yaml':
    case '.yml':
      return parseYaml(source.text, source.where, 'predictions-invalid').value;
    case '.toml':
      try {
        return parseToml(source.text);
      } catch (cause) {
        throw refuseImport(source.where, `not valid TOML: ${messageOf(cause).split('\n')[0]}`, cause);
      }
    default:
      return parsePythonJson(source);
  }
}

/** DVC takes a list of one for its element; a longer one is no metric to it. */
function unwrap(value: unknown, path: string, notes: string[]): unknown {
  const list = asList(value);
  if (list?.length === 1) return unwrap(list[0], path, notes);
  if (list !== undefined) {
    notes.push(`${path}: a list of ${list.length} values is no metric`);
    return undefined;
  }
  const record = asRecord(value);
  if (record === undefined) return value;
  return Object.fromEntries(
    Object.entries(record).map(([key, inner]) => [
      key,
      unwrap(inner, path === '' ? key : `${path}.${key}`, notes),
    ]),
  );
}

/** The files of `dvc metrics show --json`, of its one revision: `{"": {"data": {"metrics.json": {"data": …}}}}`. */
function shownFiles(root: unknown, where: string): File[] | undefined {
  const revisions = Object.values(asRecord(root) ?? {}).map(asRecord);
  const [first, ...others] = revisions;
  const files = asRecord(first?.data);
  const isShown =
    files !== undefined && Object.values(files).every((file) => /^data$|^error/.test(firstKey(file)));
  if (!isShown) return undefined;
  if (others.length > 0)
    throw refuseImport(where, `expected the metrics of one revision, received ${revisions.length}`);
  return Object.entries(files).map(([file, shown]) => {
    const { data, error } = asRecord(shown) ?? {};
    if (error !== undefined) throw refuseImport(where, `DVC could not read ${file}; run dvc metrics show`);
    return [file, data];
  });
}

function firstKey(value: unknown): string {
  return Object.keys(asRecord(value) ?? {})[0] ?? '';
}

/** Both revisions of `dvc metrics diff --json`: `{"metrics.json": {"auc": {"old": …, "new": …}}}`. */
function diffFiles(root: unknown): { old: File[]; new: File[] } | undefined {
  const files = Object.entries(asRecord(root) ?? {}).map(
    ([file, metrics]) => [file, Object.entries(asRecord(metrics) ?? {})] as const,
  );
  const metrics = files.flatMap(([, own]) => own.map(([, value]) => asRecord(value)));
  if (metrics.length === 0 || !metrics.every((one) => one && 'old' in one && 'new' in one)) return undefined;
  const revision = (key: 'old' | 'new') =>
    files.map(([file, own]): File => {
      // What one revision has not is null there; a missing number is none, not one that is not finite.
      const known = own.map(([name, value]) => [name, asRecord(value)?.[key]] as const);
      return [file, Object.fromEntries(known.filter(([, value]) => value !== null))];
    });
  return { old: revision('old'), new: revision('new') };
}
