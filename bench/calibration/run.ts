// Simulation of everything that the gate promises: coverage of intervals, power, false blocks. Seeded.
//
//   node --conditions=source bench/calibration/run.ts [--quick] [--only TEXT]
//
// Writes RESULTS.md and figure.svg beside this file, and fails when something is farther outside than chance explains.
// `--quick` draws fewer replicates of fewer cells, `--only` the scenarios and gates whose name holds the text or one of
// several, `gate|scores`; both write nothing.
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { referenceBinarySums, referenceRegressionSums } from '@proofmark/metrics/reference';
import { drawBinary, trueCells } from './binary-world.ts';
import { type Coverage, measureCoverage, SIZES } from './coverage.ts';
import { drawGateErrors } from './figure.ts';
import { gatePlans } from './gate-plans.ts';
import { BLOCK_POWER } from './gate-tables.ts';
import { CURVE_SIZES, type CurvePoint, type GateResult, measureCurve, measureGate } from './gates.ts';
import { seeded } from './random.ts';
import { drawRegression } from './regression-world.ts';
import { isTooNarrow, type Results, writeResults } from './results.ts';
import { CLASSES, listScenarios } from './scenarios.ts';
import { sumBinary, sumRegression } from './sums.ts';

const REPLICATES = { full: 2000, quick: 100 };
const SEED = 20_240_229;
/** Of a gate at one-sided confidence 95 %. */
const ERROR_RATE = 0.05;

type Outcome =
  | { kind: 'coverage'; cells: Coverage[] }
  | { kind: 'gate'; gate: GateResult }
  | { kind: 'curve'; point: CurvePoint };

/** What the workers are told. */
type Run = { replicates: number; isQuick: boolean; only: string };

type Job = { name: string; seed: number; run: (replicates: number, seed: number) => Outcome };

/** Seeds of the jobs that the first results were made of; what joins a list later has seeds beyond these. */
const FIRST_SEEDS = {
  large: [0, 11],
  gate: [11, 12],
  curve: [23, 7],
  medium: [30, 11],
  small: [41, 11],
} as const;

function seedOf(list: keyof typeof FIRST_SEEDS, place: number): number {
  const [first, many] = FIRST_SEEDS[list];
  return SEED + (place < many ? first + place : 100 + 10 * first + place);
}

/** The dear jobs first, so that the workers end together. */
function listJobs({ isQuick, only }: Pick<Run, 'isQuick' | 'only'>): Job[] {
  const scenarios = listScenarios();
  const coverage = (list: 'large' | 'medium' | 'small', units: number) =>
    scenarios.map(
      (scenario, place): Job => ({
        name: `coverage ${list} ${scenario.name}`,
        seed: seedOf(list, place),
        run: (replicates, seed) => ({
          kind: 'coverage',
          cells: measureCoverage(scenario, units, replicates, seed),
        }),
      }),
    );
  const gates = gatePlans.map(
    (plan, place): Job => ({
      name: `gate ${plan.population} ${plan.metric}`,
      seed: seedOf('gate', place),
      run: (replicates, seed) => ({ kind: 'gate', gate: measureGate(plan, replicates, seed) }),
    }),
  );
  const curve = CURVE_SIZES.map(
    (rows, place): Job => ({
      name: `curve ${rows}`,
      seed: seedOf('curve', place),
      run: (replicates, seed) => ({ kind: 'curve', point: measureCurve(rows, replicates, seed) }),
    }),
  );
  const [fewest, more, most] = SIZES;
  const few = [...coverage('medium', more), ...coverage('small', fewest)];
  const jobs = isQuick ? [...gates, ...few] : [...coverage('large', most), ...gates, ...curve, ...few];
  return jobs.filter(({ name }) => only.split('|').some((part) => name.includes(part)));
}

/** The fast sums must be those of the slow and obviously right ones. */
function requireEqualSums(): void {
  for (const clusterSize of [1, 10]) {
    const random = seeded(SEED);
    const clustered = clusterSize > 1;
    const world = { candidate: 1.7, baseline: 1.5, correlation: 0.8, clusterSize };
    const sample = drawBinary({ ...world, prevalence: 0.3, threshold: 0.5 }, 200, random);
    const binary = Array.from(sample.label, (y, i) => ({ ...rowOf(sample, i), label: String(y) }));
    const options = { classes: CLASSES as [string, string], threshold: 0.5, clustered };
    requireEqual(sumBinary(sample, 0.5), referenceBinarySums(binary, options));
    const regression = drawRegression(world, 200, random);
    const rows = Array.from(regression.label, (label, i) => ({ ...rowOf(regression, i), label }));
    requireEqual(sumRegression(regression), referenceRegressionSums(rows, { clustered, centre: 0 }));
  }
}

/** The probabilities of cells must be those of the rows that are drawn, within five standard errors. */
function requireEqualCells(): void {
  const world = {
    prevalence: 0.3,
    threshold: 0.5,
    candidate: 1.7,
    baseline: 1.5,
    correlation: 0.8,
    clusterSize: 1,
  };
  const rows = 200_000;
  const { cells } = sumBinary(drawBinary(world, rows, seeded(SEED)), world.threshold, []);
  trueCells(world).forEach((probability, i) => {
    const [label, candidate, baseline] = [i >> 2, (i >> 1) & 1, i & 1].map(String);
    const own = cells.find((c) => c.label === label && c.candidate === candidate && c.baseline === baseline);
    const share = (own?.rows ?? 0) / rows;
    const error = Math.sqrt((probability * (1 - probability)) / rows);
    if (!(Math.abs(share - probability) < 5 * error))
      throw new Error(`cell ${i}: ${share}, not ${probability}`);
  });
}

