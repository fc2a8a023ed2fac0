import { compare, estimate, type Measured, requireMetric, type Undefined } from '@proofmark/metrics';
import { seeded } from './random.ts';
import type { Scenario } from './scenarios.ts';

export const LEVEL = 0.95;
/** Of a gate, which looks at one end of the interval of level 2 · confidence − 1. */
export const CONFIDENCE = 0.95;
export const SIZES = [200, 1000, 10_000] as const;

/** Share of replicates without an interval from which on the rest says nothing. */
export const MOSTLY = 0.95;

/** How often the interval held the truth, and how often there was none. */
export type Tally = { held: number; above: number; below: number; none: number };

/** One metric of one scenario at one size. */
export type Coverage = {
  scenario: string;
  units: number;
  metric: string;
  direction: 'higher' | 'lower';
  value: Tally;
  change: Tally;
  /** Of the limits that gates use. */
  oneSided: { value: Tally; change: Tally };
};

/** Counts how often the intervals of each metric hold the true value and the true difference. */
export function measureCoverage(
  { name: scenario, task, classes, candidate, baseline, draw }: Scenario,
  units: number,
  replicates: number,
  seed: number,
): Coverage[] {
  const options = { classes, level: LEVEL };
  const ofGates = { classes, level: 2 * CONFIDENCE - 1 };
  const tallies = Object.entries(candidate).map(([name, truth]) => ({
    metric: requireMetric(name, { task, classes }, 'bench'),
    truth,
    difference: truth - (baseline[name] ?? Number.NaN),
    value: newTally(),
    change: newTally(),
    oneSided: { value: newTally(), change: newTally() },
  }));
  const random = seeded(seed);
  for (let i = 0; i < replicates; i++) {
    const sums = draw(units, random);
    for (const { metric, truth, difference, value, change, oneSided } of tallies) {
      add(value, estimate(metric, sums, 'candidate', options), truth);
      add(change, compare(metric, sums, options), difference);
      add(oneSided.value, estimate(metric, sums, 'candidate', ofGates), truth);
      add(oneSided.change, compare(metric, sums, ofGates), difference);
    }
  }
  return tallies.map(({ metric: { name: metric, direction }, value, change, oneSided }) => ({
    scenario,
    units,
    metric,
    direction,
    value,
    change,
    oneSided,
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

/**
 * How often the limits of a gate are beyond the truth: the worse end, by which it passes what it should not, and the
 * better end, by which it fails what it should not.
 */
export function shareMissed({ held, above, below }: Tally, direction: Coverage['direction']) {
  const counted = held + above + below;
  const [lower, upper] = [below / counted, above / counted];
  return direction === 'higher' ? { passing: lower, failing: upper } : { passing: upper, failing: lower };
}
