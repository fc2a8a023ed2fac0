import type { Side, SliceSums } from '@proofmark/documents';
import { tangoInterval } from '@proofmark/stats';
import { describe, expect, test } from 'vitest';
import {
  binaryRows,
  binarySums,
  CLASSES,
  metricOf,
  readGolden,
  regressionRows,
  regressionSums,
  rowsOf,
} from './fixture.ts';
import { compare, estimate } from './index.ts';

/** Written by test/golden/points_and_clusters.py: scikit-learn, scipy, statsmodels. */
type PythonSlice = {
  points: Record<Side, Record<string, number>>;
  standardErrors: Record<'row' | 'cluster', Record<string, Record<Side | 'change', number>>>;
  pairedT: Record<string, [number, number]>;
};
type PythonBinarySlice = PythonSlice & {
  wilson: Record<Side, Record<string, [number, number]>>;
  clusteredAuc: Record<Side | 'change', number>;
};
const python = readGolden('python.json') as {
  binary: Record<string, PythonBinarySlice>;
  regression: Record<string, PythonSlice>;
};

/** Written by test/golden/proc.R: pROC. */
type ProcSide = { auc: number; var: number; classes: [number, number]; logitT: [number, number] };
type ProcSlice = Record<Side, ProcSide> & { covariance: number };
const proc = readGolden('proc.json') as Record<string, ProcSlice>;

const SIDES = ['candidate', 'baseline'] as const;
const options = { classes: CLASSES, level: 0.95 };

function close(received: number | null | undefined, expected: number, what: string): void {
  const error = Math.abs((received ?? Number.NaN) - expected);
  expect(error, `${what}: ${received}, expected ${expected}`).toBeLessThan(1e-9);
}

function measured(metric: string, sums: SliceSums, side: Side) {
  const result = estimate(metricOf(metric), sums, side, options);
  if (result.value === null) throw new Error(`${metric}: ${result.reason}`);
  return result;
}

function changed(metric: string, sums: SliceSums) {
  const result = compare(metricOf(metric), sums, options);
  if (result.value === null) throw new Error(`${metric}: ${result.reason}`);
  return result;
}

type Task = [
  name: string,
  golden: Record<string, PythonSlice>,
  sums: (slice: string, by: boolean) => SliceSums,
];
const tasks: Task[] = [
  ['binary', python.binary, (slice, by) => binarySums(rowsOf(binaryRows, slice), by)],
  ['regression', python.regression, (slice, by) => regressionSums(rowsOf(regressionRows, slice), by)],
];

describe.each(tasks)('%s', (_task, golden, sumsOf) => {
  describe.each(Object.entries(golden))('%s', (slice, expected) => {
    const sums = { row: sumsOf(slice, false), cluster: sumsOf(slice, true) };

    test.each(['row', 'cluster'] as const)('points from sums by %s equal scikit-learn', (unit) => {
      for (const side of SIDES) {
        for (const [metric, value] of Object.entries(expected.points[side])) {
          close(measured(metric, sums[unit], side).value, value, `${metric} of ${side}`);
        }
      }
      for (const [metric, value] of Object.entries(expected.points.candidate)) {
        const difference = value - (expected.points.baseline[metric] ?? Number.NaN);
        close(changed(metric, sums[unit]).value, difference, `change of ${metric}`);
      }
    });

    test.each(['row', 'cluster'] as const)(
      'standard errors by %s equal those of statsmodels on linearised rows',
      (unit) => {
        for (const [metric, errors] of Object.entries(expected.standardErrors[unit])) {
          for (const side of SIDES)
            close(measured(metric, sums[unit], side).standardError, errors[side], metric);
          close(changed(metric, sums[unit]).standardError, errors.change, `change of ${metric}`);
        }
      },
    );

    test('intervals of a mean difference are those of Student’s t in scipy', () => {
      for (const [metric, [lower, upper]] of Object.entries(expected.pairedT)) {
        const { interval } = changed(metric, sums.row);
        close(interval?.lower, lower, metric);
        close(interval?.upper, upper, metric);
      }
    });
  });
});

describe.each(Object.entries(python.binary))('shares on %s', (slice, expected) => {
  const sums = {
    row: binarySums(rowsOf(binaryRows, slice)),
    cluster: binarySums(rowsOf(binaryRows, slice), true),
  };

  test('intervals equal Wilson in statsmodels', () => {
    for (const side of SIDES) {
      for (const [metric, [lower, upper]] of Object.entries(expected.wilson[side])) {
        const { interval } = measured(metric, sums.row, side);
        close(interval?.lower, lower, metric);
        close(interval?.upper, upper, metric);
      }
    }
  });

  test('paired intervals of accuracy and recall are those of Tango on the discordant rows', () => {
    for (const metric of ['accuracy', 'recall'] as const) {
      const rows = rowsOf(binaryRows, slice).filter(({ label }) => metric === 'accuracy' || label === '1');
      const right = (score: number, label: string) => score >= 0.5 === (label === '1');
      const count = (first: boolean, second: boolean) =>
        rows.filter((r) => right(r.candidate, r.label) === first && right(r.baseline, r.label) === second)
          .length;
      const table = {
        both: count(true, true),
        first: count(true, false),
        second: count(false, true),
        neither: count(false, false),
      };
      const { interval } = changed(metric, sums.row);
      close(interval?.lower, tangoInterval(table, 0.95).lower, metric);
      close(interval?.upper, tangoInterval(table, 0.95).upper, metric);
    }
  });

  test('the clustered AUC has the standard errors of Obuchowski 1997', () => {
    const errors = expected.clusteredAuc;
    for (const side of SIDES) {
      close(measured('roc_auc', sums.cluster, side).standardError, errors[side], side);
    }
    close(changed('roc_auc', sums.cluster).standardError, errors.change, 'change');
  });
});

describe.each(Object.keys(proc).filter((slice) => slice !== 'pROC'))('roc_auc on %s', (slice) => {
  const sums = binarySums(rowsOf(binaryRows, slice));
  const expected = proc[slice];

  test("value, variance and Student's interval on the logit scale equal pROC and R", () => {
    for (const side of SIDES) {
      const { value, standardError, interval } = measured('roc_auc', sums, side);
      const golden = expected?.[side];
      close(value, golden?.auc ?? Number.NaN, 'auc');
      close((standardError ?? 0) ** 2, golden?.var ?? Number.NaN, 'variance');
      // Of smaller classes the interval is Newcombe's.
      if (Math.min(...(golden?.classes ?? [])) < 30) continue;
      close(interval?.lower, golden?.logitT[0] ?? Number.NaN, 'lower');
      close(interval?.upper, golden?.logitT[1] ?? Number.NaN, 'upper');
    }
  });

  test('the variance of the paired difference equals roc.test(paired = TRUE, method = "delong")', () => {
    const { standardError } = changed('roc_auc', sums);
    const { candidate, baseline, covariance } = expected as ProcSlice;
    close((standardError ?? 0) ** 2, candidate.var + baseline.var - 2 * covariance, 'variance');
  });
});
