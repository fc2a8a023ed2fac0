import { existsSync } from 'node:fs';
import { type Config, check, EvaluationSection, UserError, type YamlSource } from '@proofmark/documents';
import { type EvaluationSettings, readSettings } from './evaluation-settings.ts';
import { readConfigOf } from './read-inputs.ts';
import { pathIn, type Workplace } from './workplace.ts';

/** The name of a model that is evaluated without a configuration. */
export const UNNAMED_MODEL = 'model';

/** What a command line or an action may say instead of the configuration. */
export type EvaluateOptions = EvaluationSettings & {
  predictions?: readonly string[] | undefined;
  baselinePredictions?: readonly string[] | undefined;
  model?: string | undefined;
  baselineModel?: string | undefined;
  baseline?: string | undefined;
};

export type SettledEvaluation = {
  model: string;
  section: EvaluationSection;
  source: YamlSource | undefined;
  gateMetrics: string[];
};

/** The section of the configuration with the overrides in it; without a configuration the overrides must be complete. */
export async function settleEvaluation(
  place: Workplace,
  options: EvaluateOptions,
): Promise<SettledEvaluation> {
  const { config, source } = await optionalConfig(place, options);
  if (config && !config.evaluation && !named(options.predictions) && !options.model && !options.results) {
    throw new UserError(
      'config-invalid',
      `${place.config}: evaluation is missing: expected evaluation: {task: binary, predictions: FILE}`,
    );
  }
  const { columns, import: imported, ...base } = config?.evaluation ?? {};
  const replaced = supersededBy(options);
  const settings = [
    // Results alone are aggregates; the task of an import that is configured is that of its results.
    ...(options.results === undefined || imported ? [] : [['task', 'aggregates'] as const]),
    ...readSettings(options),
  ];
  const under = (part: string) =>
    Object.fromEntries(
      settings.flatMap(([key, value]) => {
        const [head = '', rest] = key.split('.');
        return part === (rest === undefined ? '' : head) ? [[rest ?? head, value]] : [];
      }),
    );
  const importing = { ...without(imported ?? {}, replaced, 'import.'), ...under('import') };
  const merged = withoutAbsent({
    ...without(base, replaced),
    ...withoutAbsent({
      predictions: named(options.predictions),
      'baseline-predictions': named(options.baselinePredictions),
      model: options.model,
      'baseline-model': options.baselineModel,
      baseline: options.baseline,
    }),
    ...under(''),
    columns: { ...without(columns ?? {}, replaced, 'columns.'), ...under('columns') },
    import: Object.keys(importing).length === 0 ? undefined : importing,
  });
  const section = check(EvaluationSection, merged, { what: 'evaluation', code: 'config-invalid' });
  return {
    model: config?.model ?? UNNAMED_MODEL,
    section,
    source,
    gateMetrics: (config?.gates ?? []).flatMap(({ metric }) => (metric === undefined ? [] : [metric])),
  };
}

function named(list: readonly string[] | undefined): string[] | undefined {
  return list?.length ? [...list] : undefined;
}

const columnsOfBaseline = ['score', 'prediction', 'scores', 'rank', 'quantiles'].map(
  (name) => `columns.baseline-${name}`,
);
const baselineFiles = ['baseline', 'baseline-model', 'baseline-predictions'];
/** What only a model that is run has a use for. */
const ofModels = ['model', 'rows', 'features', 'on-missing-features', 'classes'];
const importKeys = ['format', 'candidate', 'baseline', 'store'].map((name) => `import.${name}`);

/** What is named on the spot takes the place of everything in the file that says the same in another way. */
function supersededBy(options: EvaluateOptions): readonly string[] {
  const { baseline, baselineModel, baselineScore, model, results } = options;
  const hasBaseline = [baseline, baselineModel, named(options.baselinePredictions)].some(Boolean);
  return [
    ...(named(options.predictions) ? [...ofModels, 'baseline-model', ...importKeys] : []),
    ...(model === undefined ? [] : ['predictions', 'columns.baseline-score', ...importKeys]),
    ...(results === undefined ? [] : [...ofModels, 'predictions', ...baselineFiles, ...columnsOfBaseline]),
    ...(hasBaseline ? [...baselineFiles, ...columnsOfBaseline] : []),
    ...(baselineScore === undefined ? [] : baselineFiles),
  ];
}

async function optionalConfig(
  place: Workplace,
  options: EvaluateOptions,
): Promise<{ config: Config | undefined; source: YamlSource | undefined }> {
  const exists = existsSync(pathIn(place, place.config));
  const isComplete =
    options.results !== undefined || (options.task !== undefined && named(options.predictions) !== undefined);
  return exists || !isComplete ? readConfigOf(place) : { config: undefined, source: undefined };
}

function without(
  values: Record<string, unknown>,
  keys: readonly string[],
  prefix = '',
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !keys.includes(`${prefix}${name}`)));
}

function withoutAbsent(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
