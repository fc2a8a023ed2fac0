type Setting = {
  /** The path of what it sets in the section `evaluation`. */
  key: string;
  kind: 'string' | 'number' | 'list';
  /** What stands behind the flag in `--help`. */
  value: string;
  description: string;
};

/**
 * What a command line or the inputs of an action may say in place of the configuration, by the name of the flag or
 * input. What is rarer (bins of slices, baselines in columns of the same file) stands in the configuration alone.
 */
export const evaluationSettings = {
  task: {
    key: 'task',
    kind: 'string',
    value: 'task',
    description: 'binary, multiclass, multilabel, regression, ranking, forecast, scores or aggregates.',
  },
  id: { key: 'columns.id', kind: 'string', value: 'column', description: 'Column that identifies a row.' },
  label: {
    key: 'columns.label',
    kind: 'string',
    value: 'column',
    description: 'Column with the true value.',
  },
  score: {
    key: 'columns.score',
    kind: 'string',
    value: 'column',
    description: 'Column with the score; binary: probability of the positive class; else the prediction.',
  },
  'baseline-score': {
    key: 'columns.baseline-score',
    kind: 'string',
    value: 'column',
    description: 'Column with the score of the baseline, in the same file.',
  },
  prediction: {
    key: 'columns.prediction',
    kind: 'string',
    value: 'column',
    description: 'Multiclass, multilabel: column of the prediction; of 0 and 1 by name: predicted_{class}.',
  },
  'class-scores': {
    key: 'columns.scores',
    kind: 'string',
    value: 'pattern',
    description: 'Multiclass: columns of the probabilities by name: p_{class}.',
  },
  query: {
    key: 'columns.query',
    kind: 'string',
    value: 'column',
    description: 'Ranking: column of the query that an item answers.',
  },
  rank: {
    key: 'columns.rank',
    kind: 'string',
    value: 'column',
    description: 'Ranking: column of the place of an item, 1 the best, instead of a score.',
  },
  series: {
    key: 'columns.series',
    kind: 'string',
    value: 'column',
    description: 'Forecast: column of the series that a row belongs to.',
  },
  quantiles: {
    key: 'columns.quantiles',
    kind: 'string',
    value: 'pattern',
    description: 'Forecast: columns of quantiles by name: q_{quantile}.',
  },
  scores: {
    key: 'scores',
    kind: 'list',
    value: 'columns',
    description: 'Scores: columns of scores, where higher is better; repeats of an id are averaged.',
  },
  positive: {
    key: 'positive',
    kind: 'string',
    value: 'label',
    description: 'Binary: the label that counts as positive.',
  },
  threshold: {
    key: 'threshold',
    kind: 'number',
    value: 'number',
    description: 'Binary: a score of at least this predicts the positive class.',
  },
  classes: {
    key: 'classes',
    kind: 'list',
    value: 'names',
    description:
      'Multiclass: the classes whose probabilities an ONNX model gives, in order, where it does not name them.',
  },
  'on-missing-features': {
    key: 'on-missing-features',
    kind: 'string',
    value: 'policy',
    description: 'Features that are null: fail, or warn and give them to the ONNX model as NaN.',
  },
  metrics: { key: 'metrics', kind: 'list', value: 'names', description: 'Metrics to compute.' },
  slices: {
    key: 'slices',
    kind: 'list',
    value: 'columns',
    description: 'Columns whose values are evaluated each on its own; crossed ones: origin x weekday.',
  },
  weight: { key: 'weight', kind: 'string', value: 'column', description: 'Column of the weights of rows.' },
  cluster: {
    key: 'cluster',
    kind: 'string',
    value: 'column',
    description: 'Column whose equal values mark rows that are not independent: a user, a day.',
  },
  import: {
    key: 'import.format',
    kind: 'string',
    value: 'format',
    description: 'The tool that computed the results: dvc, mlflow, lm-eval, promptfoo, sklearn and others.',
  },
  results: {
    key: 'import.candidate',
    kind: 'string',
    value: 'file',
    description: 'File with the results of the candidate; of mlflow the id of its run.',
  },
  'baseline-results': {
    key: 'import.baseline',
    kind: 'string',
    value: 'file',
    description: 'The same of the baseline.',
  },
  store: {
    key: 'import.store',
    kind: 'string',
    value: 'place',
    description: 'Of mlflow: its SQLite database, or the address of the tracking server.',
  },
} as const satisfies Readonly<Record<string, Setting>>;

type Settings = typeof evaluationSettings;
export type SettingName = keyof Settings;
type CamelCase<Name> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;
type ValueOf<Kind> = Kind extends 'number' ? number : Kind extends 'list' ? readonly string[] : string;

/** The settings as read: `baseline-score` is `baselineScore`. */
export type EvaluationSettings = {
  readonly [Name in SettingName as CamelCase<Name>]?: ValueOf<Settings[Name]['kind']> | undefined;
};

/** A comma, but not one in brackets: `pass_rate[score=em,strict]`. */
const SEPARATOR = /,(?![^[\]]*\])/;

/** What is given, by its path in the section. The items of lists may also be separated by commas. */
export function readSettings(given: EvaluationSettings): [key: string, value: unknown][] {
  const values: Readonly<Record<string, unknown>> = given;
  return Object.entries(evaluationSettings).flatMap(([name, { key }]): [string, unknown][] => {
    const value = values[name.replace(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase())];
    if (!Array.isArray(value)) return value === undefined ? [] : [[key, value]];
    const items = value.flatMap((text: string) => text.split(SEPARATOR)).map((item) => item.trim());
    const named = items.filter((item) => item !== '');
    return named.length === 0 ? [] : [[key, key === 'slices' ? named.map(sliceOf) : named]];
  });
}

/** A slice as gates name it: `origin`, or crossed `origin x weekday`. */
function sliceOf(name: string): string | { columns: string[] } {
  const columns = name.split(' x ');
  return columns.length === 1 ? name : { columns };
}

/**
 * Says in a message, at keys of the section, which flag or input sets them too: at all of them where something is
 * missing, else at those that `given` set, since their user may never have seen the key.
 */
export function nameSettings(
  message: string,
  given: EvaluationSettings,
  show: (name: SettingName) => string,
): string {
  const isMissing = / is missing\b|received none/.test(message);
  const typed = new Set(readSettings(given).map(([key]) => key));
  const byKey = new Map<string, string>(
    Object.entries(evaluationSettings).map(([name, { key }]) => [key, name]),
  );
  return message.replace(/\bevaluation\.([a-z]+(?:[.-][a-z]+)*)/g, (found, key: string) => {
    const name = byKey.get(key) as SettingName | undefined;
    return name !== undefined && (isMissing || typed.has(key)) ? `${found} or ${show(name)}` : found;
  });
}
