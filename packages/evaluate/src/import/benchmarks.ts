import { showReceived } from '@proofmark/documents';
import {
  asList,
  finite,
  type Imported,
  parsePythonJson,
  refuseImport,
  requireRecord,
  type Source,
} from './imported.ts';

/** Custom results of github-action-benchmark: `[{name, unit, value, range?, extra?}]`. Nobody says what `range` is. */
export function importActionBenchmark(source: Source): Imported {
  const { where } = source;
  const list = asList(parsePythonJson(source));
  if (list === undefined) throw refuseImport(where, 'expected a list of {name, unit, value}');
  const found: Imported = { values: [], notes: [] };
  for (const [i, entry] of list.entries()) {
    const { name, value, range } = requireRecord(entry, `${where}: [${i}]`, 'a benchmark');
    if (typeof name !== 'string') {
      throw refuseImport(where, `[${i}].name: expected a text, received ${showReceived(name)}`);
    }
    add(name, value, range === undefined ? undefined : 'range', found);
  }
  return found;
}

/** Bencher Metric Format: `{benchmark: {measure: {value, lower_value?, upper_value?}}}`. */
export function importBencher(source: Source): Imported {
  const { where } = source;
  const root = requireRecord(parsePythonJson(source), where, 'measures by benchmark');
  const found: Imported = { values: [], notes: [] };
  for (const [benchmark, measures] of Object.entries(root)) {
    const record = requireRecord(measures, `${where}: ${benchmark}`, 'measures by name');
    for (const [measure, entry] of Object.entries(record)) {
      const at = `${where}: ${benchmark}.${measure}`;
      const { value, lower_value: lower, upper_value: upper } = requireRecord(entry, at, '{value}');
      const bounds = lower === undefined && upper === undefined ? undefined : 'lower_value and upper_value';
      add(`${benchmark}.${measure}`, value, bounds, found);
    }
  }
  return found;
}

function add(metric: string, raw: unknown, unused: string | undefined, found: Imported): void {
  const value = finite(raw);
  if (value === undefined) {
    found.notes.push(`${metric}: no finite number`);
    return;
  }
  found.values.push({ metric, value });
  if (unused !== undefined)
    found.notes.push(`${metric}: ${unused} not taken over: the format does not say what it is`);
}
