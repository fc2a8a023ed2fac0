import { stat } from 'node:fs/promises';
import {
  type Config,
  check,
  type Evaluation,
  EvaluationSection,
  readConfig,
  UserError,
  writeDocument,
} from '@proofmark/documents';
import { loadOnnxRuntime, openEngine } from '@proofmark/engine';
import { evaluate } from '@proofmark/evaluate';
import { profileRows } from './profile-rows.ts';
import { documentPath, engineOptions, pathIn, provenanceOf, showPath, type Workplace } from './workplace.ts';

/** What a command line or an action may say instead of the configuration. */
export type EvaluateOptions = {
  predictions?: readonly string[] | undefined;
  baselinePredictions?: readonly string[] | undefined;
  model?: string | undefined;
  baselineModel?: string | undefined;
  task?: string | undefined;
  id?: string | undefined;
  label?: string | undefined;
  score?: string | undefined;
  baselineScore?: string | undefined;
  threshold?: number | undefined;
};

export type EvaluateOutcome = { evaluation: Evaluation; path: string; profilePath: string };

/** Measures the candidate (and the baseline), and profiles the rows it was measured on. Writes both documents. */
export async function evaluateModel(
  place: Workplace,
  options: EvaluateOptions = {},
): Promise<EvaluateOutcome> {
  const { model, section } = await settle(place, options);
  const engine = await openEngine(engineOptions(place));
  try {
    const evaluation = await evaluate(
      { model, evaluation: section, workDirectory: place.directory },
      engine,
      { logger: place.logger, onnx: () => loadOnnxRuntime(engineOptions(place)) },
    );
    const path = documentPath(place, 'evaluation');
    const profilePath = documentPath(place, 'profile');
    const provenance = provenanceOf(place);
    const profile = await profileRows(engine, section, evaluation, place.logger);
    await writeDocument(path, 'evaluation', { ...evaluation, provenance });
    await writeDocument(profilePath, 'profile', { ...profile, provenance });
    return {
      evaluation: { ...evaluation, provenance },
      path: showPath(place, path),
      profilePath: showPath(place, profilePath),
    };
  } finally {
    await engine.close();
  }
}

/** The section of the configuration with the overrides in it; without a configuration the overrides must be complete. */
async function settle(
  place: Workplace,
  options: EvaluateOptions,
): Promise<{ model: string; section: EvaluationSection }> {
  const config = await optionalConfig(place, options);
  if (config && !config.evaluation && !options.predictions && !options.model) {
    throw new UserError(
      'config-invalid',
      `${place.config}: evaluation is missing: expected evaluation: {task: binary, predictions: FILE}`,
    );
  }
  const { columns, ...base } = config?.evaluation ?? {};
  const merged = withoutAbsent({
    ...base,
    ...withoutAbsent({
      task: options.task,
      predictions: options.predictions?.length ? [...options.predictions] : undefined,
      'baseline-predictions': options.baselinePredictions?.length
        ? [...options.baselinePredictions]
        : undefined,
      model: options.model,
      'baseline-model': options.baselineModel,
      threshold: options.threshold,
    }),
    columns: {
      ...columns,
      ...withoutAbsent({
        id: options.id,
        label: options.label,
        score: options.score,
        'baseline-score': options.baselineScore,
      }),
    },
  });
  const section = check(EvaluationSection, merged, { what: 'evaluation', code: 'config-invalid' });
  return { model: config?.model ?? 'model', section };
}

async function optionalConfig(place: Workplace, options: EvaluateOptions): Promise<Config | undefined> {
  const path = pathIn(place, place.config);
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  const isComplete = options.task !== undefined && (options.predictions?.length ?? 0) > 0;
  return exists || !isComplete ? (await readConfig(path)).config : undefined;
}

function withoutAbsent(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
