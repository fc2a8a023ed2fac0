import {
  asRecord,
  finite,
  type Imported,
  type ImportedValue,
  parsePythonJson,
  requireRecord,
  type Source,
} from './imported.ts';

/** Metrics of lm-eval that are the share of documents that are right. */
const shares = /^(acc|acc_norm|exact_match|em)$/;

/**
 * Results of the language model evaluation harness: `results_<date>.json`. Names are `task.metric`, with the filter
 * behind a comma where there is one. The direction, the standard error and the number of documents are in the file.
 */
export function importLmEval(source: Source): Imported {
  const { where } = source;
  const root = requireRecord(parsePythonJson(source), where, 'an object');
  const results = requireRecord(root.results, `${where}: results`, 'the results by task');
  const notes: string[] = [];
  const values = Object.entries(results).flatMap(([task, metrics]) => {
    const record = requireRecord(metrics, `${where}: results.${task}`, 'metrics by name');
    return importTask(task, record, {
      rows: finite(asRecord(asRecord(root['n-samples'])?.[task])?.effective),
      higherIsBetter: asRecord(asRecord(root.higher_is_better)?.[task]),
      notes,
    });
  });
  const hashes = root.task_hashes;
  const isHashed = asRecord(hashes) !== undefined && Object.keys(hashes ?? {}).length > 0;
  return { values, notes, ...(isHashed && { testSet: JSON.stringify(hashes) }) };
}

function importTask(
  task: string,
  metrics: Readonly<Record<string, unknown>>,
  facts: {
    rows: number | undefined;
    higherIsBetter: Readonly<Record<string, unknown>> | undefined;
    notes: string[];
  },
): ImportedValue[] {
  return Object.entries(metrics).flatMap(([key, raw]): ImportedValue[] => {
    const [metric = '', filter = ''] = key.split(',');
    // A group's row holds " ": " "; names and the sizes of samples stand between the metrics.
    if (!key.includes(',') || metric.endsWith('_stderr')) return [];
    const name = `${task}.${metric}${filter === 'none' ? '' : `,${filter}`}`;
    const value = finite(raw);
    if (value === undefined) {
      facts.notes.push(`${name}: no finite number`);
      return [];
    }
    const standardError = finite(metrics[`${metric}_stderr,${filter}`]);
    const better = facts.higherIsBetter?.[metric];
    const rows = facts.rows !== undefined && Number.isSafeInteger(facts.rows) ? facts.rows : undefined;
    return [
      {
        metric: name,
        value,
        ...(standardError !== undefined && { standardError }),
        ...(rows !== undefined && rows > 0 && { rows }),
        ...(isShare(metric, value, standardError, rows) && { share: true as const }),
        ...(typeof better === 'boolean' && { direction: better ? ('higher' as const) : ('lower' as const) }),
      },
    ];
  });
}

/** By its name, and because its standard error is that of a share: √(p (1 − p) / (n − 1)). */
function isShare(
  metric: string,
  value: number,
  standardError: number | undefined,
  rows: number | undefined,
): boolean {
  if (!shares.test(metric) || standardError === undefined || rows === undefined || rows < 2) return false;
  if (value < 0 || value > 1 || Math.abs(value * rows - Math.round(value * rows)) > 1e-6) return false;
  return Math.abs(standardError - Math.sqrt((value * (1 - value)) / (rows - 1))) <= 1e-9;
}
