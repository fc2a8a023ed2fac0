import type { Evaluation, EvaluationSection, Logger, Side, SliceSums } from '@proofmark/documents';
import type { Engine } from '@proofmark/engine';
import { defaultMetrics, requireMetric, summarise } from '@proofmark/metrics';
import { checkBinary, checkRegression, type RowsTable, refuseMissingClusters } from './checks.ts';
import { testSetDigest } from './digest.ts';
import { binaryClusterFeatures, binaryRowFeatures, regressionFeatures } from './features.ts';
import { labelText } from './labels.ts';
import { runModels } from './model-rows.ts';
import type { LoadOnnx } from './onnx.ts';
import { loadPredictions } from './predictions.ts';
import { referenceInputs } from './references.ts';
import { refuseContradictions } from './section.ts';
import { chooseSlices, sliceColumns } from './slices.ts';
import { type SumsPlan, sumCut } from './sums.ts';

/** What to evaluate: the section of the configuration, its paths relative to `workDirectory`. */
export type EvaluateSpec = {
  /** The name of the model in the configuration. */
  model: string;
  evaluation: EvaluationSection;
  workDirectory: string;
};

export type EvaluatePorts = { logger: Logger; onnx: LoadOnnx };

/**
 * Evaluates a candidate, and a baseline on the same rows when there is one.
 * The engine must be fresh and share the work directory.
 * @throws UserError `config-invalid`, `data-missing`, `data-invalid`, `predictions-invalid`, `model-invalid`
 */
export async function evaluate(
  { model, evaluation: section, workDirectory }: EvaluateSpec,
  engine: Engine,
  { logger, onnx }: EvaluatePorts,
): Promise<Evaluation> {
  refuseContradictions(section);
  const metrics = chooseMetrics(section);
  const slices = sliceColumns(section.slices);
  const references = referenceInputs(section, workDirectory);
  // Digests are taken while the engine reads predictions; a missing model should be missed before rows are read.
  if (section.model === undefined) references.catch(() => undefined);
  else await references;
  const table =
    section.model === undefined
      ? await loadPredictions(engine, section, slices)
      : await runModels(engine, section, slices, workDirectory, { logger, onnx });
  await refuseMissingClusters(engine, table);
  const { plan, rows, classes } = await planSums(engine, section, table);
  logger.info(`${rows.toLocaleString('en-US')} rows, ${table.sides.join(' and ')}`);

  const sums: SliceSums[] = await sumCut(engine, plan, undefined);
  const omitted: string[] = [];
  for (const slice of slices) {
    const kept = await chooseSlices(engine, slice);
    omitted.push(...kept.omitted);
    if (kept.values.length > 0) sums.push(...(await sumCut(engine, plan, kept)));
  }
  const { candidate, baseline, files } = await references;
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
      digest: await testSetDigest(engine, labelText(table.label.column, 'label')),
      ...(section.model !== undefined && section.rows?.sql !== undefined && { sql: section.rows.sql }),
    },
    classes,
    ...(plan.binary && { threshold: plan.binary.threshold }),
    ...(section.cluster !== undefined && { cluster: section.cluster }),
    metrics,
    sums,
    omitted,
    estimates: [],
  };
  return { ...document, estimates: summarise(document) };
}

function chooseMetrics({ metrics, task }: EvaluationSection): string[] {
  const space = { task, classes: [] };
  return (
    metrics?.map((name) => requireMetric(name, space, 'evaluation.metrics', 'config-invalid').name) ??
    defaultMetrics(task)
  );
}

async function planSums(
  engine: Engine,
  section: EvaluationSection,
  table: RowsTable,
): Promise<{ plan: SumsPlan; rows: number; classes: string[] }> {
  const clustered = section.cluster !== undefined;
  const sides: readonly Side[] = table.sides;
  if (section.task === 'regression') {
    const facts = await checkRegression(engine, table);
    let features = regressionFeatures(facts.sides, facts.label);
    if (clustered) features = [{ name: 'rows', sql: '1.0::DOUBLE', bound: 1 }, ...features];
    const plan = { sides, labelSql: facts.labelSql, clustered, features, binary: undefined };
    return { plan, rows: facts.rows, classes: [] };
  }
  const { threshold, positive } = section;
  const facts = await checkBinary(engine, table, positive);
  const features = clustered ? binaryClusterFeatures(facts.sides, threshold) : binaryRowFeatures(facts.sides);
  const plan = {
    sides,
    labelSql: facts.labelSql,
    clustered,
    features,
    binary: { threshold, classes: facts.classes },
  };
  return { plan, rows: facts.rows, classes: facts.classes };
}
