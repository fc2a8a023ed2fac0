import type { SliceSums, Task } from '@proofmark/documents';
import {
  compare,
  estimate,
  type Measured,
  metricCatalogue,
  requireMetric,
  type Undefined,
} from '@proofmark/metrics';
import { type BinaryWorld, drawBinary, trueBinary } from './binary-world.ts';
import { type Random, seeded } from './random.ts';
import { drawRegression, type RegressionWorld, trueRegression } from './regression-world.ts';
import { sumBinary, sumRegression } from './sums.ts';

export const LEVEL = 0.95;
export const CLASSES = ['0', '1'];

/** One scenario at one size. */
export type CoverageCell = { scenario: string; task: Task; rows: number };

/** How often the interval held the truth, among the replicates that had an interval. */
export type Tally = { held: number; above: number; below: number; none: number };

export type Coverage = CoverageCell & { metric: string; value: Tally; change: Tally };

type Scenario = { candidate: Truth; baseline: Truth; draw: (rows: number, random: Random) => SliceSums };
type Truth = Readonly<Record<string, number>>;

/** The candidate is really better; a tenth of the rows or less is told apart by the two. */
const BINARY: BinaryWorld = {
  prevalence: 0.3,
  threshold: 0.5,
  candidate: 1.8,
  baseline: 1.6,
  correlation: 0.8,
  clusterSize: 1,
};
const REGRESSION: RegressionWorld = { candidate: 0.6, baseline: 0.65, correlation: 0.8, clusterSize: 1 };

const binaryScenarios: Readonly<Record<string, BinaryWorld>> = {
  '30 % positives': BINARY,
  '30 % positives, clusters of 10': { ...BINARY, clusterSize: 10 },
  '5 % positives': { ...BINARY, prevalence: 0.05, threshold: 0.2 },
  '1 % positives': { ...BINARY, prevalence: 0.01, threshold: 0.1 },
};
const regressionScenarios: Readonly<Record<string, RegressionWorld>> = {
  'normal errors': REGRESSION,
  'normal errors, clusters of 10': { ...REGRESSION, clusterSize: 10 },
};

const SIZES = [200, 1000, 10_000];

export const coverageCells: readonly CoverageCell[] = [
  ...Object.keys(binaryScenarios).map((scenario) => ({ scenario, task: 'binary' as const })),
  ...Object.keys(regressionScenarios).map((scenario) => ({ scenario, task: 'regression' as const })),
].flatMap((cell) => SIZES.map((rows) => ({ ...cell, rows })));

/** Counts how often the intervals of each metric hold the true value and the true difference. */
export function measureCoverage(cell: CoverageCell, replicates: number, seed: number): Coverage[] {
  const { candidate, baseline, draw } = scenarioOf(cell);
  const options = { classes: cell.task === 'binary' ? CLASSES : [], level: LEVEL };
  const names = Object.keys(candidate).filter((name) => Object.hasOwn(metricCatalogue[cell.task], name));
  const tallies = names.map((metric) => ({
    metric: requireMetric(metric, { task: cell.task, classes: options.classes }, 'bench'),
    value: newTally(),
    change: newTally(),
  }));
  const random = seeded(seed);
  for (let i = 0; i < replicates; i++) {
    const sums = draw(cell.rows, random);
    for (const { metric, value, change } of tallies) {
      const truth = candidate[metric.name] ?? Number.NaN;
      add(value, estimate(metric, sums, 'candidate', options), truth);
      add(change, compare(metric, sums, options), truth - (baseline[metric.name] ?? Number.NaN));
    }
  }
  return tallies.map(({ metric, value, change }) => ({ ...cell, metric: metric.name, value, change }));
}

function scenarioOf({ scenario, task }: CoverageCell): Scenario {
  const binary = binaryScenarios[scenario];
  if (task === 'binary' && binary) {
    return {
      candidate: trueBinary(binary, binary.candidate),
      baseline: trueBinary(binary, binary.baseline),
      draw: (rows, random) => sumBinary(drawBinary(binary, rows, random), binary.threshold),
    };
  }
  const regression = regressionScenarios[scenario];
  if (!regression) throw new Error(`no scenario ${scenario}`);
  return {
    candidate: trueRegression(regression.candidate),
    baseline: trueRegression(regression.baseline),
    draw: (rows, random) => sumRegression(drawRegression(regression, rows, random)),
  };
}

function newTally(): Tally {
  return { held: 0, above: 0, below: 0, none: 0 };
}

function add(tally: Tally, { value, ...rest }: Measured | Undefined, truth: number): void {
  const interval = value === null || !('interval' in rest) ? null : rest.interval;
  if (interval === null) tally.none++;
  else if (truth < interval.lower) tally.below++;
  else if (truth > interval.upper) tally.above++;
  else tally.held++;
}

/** The share held and its Monte-Carlo standard error at the nominal level. */
export function shareHeld({ held, above, below }: Tally): { share: number; error: number; counted: number } {
  const counted = held + above + below;
  return { share: held / counted, error: Math.sqrt((LEVEL * (1 - LEVEL)) / counted), counted };
}
