import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  countDiscoveries,
  fBetaInterval,
  holmDivisors,
  type Limits,
  moverInterval,
  newcombeAucInterval,
  predictNext,
  quantileRanks,
  transformedInterval,
  waldInterval,
} from './index.ts';

/** Written by test/golden/intervals.py with scipy and statsmodels; null is an end that a range has not, or no result. */
type Row = (number | null)[];
type Past = { past: number[]; level: number; mean: number; lower: number; upper: number };
type Family = {
  pValues: number[];
  level: number;
  holm: number[];
  holmRejections: number;
  discoveries: number;
};
type Golden = { prediction: Past[]; families: Family[] } & Record<
  'transformed' | 'mover' | 'newcombeAuc' | 'fBeta' | 'quantileRanks',
  Row[]
>;
const golden: Golden = JSON.parse(
  readFileSync(new URL('../test/golden/intervals.json', import.meta.url), 'utf8'),
);

type Compute = (given: readonly (number | null)[]) => Limits | undefined;
const numbers = (given: readonly (number | null)[]) => given.map((x) => x ?? Number.NaN);
const alone = ([value = 0, lower = 0, upper = 0, standardError = 0]: number[]) => ({
  value,
  lower,
  upper,
  standardError,
});

const computed: Record<'transformed' | 'mover' | 'newcombeAuc' | 'fBeta' | 'quantileRanks', Compute> = {
  transformed: ([value, error, level, df, from, to]) =>
    transformedInterval(value ?? 0, error ?? 0, level ?? 0, df ?? null, [
      from ?? Number.NEGATIVE_INFINITY,
      to ?? Number.POSITIVE_INFINITY,
    ]),
  mover: (given) => {
    const row = numbers(given);
    return moverInterval(alone(row.slice(0, 4)), alone(row.slice(4, 8)), row[8] ?? 0);
  },
  newcombeAuc: (given) => {
    const [area = 0, positives = 0, negatives = 0, level = 0] = numbers(given);
    return newcombeAucInterval(area, positives, negatives, level);
  },
  fBeta: (given) => {
    const [hits = 0, misses = 0, falseAlarms = 0, beta = 0, level = 0] = numbers(given);
    return fBetaInterval({ hits, misses, falseAlarms }, beta, level);
  },
  quantileRanks: (given) => {
    const [units = 0, p = 0, level = 0] = numbers(given);
    return quantileRanks(units, p, level);
  },
};

test.each(Object.entries(computed))('%s agrees with scipy and statsmodels to 1e-9', (name, compute) => {
  const rows = golden[name as keyof typeof computed];
  expect(rows.length).toBeGreaterThan(11);
  for (const row of rows) {
    const [lower, upper] = row.slice(-2);
    const found = compute(row.slice(0, -2));
    const what = `${name}(${row.slice(0, -2)}): ${JSON.stringify(found)}, expected ${lower}, ${upper}`;
    expect(Math.abs((found?.lower ?? Number.NaN) - (lower ?? Number.NaN)) <= 1e-9, what).toBe(lower !== null);
    expect(Math.abs((found?.upper ?? Number.NaN) - (upper ?? Number.NaN)) <= 1e-9, what).toBe(upper !== null);
  }
});

test('the t prediction interval is that of one more observation of the constant model of statsmodels', () => {
  for (const { past, level, mean, lower, upper } of golden.prediction) {
    const next = predictNext(past);
    const found = waldInterval(next.mean, next.deviation, level, next.degreesOfFreedom);
    const scale = upper - lower;
    expect(next.mean).toBeCloseTo(mean, 10);
    expect(Math.abs(found.lower - lower) / scale).toBeLessThan(1e-9);
    expect(Math.abs(found.upper - upper) / scale).toBeLessThan(1e-9);
  }
});

test.each(golden.families)(
  'Holm and Benjamini–Hochberg reject what statsmodels does of $pValues at $level',
  (family) => {
    const { pValues, level, holmRejections, discoveries } = family;
    const levels = pValues.map(() => level);
    const divisors = holmDivisors(pValues, levels);
    expect(pValues.filter((p, i) => p <= level / (divisors[i] ?? 0))).toHaveLength(holmRejections);
    expect(countDiscoveries(pValues, levels)).toBe(discoveries);
    // Half the p-value at half the level is as much.
    const mixed = pValues.map((p, i) => (i % 2 === 0 ? p / 2 : p));
    const halved = levels.map((each, i) => (i % 2 === 0 ? each / 2 : each));
    expect(countDiscoveries(mixed, halved)).toBe(discoveries);
  },
);

test.each(golden.families)('Holm rejects $pValues from the adjusted p-values of statsmodels on', (family) => {
  const { pValues, holm } = family;
  const isRejectedAt = (level: number, i: number) => {
    const divisors = holmDivisors(
      pValues,
      pValues.map(() => level),
    );
    return (pValues[i] ?? 1) <= level / (divisors[i] ?? 0);
  };
  holm.forEach((adjusted, i) => {
    expect(isRejectedAt(adjusted - 1e-9, i)).toBe(false);
    // What is cut at 1 may be beyond it.
    if (adjusted < 1) expect(isRejectedAt(adjusted + 1e-9, i)).toBe(true);
  });
});

test('of the fifteen p-values of Benjamini and Hochberg 1995 Holm rejects three, their procedure four', () => {
  const published = golden.families.find(({ level }) => level === 0.05);
  expect(published).toMatchObject({ holmRejections: 3, discoveries: 4 });
});
