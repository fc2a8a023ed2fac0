import { binomialCdf, binomialPmf } from './binomial.ts';
import { criticalValue, type Limits } from './proportion.ts';
import { requireCount, requirePositive } from './require.ts';
import { findRoot } from './root.ts';

/** Two raters on the same rows. `first` counts rows where only the first succeeds, `second` only the second. */
export type PairedTable = { both: number; first: number; second: number; neither: number };

/** @throws RangeError for a negative count, and when there are no rows */
function countRows({ both, first, second, neither }: PairedTable): number {
  for (const count of [both, first, second, neither]) requireCount(count, 'a count of rows');
  const rows = both + first + second + neither;
  requirePositive(rows, 'a number of rows');
  return rows;
}

/**
 * Score statistic of H0: share(first) − share(second) = `difference`, standard normal under H0. Its variance comes
 * from the maximum-likelihood estimate under H0. With `difference` = −margin it is the test of non-inferiority.
 * Method: T. Tango, "Equivalence test and confidence interval for the difference in proportions for the
 * paired-sample design", Statistics in Medicine 17, 1998.
 */
export function tangoStatistic(table: PairedTable, difference: number): number {
  const n = countRows(table);
  const { first, second } = table;
  const linear = (2 * n - first + second) * difference - first - second;
  const constant = -second * difference * (1 - difference);
  const root = Math.sqrt(Math.max(0, linear * linear - 8 * n * constant));
  // The cancellation-free form of (root − linear) / 4n.
  const restricted = linear <= 0 ? (root - linear) / (4 * n) : (-2 * constant) / (root + linear);
  const variance = n * (2 * restricted + difference * (1 - difference));
  const distance = first - second - n * difference;
  if (variance <= 0) return distance === 0 ? 0 : Math.sign(distance) * Number.POSITIVE_INFINITY;
  return distance / Math.sqrt(variance);
}

/** Score interval of share(first) − share(second): all differences that Tango's test does not reject. */
export function tangoInterval(table: PairedTable, level: number): Limits {
  const z = criticalValue(level);
  const estimate = (table.first - table.second) / countRows(table);
  return {
    lower: estimate <= -1 ? -1 : findRoot((d) => clip(tangoStatistic(table, d)) - z, -1, estimate),
    upper: estimate >= 1 ? 1 : findRoot((d) => clip(tangoStatistic(table, d)) + z, estimate, 1),
  };
}

/** Brent's method needs finite ends; the statistic is infinite at ±1. */
function clip(z: number): number {
  return Math.max(-1e6, Math.min(1e6, z));
}

/**
 * Two-sided p-value of McNemar's test from the discordant counts with mid-p: half of the probability of the observed
 * table. Recommended by M. W. Fagerland, S. Lydersen & P. Laake, BMC Medical Research Methodology 13:91, 2013.
 */
export function mcnemarMidP(first: number, second: number): number {
  for (const count of [first, second]) requireCount(count, 'a count of rows');
  const [fewer, rows] = [Math.min(first, second), first + second];
  const observed = binomialPmf(fewer, rows, 0.5);
  return first === second ? 1 - observed : 2 * binomialCdf(fewer, rows, 0.5) - observed;
}
