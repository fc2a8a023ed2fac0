import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Evaluation, type EvaluationSection, UserError, writeDocument } from '@proofmark/documents';
import { loadOnnxRuntime } from '@proofmark/engine';
import {
  askServer,
  attachRecorded,
  evaluate,
  type ImportedSection,
  importAggregates,
  importRows,
} from '@proofmark/evaluate';
import { nameSettings, type SettingName } from './evaluation-settings.ts';
import { type BaselinePorts, type FoundBaseline, findBaseline } from './find-baseline.ts';
import { pastMeasures, readHistory, readHistoryFile } from './history.ts';
import { engineSection, openEngineOf, packagePlaces } from './open-engine.ts';
import { profileRows } from './profile-rows.ts';
import { locating } from './read-inputs.ts';
import { runCommand } from './run-command.ts';
import { type EvaluateOptions, type SettledEvaluation, settleEvaluation } from './settle-evaluation.ts';
import {
  checkOut,
  documentPath,
  filesOf,
  pathIn,
  provenanceOf,
  showPath,
  type Workplace,
} from './workplace.ts';

/** `profilePath` is undefined where there are no rows to profile. */
export type EvaluateOutcome = { evaluation: Evaluation; path: string; profilePath: string | undefined };

export type EvaluateModelPorts = {
  /** Where earlier evaluations are kept; without it only files are a baseline. */
  baseline?: BaselinePorts | undefined;
  /** A file of history, as the branch `proofmark` holds it, for measures whose past runs are there. */
  history?: string | undefined;
  mlflowToken?: string | undefined;
  /** How the user names a setting beside the configuration: `--query`, "input query". */
  showSetting?: ((name: SettingName) => string) | undefined;
};

/** Measures the candidate (and the baseline), and profiles the rows it was measured on. Writes both documents. */
export async function evaluateModel(
  place: Workplace,
  options: EvaluateOptions = {},
  ports: EvaluateModelPorts = {},
): Promise<EvaluateOutcome> {
  checkOut(place);
  const settled = await settleEvaluation(place, options);
  try {
    return await locating(settled.source, () => measureAndWrite(place, settled, ports));
  } catch (error) {
    const { showSetting } = ports;
    if (!showSetting || !(error instanceof UserError)) throw error;
    const { code, location } = error;
    throw new UserError(code, nameSettings(error.message, options, showSetting), { cause: error, location });
  }
}

async function measureAndWrite(
  place: Workplace,
  settled: SettledEvaluation,
  ports: EvaluateModelPorts,
): Promise<EvaluateOutcome> {
  const { model, section } = settled;
  const wanted = section.baseline;
  const found = wanted === undefined ? undefined : await findBaseline(place, wanted, model, ports.baseline);
  if (section.run !== undefined) await runUsersCommand(place, section, section.run);
  const path = documentPath(place, 'evaluation');
  const profilePath = documentPath(place, 'profile');
  const provenance = provenanceOf(place);
  const measured = await measure(place, { ...settled, section: withModel(section, found) }, ports);
  const evaluation = {
    ...(found?.kind === 'evaluation'
      ? attachRecorded(measured.evaluation, found.recorded, found.evaluation)
      : measured.evaluation),
    provenance,
  };
  await writeDocument(path, 'evaluation', evaluation);
  // A profile of other rows, from an earlier run, would be released with this evaluation.
  if (measured.profile) await writeDocument(profilePath, 'profile', { ...measured.profile, provenance });
  else await rm(profilePath, { force: true });
  return {
    evaluation,
    path: showPath(place, path),
    profilePath: measured.profile && showPath(place, profilePath),
  };
}

function withModel(section: EvaluationSection, found: FoundBaseline | undefined): EvaluationSection {
  return found?.kind === 'model' ? { ...section, 'baseline-model': found.path } : section;
}

async function runUsersCommand(place: Workplace, section: EvaluationSection, run: string): Promise<void> {
  const writes = filesOf(section.predictions ?? section.import?.candidate ?? []);
  if (writes.length === 0 || section.import?.format === 'mlflow') {
    throw new UserError(
      'config-invalid',
      'evaluation.run: expected evaluation.predictions, the file that the command writes',
    );
  }
  const spec = { run, directory: place.directory, writes, timeoutMinutes: section['run-timeout'] };
  await runCommand(spec, place.logger);
}

async function measure(
  place: Workplace,
  { model, section, gateMetrics }: SettledEvaluation,
  ports: EvaluateModelPorts,
) {
  const { mlflowToken } = ports;
  if (section.task === 'aggregates' && section.import) {
    const spec = { model, import: section.import, workDirectory: place.directory };
    const evaluation = await importAggregates(spec, { ask: askServer, mlflowToken });
    place.logger.info(
      `${evaluation.metrics.length} metrics imported; aggregates only: comparisons will be unpaired`,
    );
    for (const note of evaluation.notes ?? []) place.logger.info(`Not taken over: ${note}`);
    return { evaluation, profile: undefined };
  }
  const scratch = pathIn(place, join(place.out, 'imported.rows'));
  const engine = await openEngineOf(place, await engineSection(place));
  try {
    const { section: evaluated, bind } = await withRows(place, section, scratch);
    const pastMeasures = await recallMeasures(place, { model, section: evaluated }, ports);
    const spec = { model, evaluation: evaluated, workDirectory: place.directory, gateMetrics, pastMeasures };
    const means = { logger: place.logger, onnx: () => loadOnnxRuntime(packagePlaces(place)) };
    const evaluation = bind(await evaluate(spec, engine, means));
    for (const note of evaluation.notes ?? []) place.logger.info(`Not taken over: ${note}`);
    return { evaluation, profile: await profileRows(engine, evaluated, evaluation, place.logger) };
  } finally {
    await engine.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

/** What the branch `proofmark`, or a file of it, holds of the measures that ask for it. */
async function recallMeasures(
  place: Workplace,
  { model, section }: Pick<SettledEvaluation, 'model' | 'section'>,
  { baseline, history }: EvaluateModelPorts,
) {
  if (!section.measures.some((measure) => measure.history === 'branch')) return undefined;
  if (history !== undefined) {
    return pastMeasures(await readHistoryFile(pathIn(place, history)), place.commit);
  }
  return baseline && pastMeasures(await readHistory(baseline.branch, model), baseline.head);
}

/** Rows of another tool become prediction files first. */
function withRows(
  place: Workplace,
  section: EvaluationSection,
  scratch: string,
): Promise<ImportedSection> | ImportedSection {
  const { import: from, task } = section;
  if (from === undefined || task !== 'scores') return { section, bind: (evaluation) => evaluation };
  return importRows({ ...section, import: from }, place.directory, scratch);
}
