import { expect, test } from 'vitest';
import {
  bennettRows,
  bennettTolerance,
  betaCdf,
  binomialCdf,
  binomialPmf,
  chiSquareCdf,
  chiSquareQuantile,
  countDiscoveries,
  criticalValue,
  hoeffdingRows,
  hoeffdingTolerance,
  holmDivisors,
  mcnemarMidP,
  moverInterval,
  newcombeAucInterval,
  normalCdf,
  normalQuantile,
  powerAtUnits,
  predictNext,
  quantileRank,
  quantileRanks,
  studentCdf,
  studentQuantile,
  tangoInterval,
  tangoStatistic,
  transformedInterval,
  unitsForDistance,
  waldInterval,
  wilsonInterval,
} from './index.ts';

const { NaN: nan, POSITIVE_INFINITY: infinity, NEGATIVE_INFINITY: minusInfinity } = Number;

const limits: [what: string, received: number, expected: number][] = [
  ['normalCdf of infinity', normalCdf(infinity), 1],
  ['normalCdf of −infinity', normalCdf(minusInfinity), 0],
  ['studentCdf with infinite degrees of freedom', studentCdf(1.3, infinity), normalCdf(1.3)],
  [
    'studentQuantile with infinite degrees of freedom',
    studentQuantile(0.975, infinity),
    normalQuantile(0.975),
  ],
  ['studentQuantile with as many as a number holds', studentQuantile(1e-12, 1e308), normalQuantile(1e-12)],
  ['studentQuantile of a half', studentQuantile(0.5, 3), 0],
  ['studentQuantile of a half, infinite degrees', studentQuantile(0.5, infinity), 0],
  ['studentCdf of infinity', studentCdf(infinity, 4), 1],
  ['betaCdf at 0', betaCdf(0, 2, 3), 0],
  ['betaCdf at 1', betaCdf(1, 2, 3), 1],
  ['chiSquareCdf below 0', chiSquareCdf(-1, 2), 0],
  ['binomialPmf without trials', binomialPmf(0, 0, 0.3), 1],
  ['binomialPmf of p = 0', binomialPmf(0, 9, 0), 1],
  ['binomialPmf of p = 1', binomialPmf(9, 9, 1), 1],
  ['binomialCdf below 0', binomialCdf(-1, 9, 0.3), 0],
  ['binomialCdf above the trials', binomialCdf(10, 9, 0.3), 1],
  ['binomialCdf of p = 0', binomialCdf(0, 9, 0), 1],
  ['binomialCdf of p = 1', binomialCdf(8, 9, 1), 0],
  ['wilsonInterval of no success', wilsonInterval(0, 5, 0.95).lower, 0],
  ['wilsonInterval of success only', wilsonInterval(5, 5, 0.95).upper, 1],
  ['newcombeAucInterval at 1', newcombeAucInterval(1, 5, 5, 0.95).upper, 1],
  ['tangoInterval at −1', tangoInterval({ both: 0, first: 0, second: 4, neither: 0 }, 0.95).lower, -1],
  ['mcnemarMidP without discordant rows', mcnemarMidP(0, 0), 0],
  ['quantileRank of a small share', quantileRank(10, 1e-9), 1],
  ['powerAtUnits without variance', powerAtUnits(0, 0.1, 10, 0.95), 1],
  ['unitsForDistance without variance', unitsForDistance(0, 0.1, { confidence: 0.95, power: 0.8 }), 0],
  ['wilsonInterval at level 0', wilsonInterval(2, 5, 0).upper, 0.4],
  ['countDiscoveries of none', countDiscoveries([], []), 0],
  ['hoeffdingTolerance of no rows', hoeffdingTolerance(0, 1, 3), infinity],
  ['bennettTolerance of no rows', bennettTolerance(0, 0.1, 3), 2],
];

test.each(limits)('%s is its limit', (_what, received, expected) => {
  expect(received).toBe(expected);
});

const table = { both: 3, first: 1, second: 2, neither: 4 };
const empty = { both: 0, first: 0, second: 0, neither: 0 };
const alone = { value: 1, lower: 0, upper: 2, standardError: 0.5 };
const plan = { confidence: 0.95, power: 0.8 };

