import type { Evaluation, SliceSums, Status, Task } from '@proofmark/documents';
import { decide, planRows } from '@proofmark/gate';
import { requireMetric } from '@proofmark/metrics';
import { findRoot } from '@proofmark/stats';
import { type BinaryWorld, drawBinary, drawCells, trueBinary, trueCells } from './binary-world.ts';
import { type Random, seeded } from './random.ts';
import { drawRegression, type RegressionWorld, trueRegression } from './regression-world.ts';
import { CLASSES } from './scenarios.ts';
import { sumBinary, sumCells, sumRegression } from './sums.ts';

export const MARGIN = 0.01;
/** Rows of the pilot evaluation that the planner reads the variance from. */
const PILOT_ROWS = 200_000;

/** A policy of one rule: no loss of the metric of more than a hundredth. */
export type GatePlan = { metric: string; task: Task };

export const gatePlans: readonly GatePlan[] = [
  ...['accuracy', 'f1', 'roc_auc', 'brier', 'log_loss'].map((metric) => ({
    metric,
    task: 'binary' as const,
  })),
  ...['mae', 'rmse'].map((metric) => ({ metric, task: 'regression' as const })),
];

export type Shares = Record<Status, number> & {
  /** Of today's gates on the point values: blocked when worse at all, and when worse by more than the margin. */
  pointBlocks: number;
  pointMarginBlocks: number;
};

export type GateResult = GatePlan & {
  planned: { power: number; rows: number; equal: Shares; atMargin: Shares }[];
};

type World = { draw: (rows: number, random: Random) => SliceSums };

const BINARY: BinaryWorld = {
  prevalence: 0.3,
  threshold: 0.5,
  candidate: 1.7,
  baseline: 1.7,
  correlation: 0.8,
  clusterSize: 1,
};
const REGRESSION: RegressionWorld = { candidate: 0.6, baseline: 0.6, correlation: 0.8, clusterSize: 1 };

/** A candidate that is truly worse than the baseline by `loss` of the metric. */
function worldWith({ metric, task }: GatePlan, loss: number): World {
  const { needs, family } = requireMetric(
    metric,
    { task, classes: task === 'binary' ? CLASSES : [] },
    'bench',
  );
  if (task === 'binary') {
    const at = (d: number) => trueBinary(BINARY, d)[metric] ?? Number.NaN;
    const sign = metric === 'brier' || metric === 'log_loss' ? 1 : -1;
    const wanted = at(BINARY.baseline) + sign * loss;
    const candidate = loss === 0 ? BINARY.baseline : findRoot((d) => at(d) - wanted, 0.5, BINARY.baseline);
    const world = { ...BINARY, candidate };
    if (family === 'confusion') {
      const cells = trueCells(world);
      return { draw: (rows, random) => sumCells(drawCells(cells, rows, random)) };
    }
    return {
      draw: (rows, random) => sumBinary(drawBinary(world, rows, random), world.threshold, needs),
    };
  }
  const at = (deviation: number) => trueRegression(deviation)[metric] ?? Number.NaN;
  const wanted = at(REGRESSION.baseline) + loss;
  const candidate = loss === 0 ? REGRESSION.baseline : findRoot((d) => at(d) - wanted, 0.5, 2);
  return {
    draw: (rows, random) => sumRegression(drawRegression({ ...REGRESSION, candidate }, rows, random)),
  };
}

/** What the gate says at the number of rows that the planner asks for, of an equal model and of one at the margin. */
export function measureGate(plan: GatePlan, replicates: number, seed: number): GateResult {
  const random = seeded(seed);
  const equal = worldWith(plan, 0);
  const worse = worldWith(plan, MARGIN);
  const pilot = evaluationOf(plan, equal.draw(PILOT_ROWS, random));
  const planned = [0.8, 0.95].map((power) => {
    const rows = planRows(pilot, policyOf(plan), power).gates[0]?.needed;
    if (typeof rows !== 'number') throw new Error(`no plan for ${plan.metric}`);
    return {
      power,
      rows,
      equal: countStatuses(plan, equal, rows, replicates, random),
      atMargin: countStatuses(plan, worse, rows, replicates, random),
    };
  });
  return { ...plan, planned };
}

export type CurvePoint = { rows: number; equal: Shares; worse: Shares };
export const CURVE_SIZES = [200, 500, 1000, 2000, 5000, 10_000, 20_000];
/** The real loss of the worse model in the figure. */
export const REAL_LOSS = 0.02;

/** Accuracy with a margin of a hundredth, over sizes of the test set. */
export function measureCurve(rows: number, replicates: number, seed: number): CurvePoint {
  const plan: GatePlan = { metric: 'accuracy', task: 'binary' };
  const random = seeded(seed);
  return {
    rows,
    equal: countStatuses(plan, worldWith(plan, 0), rows, replicates, random),
    worse: countStatuses(plan, worldWith(plan, REAL_LOSS), rows, replicates, random),
  };
}

function countStatuses(
  plan: GatePlan,
  world: World,
  rows: number,
  replicates: number,
  random: Random,
): Shares {
  const counts = { pass: 0, fail: 0, inconclusive: 0, pointBlocks: 0, pointMarginBlocks: 0 };
  for (let i = 0; i < replicates; i++) {
    const verdict = decide(evaluationOf(plan, world.draw(rows, random)), policyOf(plan));
    const [gate] = verdict.gates;
    if (!gate) throw new Error('a verdict without its gate');
    counts[gate.status]++;
    const change = gate.change?.value ?? Number.NaN;
    const loss = gate.direction === 'higher' ? -change : change;
    counts.pointBlocks += Number(loss > 0);
    counts.pointMarginBlocks += Number(loss > MARGIN);
  }
  const share = (count: number) => count / replicates;
  return {
    pass: share(counts.pass),
    fail: share(counts.fail),
    inconclusive: share(counts.inconclusive),
    pointBlocks: share(counts.pointBlocks),
    pointMarginBlocks: share(counts.pointMarginBlocks),
  };
}

function policyOf({ metric, task }: GatePlan) {
  const lower = task === 'regression' || metric === 'brier' || metric === 'log_loss';
  const rule = lower ? { metric, 'max-rise': MARGIN } : { metric, 'max-drop': MARGIN };
  const options = {
    confidence: 0.95,
    'on-inconclusive': 'fail',
    'on-missing': 'fail',
    'on-no-baseline': 'fail',
  } as const;
  return { options, gates: [rule] };
}

function evaluationOf({ metric, task }: GatePlan, sums: SliceSums): Evaluation {
  const file = { path: 'predictions.parquet', bytes: 1, sha256: '0'.repeat(64) };
  const reference = (name: string) => ({ name, kind: 'predictions' as const, file });
  return {
    document: 'proofmark/evaluation',
    version: '1.0',
    model: 'bench',
    task,
    candidate: reference('candidate'),
    baseline: reference('baseline'),
    testSet: { files: [file], rows: sums.rows, digest: 'bench' },
    classes: task === 'binary' ? CLASSES : [],
    metrics: [metric],
    sums: [sums],
    omitted: [],
    estimates: [],
  };
}
