import { showReceived } from '@proofmark/documents';
import {
  asList,
  asRecord,
  finite,
  flattenNumbers,
  type Imported,
  parsePythonJson,
  refuseImport,
  requireRecord,
  type Source,
} from './imported.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * What Evidently writes: `snapshot.json()` or `snapshot.dumps()` from 0.7 on, the report or the test suite of earlier
 * versions. Results by label have the label in brackets; what was tested is not taken over, since gates decide here: of
 * a test suite the numbers that its tests are about.
 */
export function importEvidently(source: Source): Imported {
  const { where } = source;
  const root = requireRecord(parsePythonJson(source), where, 'a snapshot');
  const found: Imported = { values: [], notes: [] };
  const metrics = asList(root.metrics);
  if (metrics) {
    for (const [i, entry] of metrics.entries()) addMetric(entry, `${where}: metrics[${i}]`, found);
    return found;
  }
  if (root.metric_results !== undefined) return addDumped(root, where, found);
  const tests = asList(root.tests);
  if (tests === undefined) {
    throw refuseImport(
      where,
      'metrics: expected a list, as snapshot.json() writes it; or metric_results, as dumps() does, or the tests of a test suite',
    );
  }
  for (const [i, entry] of tests.entries()) addTest(entry, `${where}: tests[${i}]`, found);
  return found;
}

function addMetric(entry: unknown, where: string, found: Imported): void {
  const metric = requireRecord(entry, where, 'a metric');
  if (typeof metric.metric === 'string') {
    flattenNumbers(metric.result, metric.metric, found, where);
    return;
  }
  const shown = metric.metric_name ?? metric.metric_id;
  if (typeof shown !== 'string') throw refuseImport(where, 'metric_name: expected a text');
  addValue(shown.replace(/\(\)$/, ''), metric.value, where, found);
}

function addValue(name: string, given: unknown, where: string, found: Imported): void {
  const value = finite(given);
  if (value !== undefined) found.values.push({ metric: name, value });
  else if (asRecord(given)) flattenNumbers(given, name, found, where);
  else found.notes.push(`${name}: no finite number`);
}

/** `dumps()`: results by id; those that are only needed by others are not of the report. */
function addDumped(root: Fields, where: string, found: Imported): Imported {
  const results = requireRecord(root.metric_results, `${where}: metric_results`, 'results by id');
  const ids = asList(root.top_level_metrics) ?? Object.keys(results);
  for (const [i, id] of ids.entries()) {
    if (typeof id !== 'string' || !Object.hasOwn(results, id)) {
      const place = `${where}: top_level_metrics[${i}]`;
      throw refuseImport(place, `expected an id of metric_results, received ${showReceived(id)}`);
    }
    const place = `${where}: metric_results.${id}`;
    const result = requireRecord(results[id], place, 'a result');
    addValue(nameOf(result, place), simplify(result), place, found);
  }
  return found;
}

/** As `snapshot.json()` names it: `F1Score(classification_name=default,conf_matrix=True)`. */
function nameOf(result: Fields, where: string): string {
  const { type, ...params } = requireRecord(
    asRecord(asRecord(result.metric_value_location)?.metric)?.params,
    `${where}.metric_value_location.metric.params`,
    'the parameters of a metric',
  );
  if (typeof type !== 'string') {
    throw refuseImport(`${where}.metric_value_location.metric.params`, 'type: expected a text');
  }
  const shown = Object.entries(params).flatMap(([key, value]) => {
    if (key.endsWith('tests') || value === null || asRecord(value)) return [];
    const items = asList(value) ?? [value];
    return items.length === 0 ? [] : [`${key}=${items.map(showPython).join(',')}`];
  });
  const name = type.replace(/^.*:/s, '');
  return shown.length === 0 ? name : `${name}(${shown.join(',')})`;
}

function showPython(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'None');
}

/** A result as `snapshot.json()` has it: a number, or numbers by label and by `count`, `share`, `mean`, `std`. */
function simplify(result: Fields): unknown {
  if (result.value !== undefined) return result.value;
  const parts = ['counts', 'shares', 'count', 'share', 'mean', 'std'].filter((key) => asRecord(result[key]));
  if (parts.length > 0) return Object.fromEntries(parts.map((key) => [key, inner(result[key])]));
  return inner(result.values);
}

/** A single value, or such by label, which may be any text. */
function inner(value: unknown): unknown {
  const record = asRecord(value);
  if (record === undefined) return value;
  if (record.value === null || typeof record.value === 'number') return record.value;
  return Object.fromEntries(Object.entries(record).map(([label, one]) => [label, asRecord(one)?.value]));
}

/** A test that two conditions share one number with is one metric. */
function addTest(entry: unknown, where: string, found: Imported): void {
  const { name, status, parameters } = requireRecord(entry, where, 'a test');
  if (typeof name !== 'string') throw refuseImport(where, 'name: expected a text');
  const { value, label, column_name: column } = asRecord(parameters) ?? {};
  const of = [
    ...(label === undefined ? [] : [`label=${showPython(label)}`]),
    ...(column === undefined ? [] : [`column=${showPython(column)}`]),
  ];
  const metric = of.length === 0 ? name : `${name}[${of.join(',')}]`;
  const number = finite(value);
  if (number === undefined) {
    const why = status === 'ERROR' || status === 'SKIPPED' ? `, the test ended as ${status}` : '';
    found.notes.push(`${metric}: no finite number${why}`);
  } else if (!found.values.some((known) => known.metric === metric && known.value === number)) {
    found.values.push({ metric, value: number });
  }
}
