import { compare, estimate, type Measured, requireMetric, type Undefined } from '@proofmark/metrics';
import { seeded } from './random.ts';
import type { Scenario } from './scenarios.ts';

export const LEVEL = 0.95;
export const SIZES = [200, 1000, 10_000];

/** How often the interval held the truth, and how often there was none. */
export type Tally = { held: number; above: number; below: number; none: number };

/** One metric of one scenario at one size. */
export type Coverage = { scenario: string; units: number; metric: string; value: Tally; change: Tally };

/** Counts how often the intervals of each metric hold the true value and the true difference. */
export function measureCoverage(
  { name: scenario, task, classes, candidate, baseline, draw }: Scenario,
  units: number,
  replicates: number,
  seed: number,
): Coverage[] {
  const options = { classes, level: LEVEL };
  const tallies = Object.entries(candidate).map(([name, truth]) => ({
    metric: requireMetric(name, { task, classes }, 'bench'),
    truth,
    difference: truth - (baseline[name] ?? Number.NaN),
    value: newTally(),
    change: newTally(),
  }));
  const random = seeded(seed);
  for (let i = 0; i < replicates; i++) {
    const sums = draw(units, random);
    for (const { metric, truth, difference, value, change } of tallies) {
      add(value, estimate(metric, sums, 'candidate', options), truth);
      add(change, compare(metric, sums, options), difference);
    }
  }
  return tallies.map(({ metric, value, change }) => ({
    scenario,
    units,
    metric: metric.name,
    value,
    change,
  }));
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

/** The share held of those that had an interval, and its Monte-Carlo standard error at the nominal level. */
export function shareHeld({ held, above, below, none }: Tally) {
  const counted = held + above + below;
  return {
    share: held / counted,
    error: Math.sqrt((LEVEL * (1 - LEVEL)) / counted),
    counted,
    without: none / (counted + none),
  };
}
