import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  betaCdf,
  binomialCdf,
  binomialPmf,
  chiSquareCdf,
  chiSquareQuantile,
  mcnemarMidP,
  normalCdf,
  normalQuantile,
  studentCdf,
  studentQuantile,
  tangoInterval,
  tangoStatistic,
  wilsonInterval,
} from './index.ts';

/** Written by test/golden/distributions.py with scipy and statsmodels; the last numbers of a row are the result. */
const golden = JSON.parse(
  readFileSync(new URL('../test/golden/distributions.json', import.meta.url), 'utf8'),
) as Record<string, number[][]>;

type Case = [name: string, tolerance: number, results: number, compute: (...row: number[]) => number[]];

const ends = ({ lower, upper }: { lower: number; upper: number }) => [lower, upper];
const table = (row: number[]) => ({
  both: row[0] ?? 0,
  first: row[1] ?? 0,
  second: row[2] ?? 0,
  neither: row[3] ?? 0,
});

const cases: Case[] = [
  ['normalQuantile', 1e-12, 1, (p = 0) => [normalQuantile(p)]],
  ['normalCdf', 1e-12, 1, (x = 0) => [normalCdf(x)]],
  ['studentQuantile', 1e-11, 1, (p = 0, df = 0) => [studentQuantile(p, df)]],
  ['studentCdf', 1e-11, 1, (x = 0, df = 0) => [studentCdf(x, df)]],
  ['betaCdf', 1e-9, 1, (x = 0, a = 0, b = 0) => [betaCdf(x, a, b)]],
  ['chiSquareQuantile', 1e-11, 1, (p = 0, df = 0) => [chiSquareQuantile(p, df)]],
  ['chiSquareCdf', 1e-11, 1, (x = 0, df = 0) => [chiSquareCdf(x, df)]],
  ['binomialPmf', 1e-9, 1, (k = 0, n = 0, p = 0) => [binomialPmf(k, n, p)]],
  ['binomialCdf', 1e-9, 1, (k = 0, n = 0, p = 0) => [binomialCdf(k, n, p)]],
  ['wilson', 1e-12, 2, (k = 0, n = 0, level = 0) => ends(wilsonInterval(k, n, level))],
  ['tangoStatistic', 1e-9, 1, (...row) => [tangoStatistic(table(row), row[4] ?? 0)]],
  ['tangoInterval', 1e-9, 2, (...row) => ends(tangoInterval(table(row), row[4] ?? 0))],
  ['mcnemarMidP', 1e-12, 1, (b = 0, c = 0) => [mcnemarMidP(b, c)]],
];

test.each(cases)('%s agrees with scipy and statsmodels to %d', (name, tolerance, results, compute) => {
  const rows = golden[name] ?? [];
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) {
    const expected = row.slice(-results);
    const received = compute(...row.slice(0, -results));
    received.forEach((value, i) => {
      const wanted = expected[i] ?? Number.NaN;
      const error = Math.abs(value - wanted) / Math.max(Math.abs(wanted), 1e-3);
      expect(error, `${name}(${row.slice(0, -results)}): ${value}, expected ${wanted}`).toBeLessThanOrEqual(
        tolerance,
      );
    });
  }
});

const published: [string, number[], number[]][] = [
  ['Wilson 81/263 (Newcombe 1998)', ends(wilsonInterval(81, 263, 0.95)), [0.2553, 0.3662]],
  ['Wilson 0/20', ends(wilsonInterval(0, 20, 0.95)), [0, 0.1611]],
  [
    'Tango interval, Bentur (1, 1, 7, 12) (Fagerland et al. 2014)',
    ends(tangoInterval(table([1, 1, 7, 12]), 0.95)),
    [-0.5172, -0.026],
  ],
  ['Tango statistic (43, 0, 1, 0), margin 0.1', [tangoStatistic(table([43, 0, 1, 0]), -0.1)], [1.7086]],
  ['McNemar mid-p (1, 7)', [mcnemarMidP(1, 7)], [0.0391]],
];

test.each(published)('%s equals the published value', (_name, received, expected) => {
  received.forEach((value, i) => {
    expect(Math.abs(value - (expected[i] ?? Number.NaN))).toBeLessThanOrEqual(0.5001e-4);
  });
});
