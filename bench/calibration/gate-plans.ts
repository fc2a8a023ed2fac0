import type { SliceSums, Task } from '@proofmark/documents';
import { requireMetric } from '@proofmark/metrics';
import { findRoot } from '@proofmark/stats';
import { type BinaryWorld, drawBinary, drawCells, trueBinary, trueCells } from './binary-world.ts';
import { type ClassWorld, classNames, drawClasses, trueClasses } from './class-world.ts';
import type { Random } from './random.ts';
import { drawRegression, type RegressionWorld, trueRegression } from './regression-world.ts';
import { CLASS, CLASSES } from './scenarios.ts';
import { sumBinary, sumCells, sumRegression } from './sums.ts';
import { drawScores, SCORES, trueScores } from './unit-worlds.ts';

export type Draw = (rows: number, random: Random) => SliceSums;

/** A policy of one rule, no loss of the metric beyond the margin, in a population of known truth. */
export type GatePlan = {
  population: string;
  task: Task;
  classes: readonly string[];
  metric: string;
  direction: 'higher' | 'lower';
  margin: number;
  /** Rows of the pilot evaluation that the planner reads the variance from. */
  pilotRows: number;
  /** So many times the replicates of other cells, where half a point is to be told. */
  replicates?: number;
  /** Draws a candidate that is truly worse than the baseline by this loss of the metric. */
  worldWith: (loss: number) => Draw;
};

const MARGIN = 0.01;
const PILOT_ROWS = 200_000;

const BINARY: BinaryWorld = {
  prevalence: 0.3,
  threshold: 0.5,
  candidate: 1.7,
  baseline: 1.7,
  correlation: 0.8,
  clusterSize: 1,
};
const CLUSTERED: BinaryWorld = { ...BINARY, clusterSize: 10 };
const RARE: BinaryWorld = { ...BINARY, prevalence: 0.01, threshold: 0.1 };
const REGRESSION: RegressionWorld = { candidate: 0.6, baseline: 0.6, correlation: 0.8, clusterSize: 1 };
const ALIKE: ClassWorld = { ...CLASS, candidate: CLASS.baseline };
const SKILL = 0.8;

/** The gate of the figure. */
export const ACCURACY = binary('30 % positives', BINARY, 'accuracy');

export const gatePlans: readonly GatePlan[] = [
  ACCURACY,
  ...['f1', 'roc_auc', 'brier', 'log_loss'].map((metric) => binary('30 % positives', BINARY, metric)),
  binary('30 % positives, clusters of 10', CLUSTERED, 'accuracy'),
  // Of a hundred rows one counts, so that the pilot needs many, and the margin is wider. By 20,000 positives of a pilot
  // the plan is off by as much as moves the power a quarter of a point; of recall it shall be told to less.
  { ...binary('1 % positives', RARE, 'recall'), margin: 0.05, pilotRows: 100 * PILOT_ROWS, replicates: 5 },
  { ...binary('1 % positives', RARE, 'f1'), margin: 0.05, pilotRows: 10 * PILOT_ROWS },
  ...['mae', 'rmse'].map(regression),
  marks('mean[score=grade]', 0.05),
  marks('pass_rate[score=pass]', 0.02),
  severalClasses('accuracy', MARGIN),
  severalClasses('balanced_accuracy', 0.02),
  severalClasses('f1_macro', 0.02),
];

function binary(population: string, world: BinaryWorld, metric: string): GatePlan {
  const { needs, family, direction } = requireMetric(metric, { task: 'binary', classes: CLASSES }, 'bench');
  const truth = (d: number) => trueBinary(world, d)[metric] ?? Number.NaN;
  const worldWith = (loss: number): Draw => {
    const own = { ...world, candidate: worseBy(loss, direction, truth, world.baseline, 0.5) };
    if (family !== 'confusion' || world.clusterSize > 1) {
      return (rows, random) => sumBinary(drawBinary(own, rows, random), own.threshold, needs);
    }
    const cells = trueCells(own);
    return (rows, random) => sumCells(drawCells(cells, rows, random));
  };
  const shared = { margin: MARGIN, pilotRows: PILOT_ROWS };
  return { population, task: 'binary', classes: CLASSES, metric, direction, worldWith, ...shared };
}

function severalClasses(metric: string, margin: number): GatePlan {
  const truth = (candidate: number) =>
    trueClasses({ ...ALIKE, candidate }, 'candidate', [metric])[metric] ?? Number.NaN;
  return {
    population: 'five classes, the rarest with 5 %',
    task: 'multiclass',
    classes: classNames(ALIKE),
    metric,
    direction: 'higher',
    margin,
    pilotRows: PILOT_ROWS,
    worldWith: (loss) => {
      const world = { ...ALIKE, candidate: worseBy(loss, 'higher', truth, ALIKE.baseline, 0.5) };
      return (rows, random) => drawClasses(world, rows, random);
    },
  };
}

function regression(metric: string): GatePlan {
  const { baseline } = REGRESSION;
  const truth = (deviation: number) => trueRegression(deviation)[metric] ?? Number.NaN;
  return {
    population: 'normal errors',
    task: 'regression',
    classes: [],
    metric,
    direction: 'lower',
    margin: MARGIN,
    pilotRows: PILOT_ROWS,
    worldWith: (loss) => {
      const world = { ...REGRESSION, candidate: worseBy(loss, 'lower', truth, baseline, 2) };
      return (rows, random) => sumRegression(drawRegression(world, rows, random));
    },
  };
}

function marks(metric: string, margin: number): GatePlan {
  const truth = (skill: number) => trueScores(skill)[metric] ?? Number.NaN;
  return {
    population: 'marks of a judge',
    task: 'scores',
    classes: SCORES,
    metric,
    direction: 'higher',
    margin,
    pilotRows: PILOT_ROWS,
    worldWith: (loss) => {
      const skill = { candidate: worseBy(loss, 'higher', truth, SKILL, 0), baseline: SKILL };
      return (rows, random) => drawScores(skill, rows, random);
    },
  };
}

/** The quality, between that of the baseline and one that is far worse, at which the metric is worse by the loss. */
function worseBy(
  loss: number,
  direction: GatePlan['direction'],
  truth: (quality: number) => number,
  baseline: number,
  worst: number,
): number {
  if (loss === 0) return baseline;
  const wanted = truth(baseline) + (direction === 'higher' ? -loss : loss);
  return findRoot((quality) => truth(quality) - wanted, Math.min(worst, baseline), Math.max(worst, baseline));
}
