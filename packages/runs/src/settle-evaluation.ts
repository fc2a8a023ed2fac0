import { existsSync } from 'node:fs';
import { type Config, check, EvaluationSection, UserError, type YamlSource } from '@proofmark/documents';
import { readConfigOf } from './read-inputs.ts';
import { pathIn, type Workplace } from './workplace.ts';

/** The name of a model that is evaluated without a configuration. */
export const UNNAMED_MODEL = 'model';

/** What a command line or an action may say instead of the configuration. */
export type EvaluateOptions = {
  predictions?: readonly string[] | undefined;
  baselinePredictions?: readonly string[] | undefined;
  model?: string | undefined;
  baselineModel?: string | undefined;
  baseline?: string | undefined;
  task?: string | undefined;
  id?: string | undefined;
  label?: string | undefined;
  score?: string | undefined;
  baselineScore?: string | undefined;
  threshold?: number | undefined;
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
  if (config && !config.evaluation && !options.predictions && !options.model) {
    throw new UserError(
      'config-invalid',
      `${place.config}: evaluation is missing: expected evaluation: {task: binary, predictions: FILE}`,
    );
  }
  const { columns, ...base } = config?.evaluation ?? {};
  const replaced = supersededBy(options);
  const merged = withoutAbsent({
    ...without(base, replaced),
    ...withoutAbsent({
      task: options.task,
      predictions: options.predictions?.length ? [...options.predictions] : undefined,
      'baseline-predictions': options.baselinePredictions?.length
        ? [...options.baselinePredictions]
        : undefined,
      model: options.model,
      'baseline-model': options.baselineModel,
      baseline: options.baseline,
      threshold: options.threshold,
    }),
    columns: {
      ...without(columns ?? {}, replaced),
      ...withoutAbsent({
        id: options.id,
        label: options.label,
        score: options.score,
        'baseline-score': options.baselineScore,
      }),
    },
  });
  const section = check(EvaluationSection, merged, { what: 'evaluation', code: 'config-invalid' });
  return {
    model: config?.model ?? UNNAMED_MODEL,
    section,
    source,
    gateMetrics: (config?.gates ?? []).flatMap(({ metric }) => (metric === undefined ? [] : [metric])),
  };
}

/** What is named on the spot takes the place of everything in the file that says the same in another way. */
function supersededBy(options: EvaluateOptions): readonly string[] {
  const hasBaseline = options.baselineModel !== undefined || (options.baselinePredictions?.length ?? 0) > 0;
  return [
    ...(options.predictions?.length ? ['model', 'rows', 'baseline-model'] : []),
    ...(options.model === undefined ? [] : ['predictions', 'baseline-score']),
    ...(hasBaseline ? ['baseline', 'baseline-model', 'baseline-predictions', 'baseline-score'] : []),
    ...(options.baseline === undefined ? [] : ['baseline-model', 'baseline-predictions', 'baseline-score']),
  ];
}

async function optionalConfig(
  place: Workplace,
  options: EvaluateOptions,
): Promise<{ config: Config | undefined; source: YamlSource | undefined }> {
  const exists = existsSync(pathIn(place, place.config));
  const isComplete = options.task !== undefined && (options.predictions?.length ?? 0) > 0;
  return exists || !isComplete ? readConfigOf(place) : { config: undefined, source: undefined };
}

function without(values: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}

function withoutAbsent(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