function rowOf({ candidate, baseline, cluster }: ReturnType<typeof drawBinary>, i: number) {
  return { candidate: candidate[i] ?? 0, baseline: baseline[i] ?? 0, cluster: String(cluster?.[i] ?? 0) };
}

type Sums = ReturnType<typeof sumBinary>;

function requireEqual(ours: Sums, expected: Sums): void {
  for (const [k, stratum] of expected.moments.strata.entries()) {
    expected.moments.features.forEach((name, i) => {
      const own = ours.moments.strata[k]?.mean[ours.moments.features.indexOf(name)] ?? Number.NaN;
      const error = Math.abs(own - (stratum.mean[i] ?? Number.NaN));
      if (!(error < 1e-9)) throw new Error(`${name}: ${own}, expected ${stratum.mean[i]}`);
    });
  }
  const count = (sums: Sums) => JSON.stringify(sums.cells.map((cell) => JSON.stringify(cell)).sort());
  if (count(ours) !== count(expected)) throw new Error('the cells differ from those of the reference');
}

function runJobs(run: Run): Promise<Outcome[]> {
  const { length } = listJobs(run);
  const outcomes = new Array<Outcome | undefined>(length);
  let next = 0;
  const runWorker = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL(import.meta.url), { workerData: run });
      const give = () => worker.postMessage(next < length ? next++ : -1);
      worker.on('message', ({ index, outcome }: { index: number; outcome: Outcome }) => {
        outcomes[index] = outcome;
        console.error(`${outcomes.filter((done) => done).length} of ${length} jobs`);
        give();
      });
      worker.on('error', reject);
      worker.on('exit', () => resolve());
      give();
    });
  const workers = Array.from({ length: Math.min(availableParallelism(), length) }, runWorker);
  return Promise.all(workers).then(() => outcomes.filter((outcome) => outcome !== undefined));
}

/** Too narrow by more than chance explains; what the planner and the error rates promise, and is not held. */
function listFailures({ coverage, gates }: Results): string[] {
  return [
    ...coverage.flatMap(({ scenario, units, metric, value, change }) =>
      [value, change].some((tally) => isTooNarrow(tally, 4))
        ? [`${metric}, ${scenario}, ${units} units`]
        : [],
    ),
    ...gates.flatMap(({ population, metric, replicates, planned }) => {
      // Monte-Carlo standard errors of a share whose true value is the bound.
      const chance = (share: number, errors = 4) => errors * Math.sqrt((share * (1 - share)) / replicates);
      return planned.flatMap(({ power, equal, atMargin }) =>
        [
          ...(Math.abs(equal.pass - power) > 0.03 + chance(power) ? [`passes ${equal.pass}`] : []),
          ...(equal.fail > ERROR_RATE + chance(ERROR_RATE) ? [`fails ${equal.fail} of equal models`] : []),
          // Three errors: fifteen of them are looked at, and what the planner reads of its pilot is drawn as well.
          ...(power === BLOCK_POWER && equal.blocked > ERROR_RATE + chance(ERROR_RATE, 3)
            ? [`blocks ${equal.blocked} of equal models`]
            : []),
          ...(atMargin.pass > ERROR_RATE + chance(ERROR_RATE)
            ? [`passes ${atMargin.pass} at the margin`]
            : []),
        ].map((what) => `${metric}, ${population}, power ${power}: ${what}`),
      );
    }),
  ];
}

async function main({ isQuick, only }: Omit<Run, 'replicates'>): Promise<number> {
  requireEqualSums();
  requireEqualCells();
  const replicates = isQuick ? REPLICATES.quick : REPLICATES.full;
  const outcomes = await runJobs({ replicates, isQuick, only });
  const results: Results = {
    replicates,
    // In the order of the tables, not of the jobs.
    coverage: outcomes
      .flatMap((outcome) => (outcome.kind === 'coverage' ? outcome.cells : []))
      .sort((a, b) => a.units - b.units),
    gates: outcomes.flatMap((outcome) => (outcome.kind === 'gate' ? [outcome.gate] : [])),
    curve: outcomes.flatMap((outcome) => (outcome.kind === 'curve' ? [outcome.point] : [])),
  };
  const text = writeResults(results);
  console.log(text);
  if (!isQuick && only === '') {
    await writeFile(join(import.meta.dirname, 'RESULTS.md'), text);
    await writeFile(join(import.meta.dirname, 'figure.svg'), drawGateErrors(results.curve));
  }
  const failures = listFailures(results);
  for (const failure of failures) console.error(`outside: ${failure}`);
  return failures.length === 0 ? 0 : 1;
}

function work({ replicates, ...asked }: Run): void {
  const jobs = listJobs(asked);
  parentPort?.on('message', (index: number) => {
    const job = jobs[index];
    if (!job) parentPort?.close();
    else parentPort?.postMessage({ index, outcome: job.run(replicates, job.seed) });
  });
}

if (isMainThread) {
  const { values } = parseArgs({ options: { quick: { type: 'boolean' }, only: { type: 'string' } } });
  process.exitCode = await main({ isQuick: values.quick === true, only: values.only ?? '' });
} else work(workerData);
