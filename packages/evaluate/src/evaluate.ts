import {
  type Evaluation,
  type EvaluationSection,
  type Logger,
  type Omission,
  type SliceSums,
  UserError,
} from '@proofmark/documents';
import type { Engine } from '@proofmark/engine';
import { findWeakSlices, formatCount, isMetric, requireMetric, summarise } from '@proofmark/metrics';
import { refuseMissingClusters } from './checks.ts';
import { showNames } from './columns.ts';
import { measureBudgets, type PastMeasures } from './measures.ts';
import { scoreClasses } from './model-class-rows.ts';
import { runModels } from './model-rows.ts';
import type { LoadOnnx } from './onnx.ts';
import { loadPredictions } from './predictions.ts';
import { prepareBinary } from './prepare-binary.ts';
import { prepareClasses } from './prepare-classes.ts';
import { prepareForecast } from './prepare-forecast.ts';
import { prepareRanking } from './prepare-ranking.ts';
import { prepareRegression } from './prepare-regression.ts';
import { prepareScores } from './prepare-scores.ts';
import type { NamedMetrics, Prepared } from './prepared.ts';
import { referenceInputs } from './references.ts';
import { refuseContradictions } from './section.ts';
import { chooseSlices, type SliceColumn, sliceColumns } from './slices.ts';

/** What to evaluate: the section of the configuration, its paths relative to `workDirectory`. */
export type EvaluateSpec = {
  /** The name of the model in the configuration. */
  model: string;
  evaluation: EvaluationSection;
  workDirectory: string;
  /** Metrics that gates name: measured too, where the rows allow it; the gate says what is wrong with the others. */
  gateMetrics?: readonly string[];
  /** Of measures with `history: branch`: their past values by name; undefined where no branch can be read. */
  pastMeasures?: PastMeasures | undefined;
};

export type EvaluatePorts = { logger: Logger; onnx: LoadOnnx };

/**
 * Evaluates a candidate, and a baseline on the same rows when there is one.
 * The engine must be fresh and share the work directory.
 * @throws UserError `config-invalid`, `data-missing`, `data-invalid`, `predictions-invalid`, `model-invalid`
 */
export async function evaluate(
  { model, evaluation: section, workDirectory, gateMetrics = [], pastMeasures }: EvaluateSpec,
  engine: Engine,
  { logger, onnx }: EvaluatePorts,
): Promise<Evaluation> {
  refuseContradictions(section);
  const named = { metrics: nameMetrics(section), gateMetrics };
  const slices = sliceColumns(section.slices);
  const references = referenceInputs(section, workDirectory);
  // Digests are taken while the engine reads predictions; a missing model should be missed before rows are read.
  if (section.model === undefined) references.catch(() => undefined);
  else await references;
  const prepared = await prepareRows(engine, section, slices, workDirectory, named, { logger, onnx });
  const { digest, metrics, classes, threshold, drawn, flips } = prepared;
  const { sums, omitted } = await sumCuts(engine, prepared, slices, logger);
  const rows = sums[0]?.rows ?? 0;
  const { candidate, baseline, files } = await references;
  const measures = await measureBudgets(engine, section, workDirectory, pastMeasures);
  const document: Evaluation = {
    document: 'proofmark/evaluation',
    version: '1.0',
    model,
    task: section.task,
    candidate,
    baseline,
    testSet: {
      files,
      rows,
      digest,
      ...(section.model !== undefined && section.rows?.sql !== undefined && { sql: section.rows.sql }),
    },
    classes,
    ...(threshold !== undefined && { threshold }),
    ...(section.cluster !== undefined && { cluster: section.cluster }),
    ...(section.weight !== undefined && { weight: section.weight }),
    metrics,
    sums,
    omitted,
    estimates: [],
    ...(measures.length > 0 && { measures }),
    ...(flips && { flips }),
    ...drawn,
  };
  const weakest = findWeakSlices(document);
  return { ...document, estimates: summarise(document), ...(weakest && { weakest }) };
}

/** The sums of all rows and of the slices that are kept. */
async function sumCuts(
  engine: Engine,
  prepared: Prepared,
  slices: readonly SliceColumn[],
  logger: Logger,
): Promise<{ sums: SliceSums[]; omitted: Omission[] }> {
  try {
    const sums = await prepared.sum(undefined);
    const unit = prepared.unit?.name ?? 'rows';
    logger.info(`${formatCount(sums[0]?.rows ?? 0)} ${unit}, ${prepared.sides.join(' and ')}`);
    const omitted: Omission[] = [];
    for (const slice of slices) {
      const kept = await chooseSlices(engine, slice, prepared.unit?.counted);
      omitted.push(...kept.omitted);
      if (kept.values.length > 0) sums.push(...(await prepared.sum(kept)));
    }
    return { sums, omitted };
  } finally {
    await prepared.close?.();
  }
}

/** The metrics as the configuration names them, checked as far as that is possible before classes are known. */
function nameMetrics({ metrics, task }: EvaluationSection): readonly string[] | undefined {
  const space = { task, classes: [] };
  const unknown = metrics?.filter((name) => !isMetric(name, space)) ?? [];
  const [first, ...others] = unknown;
  if (first !== undefined) {
    const where = `evaluation.metrics${others.length > 0 ? ` (unknown too: ${showNames(others)})` : ''}`;
    requireMetric(first, space, where, 'config-invalid');
  }
  return metrics;
}

async function prepareRows(
  engine: Engine,
  section: EvaluationSection,
  slices: readonly SliceColumn[],
  workDirectory: string,
  named: NamedMetrics,
  ports: EvaluatePorts,
): Promise<Prepared> {
  switch (section.task) {
    case 'multiclass':
    case 'multilabel':
      return prepareClasses(
        engine,
        section,
        section.task,
        slices,
        named,
        section.model === undefined ? undefined : await scoreClasses(engine, section, workDirectory, ports),
      );
    case 'ranking':
      return prepareRanking(engine, section, slices, named);
    case 'scores':
      return prepareScores(engine, section, slices, named);
    case 'forecast':
      return prepareForecast(engine, section, slices, named);
    case 'binary':
    case 'regression': {
      const table =
        section.model === undefined
          ? await loadPredictions(engine, section, slices)
          : await runModels(engine, section, slices, workDirectory, ports);
      await refuseMissingClusters(engine, table);
      return section.task === 'binary'
        ? prepareBinary(engine, section, table, named)
        : prepareRegression(engine, section, table, named);
    }
    case 'aggregates':
      throw new UserError(
        'config-invalid',
        'evaluation.task: expected a task with rows, received aggregates, whose numbers are imported; name the task of the predictions',
      );
  }
}
