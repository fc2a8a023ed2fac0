import { readFileSync } from 'node:fs';
import type { SliceSums } from '@proofmark/documents';
import { type Metric, requireMetric } from './index.ts';
import {
  type BinaryRow,
  type RegressionRow,
  referenceBinarySums,
  referenceRegressionSums,
} from './reference-sums.ts';

/** The committed rows of test/golden, for the tests. */
const golden = new URL('../test/golden/', import.meta.url);

export function readGolden(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, golden), 'utf8'));
}

type Row = { label: string; candidate: number; baseline: number; cluster: string; site: string };

function readRows(name: string): Row[] {
  const [, ...lines] = readFileSync(new URL(name, golden), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [label = '', candidate, baseline, cluster = '', site = ''] = line.split(',');
    return { label, candidate: Number(candidate), baseline: Number(baseline), cluster, site };
  });
}

export const binaryRows: readonly (BinaryRow & Row)[] = readRows('binary.csv');

export const regressionRows: readonly (RegressionRow & { site: string })[] = readRows('regression.csv').map(
  (row) => ({ ...row, label: Number(row.label) }),
);

export const CLASSES = ['0', '1'] as const;

/** The rows of a slice named as in the golden files: `all` or `site=north`. */
export function rowsOf<T extends { site: string }>(rows: readonly T[], slice: string): T[] {
  return rows.filter(({ site }) => slice === 'all' || slice === `site=${site}`);
}

export function binarySums(rows: readonly BinaryRow[], clustered = false): SliceSums {
  return referenceBinarySums(rows, { classes: CLASSES, threshold: 0.5, clustered });
}

export function regressionSums(rows: readonly RegressionRow[], clustered = false): SliceSums {
  return referenceRegressionSums(rows, { clustered, centre: 100 });
}

const REGRESSION = ['mae', 'rmse', 'r2'];

/** The metric of that name, of whichever of the two tasks has it. */
export function metricOf(name: string, classes: readonly string[] = CLASSES): Metric {
  return requireMetric(name, { task: REGRESSION.includes(name) ? 'regression' : 'binary', classes }, 'test');
}
