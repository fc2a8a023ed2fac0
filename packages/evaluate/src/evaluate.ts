import {
  type Evaluation,
  type EvaluationSection,
  type Flips,
  type Logger,
  type Omission,
  type Side,
  type SliceSums,
  UserError,
} from '@proofmark/documents';
import { type Engine, identifier } from '@proofmark/engine';
import {
  defaultMetrics,
  isMetric,
  type MetricSpace,
  needsScores,
  requireMetric,
  summarise,
} from '@proofmark/metrics';
import {
  checkBinary,
  checkRegression,
  checkWeights,
  type RowsTable,
  refuseMissingClusters,
} from './checks.ts';
import { loadClassRows } from './class-rows.ts';
import { type ClassPlan, sumClassCut } from './class-sums.ts';
import { curveFeatures } from './curves.ts';
import { testSetDigest } from './digest.ts';
import { binaryRowFeatures, binaryTotalFeatures, regressionFeatures, weighted } from './features.ts';
import { rightSql, sampleFlips } from './flips.ts';
import { labelText } from './labels.ts';
import { runModels } from './model-rows.ts';
import type { Feature } from './moments.ts';
import type { LoadOnnx } from './onnx.ts';
import { loadPredictions } from './predictions.ts';
import { referenceInputs } from './references.ts';
import { readResiduals } from './residuals.ts';
import { readScoreCells } from './score-cells.ts';
import { makeCurves, sweepThresholds } from './score-curves.ts';
import { refuseContradictions } from './section.ts';
import { chooseSlices, type SliceColumn, sliceColumns } from './slices.ts';
import { type Cut, type SumsPlan, sumCut, type Weights } from './sums.ts';

/** What to evaluate: the section of the configuration, its paths relative to `workDirectory`. */
export type EvaluateSpec = {
  /** The name of the model in the configuration. */
  model: string;
  evaluation: EvaluationSection;
  workDirectory: string;
  /** Metrics that gates name: measured too, where the rows allow it; the gate says what is wrong with the others. */
  gateMetrics?: readonly string[];
};

export type EvaluatePorts = { logger: Logger; onnx: LoadOnnx };

/**
 * Evaluates a candidate, and a baseline on the same rows when there is one.
 * The engine must be fresh and share the work directory.
 * @throws UserError `config-invalid`, `data-missing`, `data-invalid`, `predictions-invalid`, `model-invalid`
 */
export async function evaluate(
  { model, evaluation: section, workDirectory, gateMetrics = [] }: EvaluateSpec,
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
  const prepared =
    section.task === 'multiclass' || section.task === 'multilabel'
      ? await prepareClasses(engine, section, section.task, slices, named)
      : await prepareScores(engine, section, slices, workDirectory, named, { logger, onnx });
  const { table, metrics, classes, threshold, drawn, flips } = prepared;
  const sums: SliceSums[] = await prepared.sum(undefined);
  const rows = sums[0]?.rows ?? 0;
  logger.info(`${rows.toLocaleString('en-US')} rows, ${table.sides.join(' and ')}`);
  const omitted: Omission[] = [];
  for (const slice of slices) {
    const kept = await chooseSlices(engine, slice);
    omitted.push(...kept.omitted);
    if (kept.values.length > 0) sums.push(...(await prepared.sum(kept)));
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
      digest: await testSetDigest(
        engine,
        table.hasClasses ? 'label::VARCHAR' : labelText(table.label.column, 'label'),
      ),
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
    ...(flips && { flips }),
    ...drawn,
  };
  return { ...document, estimates: summarise(document) };
}

/** The metrics as the configuration names them, checked as far as that is possible before classes are known. */
function nameMetrics({ metrics, task }: EvaluationSection): readonly string[] | undefined {
  const space = { task, classes: [] };
  return metrics?.map((name) => requireMetric(name, space, 'evaluation.metrics', 'config-invalid').name);
}

type NamedMetrics = { metrics: readonly string[] | undefined; gateMetrics: readonly string[] };

function settleMetrics(
  { metrics, gateMetrics }: NamedMetrics,
  space: MetricSpace,
  hasScores: boolean,
): string[] {
  const gated = gateMetrics.filter(
    (name) => isMetric(name, space) && (hasScores || !needsScores(name, space.task)),
  );
  return [...new Set([...(metrics ?? defaultMetrics(space.task, hasScores)), ...gated])];
}

type Drawn = Pick<Evaluation, 'sweep' | 'curves' | 'residuals'>;

type Prepared = {
  table: RowsTable & { hasClasses: boolean };
  metrics: string[];
  classes: string[];
  threshold: number | undefined;
  flips: Flips | undefined;
  /** What the curves of the report are drawn from. */
  drawn: Drawn;
  sum(cut: Cut): Promise<SliceSums[]>;
};

