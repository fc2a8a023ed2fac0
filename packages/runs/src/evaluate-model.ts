import { type Evaluation, writeDocument } from '@proofmark/documents';
import { loadOnnxRuntime, openEngine } from '@proofmark/engine';
import { evaluate } from '@proofmark/evaluate';
import { profileRows } from './profile-rows.ts';
import { locating } from './read-inputs.ts';
import { type EvaluateOptions, settleEvaluation } from './settle-evaluation.ts';
import { documentPath, engineOptions, provenanceOf, showPath, type Workplace } from './workplace.ts';

export type EvaluateOutcome = { evaluation: Evaluation; path: string; profilePath: string };

/** Measures the candidate (and the baseline), and profiles the rows it was measured on. Writes both documents. */
export async function evaluateModel(
  place: Workplace,
  options: EvaluateOptions = {},
): Promise<EvaluateOutcome> {
  const { model, section, source, gateMetrics } = await settleEvaluation(place, options);
  const engine = await openEngine(engineOptions(place));
  try {
    const spec = { model, evaluation: section, workDirectory: place.directory, gateMetrics };
    const ports = { logger: place.logger, onnx: () => loadOnnxRuntime(engineOptions(place)) };
    const evaluation = await locating(source, () => evaluate(spec, engine, ports));
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