const refusals: [call: string, run: () => unknown, message: string][] = [
  ...[0, 1, -0.1, nan].flatMap((p): [string, () => unknown, string][] => [
    [
      `normalQuantile(${p})`,
      () => normalQuantile(p),
      `expected a probability between 0 and 1, received ${p}`,
    ],
    [
      `studentQuantile(${p}, 4)`,
      () => studentQuantile(p, 4),
      `expected a probability between 0 and 1, received ${p}`,
    ],
    [
      `chiSquareQuantile(${p}, 4)`,
      () => chiSquareQuantile(p, 4),
      `expected a probability between 0 and 1, received ${p}`,
    ],
    [`quantileRanks(9, ${p})`, () => quantileRanks(9, p, 0.95), `between 0 and 1, received ${p}`],
  ]),
  ...[-1, 0, nan].flatMap((df): [string, () => unknown, string][] => [
    [
      `studentQuantile(0.9, ${df})`,
      () => studentQuantile(0.9, df),
      `degrees of freedom above 0, received ${df}`,
    ],
    [`studentCdf(0.9, ${df})`, () => studentCdf(0.9, df), `degrees of freedom above 0, received ${df}`],
    [`chiSquareQuantile(0.9, ${df})`, () => chiSquareQuantile(0.9, df), `degrees of freedom above 0`],
    [`chiSquareCdf(0.9, ${df})`, () => chiSquareCdf(0.9, df), `degrees of freedom above 0, received ${df}`],
    [`waldInterval with ${df}`, () => waldInterval(1, 1, 0.95, df), `degrees of freedom above 0`],
    [`betaCdf(0.5, ${df}, 1)`, () => betaCdf(0.5, df, 1), `a first shape above 0, received ${df}`],
    [`betaCdf(0.5, 1, ${df})`, () => betaCdf(0.5, 1, df), `a second shape above 0, received ${df}`],
    [`wilsonInterval(0, ${df})`, () => wilsonInterval(0, df, 0.95), `trials above 0, received ${df}`],
    [`newcombeAucInterval of ${df}`, () => newcombeAucInterval(0.7, df, 9, 0.95), `positives above 0`],
    [`quantileRank(${df}, 0.5)`, () => quantileRank(df, 0.5), `a number of values above 0, received ${df}`],
    [`hoeffdingRows(${df})`, () => hoeffdingRows(df, 1, 1), `a tolerance above 0, received ${df}`],
    [`bennettRows(0.1, ${df})`, () => bennettRows(0.1, df, 1), `a spread above 0, received ${df}`],
  ]),
  ...[-0.5, 1, 1.5, nan].flatMap((level): [string, () => unknown, string][] => [
    [`criticalValue(${level})`, () => criticalValue(level), `a level from 0 to below 1, received ${level}`],
    [`waldInterval at ${level}`, () => waldInterval(1, 1, level, 4), `a level from 0 to below 1`],
    [`tangoInterval at ${level}`, () => tangoInterval(table, level), `a level from 0 to below 1`],
    [`quantileRanks at ${level}`, () => quantileRanks(99, 0.5, level), `a level from 0 to below 1`],
  ]),
  ['normalCdf(NaN)', () => normalCdf(nan), 'expected a number, received NaN'],
  ['studentCdf(NaN, 4)', () => studentCdf(nan, 4), 'expected a number, received NaN'],
  ['chiSquareCdf(NaN, 4)', () => chiSquareCdf(nan, 4), 'expected a number, received NaN'],
  ['betaCdf(NaN, 1, 1)', () => betaCdf(nan, 1, 1), 'expected a number, received NaN'],
  ['binomialPmf(1, 2, 1.5)', () => binomialPmf(1, 2, 1.5), 'a probability from 0 to 1, received 1.5'],
  ['binomialCdf(1, −2, 0.5)', () => binomialCdf(1, -2, 0.5), 'trials of at least 0, received -2'],
  ['mcnemarMidP(−1, 2)', () => mcnemarMidP(-1, 2), 'at least 0'],
  ['tangoStatistic of no rows', () => tangoStatistic(empty, 0), 'a number of rows above 0, received 0'],
  ['tangoInterval of no rows', () => tangoInterval(empty, 0.95), 'a number of rows above 0, received 0'],
  [
    'tangoInterval of a negative count',
    () => tangoInterval({ ...table, first: -1 }, 0.95),
    'a count of rows of at least 0, received -1',
  ],
  ['waldInterval of NaN', () => waldInterval(nan, 1, 0.95, null), 'expected an estimate, received NaN'],
  ['waldInterval of a negative error', () => waldInterval(1, -1, 0.95, 4), 'a standard error of at least 0'],
  ['transformedInterval of NaN', () => transformedInterval(0.5, nan, 0.95, 4, [0, 1]), 'a standard error'],
  ['moverInterval of a negative error', () => moverInterval(alone, alone, -1), 'a standard error'],
  ['predictNext of one value', () => predictNext([3]), 'expected at least two past values, received 1'],
  [
    'holmDivisors of NaN',
    () => holmDivisors([0.1, nan], [0.05, 0.05]),
    'a probability from 0 to 1, received NaN',
  ],
  ['countDiscoveries of 2', () => countDiscoveries([2], [0.05]), 'a probability from 0 to 1, received 2'],
  ['unitsForDistance of 0', () => unitsForDistance(1, 0, plan), 'expected a distance other than 0'],
  ['powerAtUnits of a negative variance', () => powerAtUnits(-1, 1, 9, 0.95), 'a variance of at least 0'],
  ['powerAtUnits of −1 units', () => powerAtUnits(1, 1, -1, 0.95), 'a number of units of at least 0'],
];

test.each(refusals)('%s is refused', (_call, run, message) => {
  expect(run).toThrow(RangeError);
  expect(run).toThrow(message);
});
