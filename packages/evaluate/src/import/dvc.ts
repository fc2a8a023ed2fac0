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
 * Metrics of DVC: a metrics file itself (JSON, YAML or TOML, nested, or one number), or what `dvc metrics show --json`
 * prints. Names are dotted paths; of several files each name begins with its file.
 */
export function importDvc(source: Source): Imported {
  const found: Imported = { values: [], notes: [] };
  const root = parse(source);
  refuseDiff(root, source.where);
  const files = shownFiles(root, source.where);
  if (files === undefined) flattenNumbers(unwrap(root), '', found, source.where);
  else {
    const single = files.length === 1;
    for (const [file, data] of files) {
      const prefix = single ? '' : file;
      flattenNumbers(unwrap(data), prefix, found, source.where);
    }
  }
  return found;
}

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

/** DVC takes a list of one for its element, and longer ones for text. */
function unwrap(value: unknown): unknown {
  const list = asList(value);
  if (list !== undefined) return list.length === 1 ? unwrap(list[0]) : undefined;
  const record = asRecord(value);
  if (record === undefined) return value;
  return Object.fromEntries(Object.entries(record).map(([key, inner]) => [key, unwrap(inner)]));
}

/** The files of `dvc metrics show --json`, of its one revision: `{"": {"data": {"metrics.json": {"data": …}}}}`. */
function shownFiles(root: unknown, where: string): [file: string, data: unknown][] | undefined {
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

/** `dvc metrics diff --json` has both revisions in one: `{"metrics.json": {"auc": {"old": …, "new": …}}}`. */
function refuseDiff(root: unknown, where: string): void {
  const metrics = Object.values(asRecord(root) ?? {}).flatMap((file) => Object.values(asRecord(file) ?? {}));
  const isDiff = (value: unknown) => {
    const record = asRecord(value);
    return record !== undefined && 'old' in record && 'new' in record;
  };
  if (metrics.length === 0 || !metrics.every(isDiff)) return;
  throw refuseImport(
    where,
    'expected the metrics of one revision, received those of dvc metrics diff; give the metrics file of each as candidate and baseline, or dvc metrics show --json of each',
  );
}
