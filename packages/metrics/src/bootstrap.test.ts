import type { Side } from '@proofmark/documents';
import { expect, test } from 'vitest';
import { binaryRows, binarySums, CLASSES, metricOf, regressionRows, regressionSums } from './fixture.ts';
import { compare, estimate } from './index.ts';

const REPLICATES = 2000;

/** Marsaglia's xorshift32: the same draws everywhere. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

type Row = { label: string | number; candidate: number; baseline?: number | undefined; cluster?: string };
type Formula = (rows: readonly Row[], side: Side) => number;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const scoreOf = (row: Row, side: Side) => row[side] ?? Number.NaN;
const share = (
  rows: readonly Row[],
  side: Side,
  by: (hits: number, flagged: number, positives: number) => number,
) => {
  const flagged = rows.filter((row) => scoreOf(row, side) >= 0.5);
  return by(
    flagged.filter((row) => row.label === '1').length,
    flagged.length,
    rows.filter((row) => row.label === '1').length,
  );
};

/** Each metric once more, straight from its definition. */
const formulas: Partial<Record<string, Formula>> = {
  precision: (rows, side) => share(rows, side, (hits, flagged) => hits / flagged),
  f1: (rows, side) => share(rows, side, (hits, flagged, positives) => (2 * hits) / (flagged + positives)),
  brier: (rows, side) => sum(rows.map((r) => (scoreOf(r, side) - Number(r.label)) ** 2)) / rows.length,
  log_loss: (rows, side) => {
    const given = rows.map((r) => (r.label === '1' ? scoreOf(r, side) : 1 - scoreOf(r, side)));
    const clipped = given.map((p) => Math.min(1 - 2 ** -52, Math.max(2 ** -52, p)));
    return -sum(clipped.map(Math.log)) / rows.length;
  },
  roc_auc: (rows, side) => {
    const negatives = rows.filter(({ label }) => label === '0').map((row) => scoreOf(row, side));
    const positives = rows.filter(({ label }) => label === '1').map((row) => scoreOf(row, side));
    let wins = 0;
    for (const p of positives) for (const n of negatives) wins += p > n ? 1 : p === n ? 0.5 : 0;
    return wins / (positives.length * negatives.length);
  },
  rmse: (rows, side) =>
    Math.sqrt(sum(rows.map((r) => (scoreOf(r, side) - Number(r.label)) ** 2)) / rows.length),
  r2: (rows, side) => {
    const mean = sum(rows.map(({ label }) => Number(label))) / rows.length;
    const spread = sum(rows.map(({ label }) => (Number(label) - mean) ** 2));
    return 1 - sum(rows.map((r) => (scoreOf(r, side) - Number(r.label)) ** 2)) / spread;
  },
};

function standardDeviation(values: readonly number[]): number {
  const mean = sum(values) / values.length;
  return Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / (values.length - 1));
}

const cases: [metric: string, unit: 'row' | 'cluster'][] = [
  ['f1', 'row'],
  ['f1', 'cluster'],
  ['precision', 'row'],
  ['log_loss', 'row'],
  ['brier', 'cluster'],
  ['roc_auc', 'row'],
  ['roc_auc', 'cluster'],
  ['rmse', 'row'],
  ['r2', 'row'],
  ['r2', 'cluster'],
];

test.each(cases)('the standard errors of %s by %s agree with the bootstrap', (metric, unit) => {
  const binary = metric !== 'r2' && metric !== 'rmse';
  const rows: readonly Row[] = binary ? binaryRows : regressionRows;
  const clustered = unit === 'cluster';
  const sums = binary ? binarySums(binaryRows, clustered) : regressionSums(regressionRows, clustered);
  const groups = clustered ? [...Map.groupBy(rows, ({ cluster }) => cluster).values()] : rows.map((r) => [r]);
  const formula = formulas[metric] as Formula;

  const random = seeded(20010501);
  const draws = Array.from({ length: REPLICATES }, () => {
    const drawn = groups.flatMap(() => groups[Math.floor(random() * groups.length)] ?? []);
    const [candidate, baseline] = [formula(drawn, 'candidate'), formula(drawn, 'baseline')];
    return { candidate, change: candidate - baseline };
  });

  const options = { classes: CLASSES, level: 0.95 };
  const own = estimate(metricOf(metric), sums, 'candidate', options);
  const change = compare(metricOf(metric), sums, options);
  if (own.value === null || change.value === null) throw new Error('expected values');
  // Monte-Carlo error of a standard deviation from 2,000 draws is 1.6 %; 25 clusters leave a bias of order 1/G.
  const tolerance = clustered ? 0.1 : 0.06;
  for (const [received, drawn] of [
    [own, draws.map((draw) => draw.candidate)],
    [change, draws.map((draw) => draw.change)],
  ] as const) {
    const ratio = (received.standardError ?? 0) / standardDeviation(drawn);
    expect(Math.abs(ratio - 1), `${ratio}`).toBeLessThan(tolerance);
  }
});
