import {
  asRecord,
  finite,
  type Imported,
  type ImportedValue,
  parsePythonJson,
  requireRecord,
  type Source,
} from './imported.ts';

const averages = {
  'macro avg': 'macro',
  'weighted avg': 'weighted',
  'micro avg': 'micro',
  'samples avg': 'samples',
};
const names: Readonly<Record<string, string>> = {
  precision: 'precision',
  recall: 'recall',
  'f1-score': 'f1',
};

/**
 * `classification_report(…, output_dict=True)` of scikit-learn. Recall of a class is a share of its support, accuracy
 * one of all rows; for precision and F1 the report does not hold what their spread would follow from.
 */
export function importSklearn(source: Source): Imported {
  const report = requireRecord(parsePythonJson(source), source.where, 'a classification report');
  const values = Object.entries(report).flatMap(([key, entry]): ImportedValue[] => {
    const single = finite(entry);
    const total = wholeSupport(asRecord(report['macro avg']));
    if (key === 'accuracy' && single !== undefined) {
      return [{ metric: 'accuracy', direction: 'higher', value: single, ...shareOf(single, total) }];
    }
    const record = requireRecord(entry, `${source.where}: ${key}`, 'precision, recall, f1-score and support');
    const average = Object.hasOwn(averages, key) ? averages[key as keyof typeof averages] : undefined;
    return Object.entries(names).flatMap(([column, name]): ImportedValue[] => {
      const value = finite(record[column]);
      if (value === undefined) return [];
      const isShare = name === 'recall' && average === undefined;
      return [
        {
          metric: average === undefined ? `${name}[class=${key}]` : `${name}_${average}`,
          direction: 'higher',
          value,
          ...(isShare && shareOf(value, wholeSupport(record))),
        },
      ];
    });
  });
  return { values, notes: [] };
}

function wholeSupport(record: Readonly<Record<string, unknown>> | undefined): number | undefined {
  const support = finite(record?.support);
  return support !== undefined && Number.isSafeInteger(support) && support > 0 ? support : undefined;
}

/** With sample weights the support is no count of rows, and the value no share of it. */
function shareOf(value: number, rows: number | undefined): { rows?: number; share?: true } {
  if (rows === undefined || value < 0 || value > 1) return {};
  return Math.abs(value * rows - Math.round(value * rows)) < 1e-6 ? { rows, share: true } : { rows };
}