async function prepareScores(
  engine: Engine,
  section: EvaluationSection,
  slices: readonly SliceColumn[],
  workDirectory: string,
  named: NamedMetrics,
  ports: EvaluatePorts,
): Promise<Prepared> {
  const table =
    section.model === undefined
      ? await loadPredictions(engine, section, slices)
      : await runModels(engine, section, slices, workDirectory, ports);
  await refuseMissingClusters(engine, table);
  const metrics = settleMetrics(named, { task: section.task, classes: [] }, true);
  const { plan, classes } = await planSums(engine, section, table, metrics);
  return {
    table: { ...table, hasClasses: false },
    metrics,
    classes,
    threshold: plan.binary?.threshold,
    flips: await flipsOf(engine, table, section.task, plan),
    drawn: await readDrawn(engine, plan),
    sum: (cut) => sumCut(engine, plan, cut),
  };
}

async function readDrawn(engine: Engine, plan: SumsPlan): Promise<Drawn> {
  if (!plan.binary) return { residuals: await readResiduals(engine, plan) };
  const sides = [];
  for (const side of plan.sides) sides.push({ side, cells: await readScoreCells(engine, plan, side) });
  return {
    sweep: sides.flatMap(({ side, cells }) => sweepThresholds(side, cells)),
    curves: makeCurves(sides),
  };
}

async function prepareClasses(
  engine: Engine,
  section: EvaluationSection,
  task: 'multiclass' | 'multilabel',
  slices: readonly SliceColumn[],
  named: NamedMetrics,
): Promise<Prepared> {
  const table = await loadClassRows(engine, section, slices);
  await refuseMissingClusters(engine, table);
  const { sides, classes, hasScores } = table;
  const metrics = settleMetrics(named, { task, classes }, hasScores);
  const unscored = hasScores ? undefined : metrics.find((name) => needsScores(name, task));
  if (unscored !== undefined) {
    throw new UserError(
      'config-invalid',
      `evaluation.metrics: ${unscored} needs the scores of the classes; set evaluation.columns.scores, for example "p_{class}"`,
    );
  }
  const plan: ClassPlan = {
    task,
    sides,
    classes,
    clustered: section.cluster !== undefined,
    weights: await checkWeights(engine, table),
    metrics: metrics.map((name) =>
      requireMetric(name, { task, classes }, 'evaluation.metrics', 'config-invalid'),
    ),
  };
  return {
    table: { ...table, hasClasses: true },
    metrics,
    classes,
    threshold: undefined,
    flips: await flipsOf(engine, table, task),
    drawn: {},
    sum: (cut) => sumClassCut(engine, plan, cut),
  };
}

async function flipsOf(
  engine: Engine,
  table: RowsTable,
  task: EvaluationSection['task'],
  plan?: SumsPlan,
): Promise<Flips | undefined> {
  const binary = plan?.binary && { labelSql: plan.labelSql, threshold: plan.binary.threshold };
  const isRight = rightSql(task, binary);
  return isRight && (await sampleFlips(engine, table, isRight));
}

async function planSums(
  engine: Engine,
  section: EvaluationSection,
  table: RowsTable,
  metrics: readonly string[],
): Promise<{ plan: SumsPlan; classes: string[] }> {
  const clustered = section.cluster !== undefined;
  const sides: readonly Side[] = table.sides;
  const weights = await checkWeights(engine, table);
  const summed = clustered || weights !== undefined;
  if (section.task === 'regression') {
    const facts = await checkRegression(engine, table);
    const own = regressionFeatures(facts.sides, facts.label);
    const features = weigh(summed ? [{ name: 'rows', sql: '1.0::DOUBLE', bound: 1 }, ...own] : own, weights);
    const plan = { sides, labelSql: facts.labelSql, clustered, weights, features, binary: undefined };
    return { plan, classes: [] };
  }
  const { threshold, positive } = section;
  const facts = await checkBinary(engine, table, positive);
  const { classes } = facts;
  const needed = neededFeatures(section.task, classes, metrics);
  const own = summed
    ? binaryTotalFeatures(facts.sides, threshold, needed)
    : binaryRowFeatures(facts.sides, needed);
  const curves = curveFeatures(needed, sides);
  const fromCurves = curves.flatMap(({ features }) =>
    features.map(({ name, bound }) => ({ name, sql: identifier(name), bound })),
  );
  const plan = {
    sides,
    labelSql: facts.labelSql,
    clustered,
    weights,
    features: weigh([...own, ...fromCurves], weights),
    binary: { threshold, classes, ranked: curves.length > 0 || needed.has('placement_positive'), curves },
  };
  return { plan, classes };
}

function weigh(features: readonly Feature[], weights: Weights | undefined): readonly Feature[] {
  return weights ? weighted(features, weights) : features;
}

function neededFeatures(
  task: EvaluationSection['task'],
  classes: readonly string[],
  metrics: readonly string[],
): ReadonlySet<string> {
  const space = { task, classes };
  return new Set(
    metrics.flatMap((name) => requireMetric(name, space, 'evaluation.metrics', 'config-invalid').needs),
  );
}
