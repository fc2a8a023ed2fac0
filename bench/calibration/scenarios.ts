import type { SliceSums, Task } from '@proofmark/documents';
import { type BinaryWorld, drawBinary, trueBinary } from './binary-world.ts';
import { type ClassWorld, classNames, drawClasses, trueClasses } from './class-world.ts';
import type { Random } from './random.ts';
import { drawRegression, type RegressionWorld, trueRegression } from './regression-world.ts';
import { drawScoreMeans, type ScoreWorld, scoreNames, trueScoreMeans } from './score-world.ts';
import { sumBinary, sumRegression } from './sums.ts';
import {
  drawQueries,
  drawScores,
  drawSeries,
  SCORES,
  trueQueries,
  trueScores,
  trueSeries,
} from './unit-worlds.ts';

export const CLASSES = ['0', '1'];

type Truth = Readonly<Record<string, number>>;

/** A population with known metrics of two models, and how to draw sums of it. The candidate is really better. */
export type Scenario = {
  name: string;
  task: Task;
  classes: readonly string[];
  /** True values by metric. */
  candidate: Truth;
  baseline: Truth;
  /** Units are rows, of a ranking queries, of a forecast series. */
  draw: (units: number, random: Random) => SliceSums;
};

/** A tenth of the rows or less is told apart by the two. */
const BINARY: BinaryWorld = {
  prevalence: 0.3,
  threshold: 0.5,
  candidate: 1.8,
  baseline: 1.6,
  correlation: 0.8,
  clusterSize: 1,
};
const REGRESSION: RegressionWorld = { candidate: 0.6, baseline: 0.65, correlation: 0.8, clusterSize: 1 };
export const CLASS: ClassWorld = {
  shares: [0.4, 0.25, 0.2, 0.1, 0.05],
  candidate: 0.8,
  baseline: 0.77,
  agreement: 0.7,
};
const SCORES_OF_CLASSES: Omit<ScoreWorld, 'task'> = {
  shares: CLASS.shares,
  candidate: 1.8,
  baseline: 1.6,
  correlation: 0.8,
  threshold: 1,
};
const CLASS_METRICS = ['accuracy', 'balanced_accuracy', 'f1_macro', 'f1_weighted', 'mcc'];

export function listScenarios(): Scenario[] {
  return [
    binary('30 % positives', BINARY),
    binary('30 % positives, clusters of 10', { ...BINARY, clusterSize: 10 }),
    binary('5 % positives', { ...BINARY, prevalence: 0.05, threshold: 0.2 }),
    binary('30 % positives, few of them predicted', {
      ...BINARY,
      threshold: 0.8,
      candidate: 1,
      baseline: 0.9,
    }),
    binary('1 % positives', { ...BINARY, prevalence: 0.01, threshold: 0.1 }),
    {
      name: 'five classes, the rarest with 5 %',
      task: 'multiclass',
      classes: classNames(CLASS),
      candidate: trueClasses(CLASS, 'candidate', CLASS_METRICS),
      baseline: trueClasses(CLASS, 'baseline', CLASS_METRICS),
      draw: (rows, random) => drawClasses(CLASS, rows, random),
    },
    regression('normal errors', REGRESSION),
    regression('normal errors, clusters of 10', { ...REGRESSION, clusterSize: 10 }),
    ofUnits('ranking, by query', 'ranking', [], drawQueries, trueQueries, { candidate: 1.2, baseline: 1.1 }),
    ofUnits('marks of a judge', 'scores', SCORES, drawScores, trueScores, { candidate: 0.9, baseline: 0.8 }),
    ofUnits('forecasts of 12 steps, by series', 'forecast', [], drawSeries, trueSeries, {
      candidate: 0.8,
      baseline: 0.85,
    }),
    ofScores('five classes by their scores', { ...SCORES_OF_CLASSES, task: 'multiclass' }),
    ofScores('five labels by their scores', { ...SCORES_OF_CLASSES, task: 'multilabel' }),
  ];
}

function binary(name: string, world: BinaryWorld): Scenario {
  return {
    name,
    task: 'binary',
    classes: CLASSES,
    candidate: trueBinary(world, world.candidate),
    baseline: trueBinary(world, world.baseline),
    draw: (rows, random) => sumBinary(drawBinary(world, rows, random), world.threshold),
  };
}

function ofScores(name: string, world: ScoreWorld): Scenario {
  return {
    name,
    task: world.task,
    classes: scoreNames(world),
    candidate: trueScoreMeans(world, world.candidate),
    baseline: trueScoreMeans(world, world.baseline),
    draw: (rows, random) => drawScoreMeans(world, rows, random),
  };
}

function regression(name: string, world: RegressionWorld): Scenario {
  return {
    name,
    task: 'regression',
    classes: [],
    candidate: trueRegression(world.candidate),
    baseline: trueRegression(world.baseline),
    draw: (rows, random) => sumRegression(drawRegression(world, rows, random)),
  };
}

type Quality = { candidate: number; baseline: number };

function ofUnits(
  name: string,
  task: Task,
  classes: readonly string[],
  draw: (quality: Quality, units: number, random: Random) => SliceSums,
  truth: (quality: number) => Truth,
  quality: Quality,
): Scenario {
  return {
    name,
    task,
    classes,
    candidate: truth(quality.candidate),
    baseline: truth(quality.baseline),
    draw: (units, random) => draw(quality, units, random),
  };
}
