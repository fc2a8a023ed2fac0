import { parseYaml, showReceived } from '@proofmark/documents';
import {
  asList,
  asRecord,
  finite,
  type Imported,
  type ImportedValue,
  refuseImport,
  requireRecord,
  type Source,
} from './imported.ts';

/**
 * The `model-index` in the front matter of a model card, or a list of `.eval_results/*.yaml`. Names are
 * `dataset.metric`; the spread in "20.0 ± 1.2" is not taken over, since nobody says what it is.
 */
export function importHuggingFace({ text, where }: Source): Imported {
  const yaml = /^---\r?\n([\s\S]*?)\r?\n---\s*(?:\r?\n|$)/.exec(text)?.[1] ?? text;
  const { value } = parseYaml(yaml, where, 'predictions-invalid');
  const found: Imported & { sets: Set<string> } = { values: [], notes: [], sets: new Set() };
  const list = asList(value);
  if (list !== undefined)
    for (const [i, entry] of list.entries()) addEvalResult(entry, `${where}: [${i}]`, found);
  else addModelIndex(value, where, found);
  const { values, notes, sets } = found;
  return { values, notes, ...(sets.size > 0 && { testSet: [...sets].sort().join(' ') }) };
}

type Found = Imported & { sets: Set<string> };

function addModelIndex(value: unknown, where: string, found: Found): void {
  const index = asList(asRecord(value)?.['model-index']);
  if (index === undefined) {
    throw refuseImport(
      where,
      `expected model-index in the front matter, or a list of evaluation results, received ${showReceived(value)}`,
    );
  }
  if (index.length !== 1)
    throw refuseImport(where, `model-index: expected one model, received ${index.length}`);
  for (const [i, entry] of (asList(asRecord(index[0])?.results) ?? []).entries()) {
    const at = `${where}: model-index[0].results[${i}]`;
    const result = requireRecord(entry, at, 'a result');
    const dataset = requireRecord(result.dataset, `${at}.dataset`, 'a dataset');
    const name = [dataset.type, dataset.config].filter((part) => typeof part === 'string').join('/');
    found.sets.add([name, dataset.split, dataset.revision].filter(Boolean).join('@'));
    for (const [k, metric] of (asList(result.metrics) ?? []).entries()) {
      const { type, name: shown, value: raw } = requireRecord(metric, `${at}.metrics[${k}]`, 'a metric');
      addValue(`${name}.${String(type ?? shown)}`, raw, found);
    }
  }
}

function addEvalResult(entry: unknown, where: string, found: Found): void {
  const result = requireRecord(entry, where, 'an evaluation result');
  const { id, task_id: task, revision } = requireRecord(result.dataset, `${where}.dataset`, 'a dataset');
  if (typeof id !== 'string')
    throw refuseImport(where, `dataset.id: expected a text, received ${showReceived(id)}`);
  const name = [id, task].filter((part) => typeof part === 'string').join('.');
  found.sets.add([name, revision].filter(Boolean).join('@'));
  addValue(name, result.value, found);
}

function addValue(metric: string, raw: unknown, { values, notes }: Imported): void {
  const [, leading, rest = ''] =
    typeof raw === 'string' ? (/^\s*(-?\d+(?:\.\d+)?)(.*)$/.exec(raw) ?? []) : [];
  const value = finite(raw) ?? (leading === undefined ? undefined : finite(Number(leading)));
  if (value === undefined) {
    notes.push(`${metric}: no finite number`);
    return;
  }
  if (rest.trim() !== '')
    notes.push(`${metric}: ${showReceived(rest.trim())} behind the number was not taken over`);
  const stated: ImportedValue = { metric, value };
  values.push(stated);
}
