import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CurvePoint, Residuals, ScoreCurves, Side } from '@proofmark/documents';
import { type Evaluation, EvaluationSection, silentLogger } from '@proofmark/documents';
import { loadOnnxRuntime, openEngine } from '@proofmark/engine';
import { beforeAll, describe, expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import type { ScoreCell } from './score-cells.ts';
import { makeCurves } from './score-curves.ts';

// Curves by scikit-learn, residuals by NumPy: written by curves.py beside the rows.
const golden = join(import.meta.dirname, '../../metrics/test/golden');
type Golden = {
  roc: Record<Side, CurvePoint[]>;
  scores: Record<Side, ScoreCurves['histogram']>;
  scoreSums: Record<Side, number>;
  residuals: Record<Side, Omit<Residuals, 'side'>>;
};

async function run(task: 'binary' | 'regression'): Promise<Evaluation> {
  const evaluation = EvaluationSection.parse({
    task,
    predictions: `${task}.csv`,
    columns: { id: '__row', score: 'candidate', 'baseline-score': 'baseline' },
  });
  const engine = await openEngine({ workDirectory: golden });
  const ports = { logger: silentLogger, onnx: () => loadOnnxRuntime({ workDirectory: golden }) };
  try {
    return await evaluate({ model: 'golden', evaluation, workDirectory: golden }, engine, ports);
  } finally {
    await engine.close();
  }
}

let expected: Golden;
beforeAll(async () => {
  expected = JSON.parse(await readFile(join(golden, 'curves.json'), 'utf8')) as Golden;
});

describe('binary', () => {
  let document: Evaluation;
  beforeAll(async () => {
    document = await run('binary');
  });
  const curvesOf = (side: Side) => document.curves?.find((curves) => curves?.side === side);

  test.each(['candidate', 'baseline'] as const)('the ROC curve of the %s is that of scikit-learn', (side) => {
    expect(curvesOf(side)?.points).toEqual(expected.roc[side]);
  });

  test.each(['candidate', 'baseline'] as const)('the histogram of the %s has the counts of NumPy', (side) => {
    expect(curvesOf(side)?.histogram).toEqual(expected.scores[side]);
  });

  test('calibration bins are about equally large and together hold every row', () => {
    const bins = curvesOf('candidate')?.calibration ?? [];
    const total = (part: (bin: (typeof bins)[number]) => number) =>
      bins.reduce((sum, bin) => sum + part(bin), 0);
    expect(bins.length).toBeGreaterThan(10);
    expect(total(({ rows }) => rows)).toBe(300);
    expect(total(({ rows, meanScore }) => rows * meanScore)).toBeCloseTo(expected.scoreSums.candidate, 9);
    const positives = expected.roc.candidate.at(-1)?.truePositives ?? Number.NaN;
    expect(total(({ rows, positiveRate }) => rows * positiveRate)).toBeCloseTo(positives, 9);
  });

  test('the sweep agrees with the curve where both have a threshold', () => {
    const point = expected.roc.candidate.find(({ threshold }) => threshold === 0.25);
    const swept = document.sweep?.find(({ side, threshold }) => side === 'candidate' && threshold === 0.25);
    expect(swept).toMatchObject(point ?? { threshold: 'absent' });
  });
});

test.each(['candidate', 'baseline'] as const)(
  'residuals of the %s have the counts of NumPy',
  async (side) => {
    const document = await run('regression');
    expect(document.residuals?.find((one) => one.side === side)).toEqual({
      side,
      ...expected.residuals[side],
    });
  },
);

describe('many scores', () => {
  const cells: ScoreCell[] = Array.from({ length: 5_000 }, (_, i) => {
    const low = i / 5_000 / 100;
    return {
      low,
      step: Math.floor(low * 100),
      rows: 10,
      positives: i / 5_000,
      negatives: 10 - i / 5_000,
      total: 10 * low,
    };
  });
  const [curves] = makeCurves([{ side: 'candidate', cells }]);

  test('keep at most 200 points of the curve, the last with all rows', () => {
    expect(curves?.points.length).toBeGreaterThan(150);
    expect(curves?.points.length).toBeLessThanOrEqual(200);
    expect(curves?.points.at(-1)?.threshold).toBe(0);
  });

  test('of a rare class spread over bins of their own range', () => {
    expect(curves?.histogram.positives.length).toBeGreaterThan(15);
    expect(curves?.histogram.edges.at(-1)).toBeLessThan(0.011);
  });

  test('of one value have one bin', () => {
    const [cell] = cells;
    const [one] = makeCurves([{ side: 'candidate', cells: cell ? [cell] : [] }]);
    expect([one?.histogram.positives.length, one?.points.length, one?.calibration.length]).toEqual([1, 1, 1]);
  });
});
