import type { Evaluation, SliceSums, Status } from '@proofmark/documents';
import { decide, planRows } from '@proofmark/gate';
import { ACCURACY, type Draw, type GatePlan } from './gate-plans.ts';
import { type Random, seeded } from './random.ts';

export type Shares = Record<Status, number> & {
  /** Not passed by a policy of defaults, where that the data cannot tell blocks as failing does. */
  blocked: number;
  /** Of today's gates on the point values: blocked when worse at all, and when worse by more than the margin. */
  pointBlocks: number;
  pointMarginBlocks: number;
};

export type GateResult = Pick<GatePlan, 'population' | 'metric' | 'margin'> & {
  /** Of each share. */
  replicates: number;
  planned: { power: number; rows: number; equal: Shares; atMargin: Shares }[];
};

/** What the gate says at the number of rows that the planner asks for, of an equal model and of one at the margin. */
export function measureGate(plan: GatePlan, usual: number, seed: number): GateResult {
  const { population, metric, margin } = plan;
  const replicates = usual * (plan.replicates ?? 1);
  const random = seeded(seed);
  const [equal, worse] = [plan.worldWith(0), plan.worldWith(margin)];
  const pilot = evaluationOf(plan, equal(plan.pilotRows, random));
  const planned = [0.8, 0.95].map((power) => {
    const rows = planRows(pilot, policyOf(plan), power).gates[0]?.needed;
    if (typeof rows !== 'number') throw new Error(`no plan for ${metric}, ${population}`);
    return {
      power,
      rows,
      equal: countStatuses(plan, equal, rows, replicates, random),
      atMargin: countStatuses(plan, worse, rows, replicates, random),
    };
  });
  return { population, metric, margin, replicates, planned };
}

export type CurvePoint = { rows: number; equal: Shares; worse: Shares };
export const CURVE_SIZES = [200, 500, 1000, 2000, 5000, 10_000, 20_000];
/** The real loss of the worse model in the figure. */
export const REAL_LOSS = 0.02;

/** Accuracy with a margin of a hundredth, over sizes of the test set. */
export function measureCurve(rows: number, replicates: number, seed: number): CurvePoint {
  const random = seeded(seed);
  return {
    rows,
    equal: countStatuses(ACCURACY, ACCURACY.worldWith(0), rows, replicates, random),
    worse: countStatuses(ACCURACY, ACCURACY.worldWith(REAL_LOSS), rows, replicates, random),
  };
}

function countStatuses(plan: GatePlan, draw: Draw, rows: number, replicates: number, random: Random): Shares {
  const counts = { pass: 0, fail: 0, inconclusive: 0, blocked: 0, pointBlocks: 0, pointMarginBlocks: 0 };
  for (let i = 0; i < replicates; i++) {
    const { gates, status } = decide(evaluationOf(plan, draw(rows, random)), policyOf(plan));
    const [gate] = gates;
    if (!gate) throw new Error('a verdict without its gate');
    const change = gate.change?.value ?? Number.NaN;
    const loss = plan.direction === 'higher' ? -change : change;
    counts[gate.status]++;
    counts.blocked += Number(status !== 'pass');
    counts.pointBlocks += Number(loss > 0);
    counts.pointMarginBlocks += Number(loss > plan.margin);
  }
  const share = (count: number) => count / replicates;
  return {
    pass: share(counts.pass),
    fail: share(counts.fail),
    inconclusive: share(counts.inconclusive),
    blocked: share(counts.blocked),
    pointBlocks: share(counts.pointBlocks),
    pointMarginBlocks: share(counts.pointMarginBlocks),
  };
}

function policyOf({ metric, direction, margin }: GatePlan) {
  const rule = direction === 'lower' ? { metric, 'max-rise': margin } : { metric, 'max-drop': margin };
  const options = {
    confidence: 0.95,
    'on-inconclusive': 'fail',
    'on-missing': 'fail',
    'on-no-baseline': 'fail',
  } as const;
  return { options, gates: [rule] };
}

function evaluationOf({ task, classes, metric }: GatePlan, sums: SliceSums): Evaluation {
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
    classes: [...classes],
    metrics: [metric],
    sums: [sums],
    omitted: [],
    estimates: [],
  };
}
