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

/**
 * A snapshot of Evidently: `snapshot.json()` from 0.7 on, or the report of earlier versions. Results by label have the
 * label in brackets; what was tested is not taken over, since gates decide here.
 */
export function importEvidently(source: Source): Imported {
  const { where } = source;
  const root = requireRecord(parsePythonJson(source), where, 'a snapshot');
  const metrics = asList(root.metrics);
  if (metrics === undefined) {
    throw refuseImport(
      where,
      'metrics: expected a list, as snapshot.json() writes it (not dumps(), and no test suite)',
    );
  }
  const found: Imported = { values: [], notes: [] };
  for (const [i, entry] of metrics.entries()) addMetric(entry, `${where}: metrics[${i}]`, found);
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
  const name = shown.replace(/\(\)$/, '');
  const value = finite(metric.value);
  if (value !== undefined) found.values.push({ metric: name, value });
  else if (asRecord(metric.value)) flattenNumbers(metric.value, name, found, where);
  else found.notes.push(`${name}: no finite number`);
}
