import type { Cell, Side, SliceKey, SliceSums, Stratum } from '@proofmark/documents';
import { momentsOf } from './moments.ts';

/**
 * The sums of an evaluation by plain loops over rows in memory, placements by comparing every pair. Slow and
 * obviously right: the tests hold the SQL of the engine, and the metrics, to it.
 */
export type BinaryRow = { label: string; candidate: number; baseline?: number | undefined; cluster?: string };
export type RegressionRow = {
  label: number;
  candidate: number;
  baseline?: number | undefined;
  cluster?: string;
};

type Feature = readonly [name: string, value: number];

export type BinaryOptions = {
  classes: readonly [negative: string, positive: string];
  threshold: number;
  /** Those that metrics name. */
  otherThresholds?: readonly number[];
  clustered: boolean;
  slice?: SliceKey;
};

export function referenceBinarySums(rows: readonly BinaryRow[], options: BinaryOptions): SliceSums {
  const { classes, threshold, otherThresholds = [], clustered, slice = [] } = options;
  const positive = classes[1];
  const scores = new Map<string, number[]>();
  const scoresOf = (side: Side, ofPositives: boolean) => {
    const key = `${side} ${ofPositives}`;
    const known = scores.get(key);
    if (known) return known;
    const found = rows
      .filter(({ label }) => (label === positive) === ofPositives)
      .map((row) => row[side] ?? Number.NaN);
    scores.set(key, found);
    return found;
  };
  const features = rows.map((row) => {
    const isPositive = row.label === positive;
    const sides = sidesOf(row).flatMap(([side, score]): Feature[] => {
      const share = shareBeaten(score, scoresOf(side, !isPositive));
      const place = isPositive ? share : 1 - share;
      const predictions = [threshold, ...otherThresholds].flatMap((at, i): Feature[] => {
        const suffix = i === 0 ? '' : `@${at}`;
        return [
          [`true_positives${suffix}.${side}`, Number(score >= at && isPositive)],
          [`false_positives${suffix}.${side}`, Number(score >= at && !isPositive)],
        ];
      });
      const losses: Feature[] = [
        [`log_loss.${side}`, logLoss(isPositive ? score : 1 - score)],
        [`brier.${side}`, (score - Number(isPositive)) ** 2],
      ];
      return clustered
        ? [
            ...predictions,
            ...losses,
            [`placement_positive.${side}`, isPositive ? place : 0],
            [`placement_negative.${side}`, isPositive ? 0 : place],
          ]
        : [...losses, [`placement.${side}`, place]];
    });
    return clustered ? [['rows', 1] as const, ['positives', Number(isPositive)] as const, ...sides] : sides;
  });
  const strata = clustered
    ? [stratumOf('all', sumByCluster(rows, features))]
    : classes.map((name) =>
        stratumOf(
          name,
          features.filter((_, i) => rows[i]?.label === name),
        ),
      );
  return {
    slice,
    rows: rows.length,
    cells: cellsOf(rows, classes, threshold),
    ...(otherThresholds.length > 0 && {
      thresholds: otherThresholds.map((at) => ({ threshold: at, cells: cellsOf(rows, classes, at) })),
    }),
    moments: { unit: clustered ? 'cluster' : 'row', features: namesOf(features), strata },
  };
}

function cellsOf(
  rows: readonly BinaryRow[],
  [negative, positive]: BinaryOptions['classes'],
  threshold: number,
): Cell[] {
  const classOf = (score: number) => (score >= threshold ? positive : negative);
  const cells = new Map<string, Cell>();
  for (const { label, candidate, baseline } of rows) {
    const pair = [classOf(candidate), baseline === undefined ? null : classOf(baseline)] as const;
    const key = [label, ...pair].join();
    const cell = { label, candidate: pair[0], baseline: pair[1], rows: (cells.get(key)?.rows ?? 0) + 1 };
    cells.set(key, cell);
  }
  return [...cells.values()];
}

export function referenceRegressionSums(
  rows: readonly RegressionRow[],
  { clustered, centre, slice = [] }: { clustered: boolean; centre: number; slice?: SliceKey },
): SliceSums {
  const features = rows.map((row): Feature[] => {
    const label = row.label - centre;
    const sides = sidesOf(row).flatMap(([side, prediction]): Feature[] => [
      [`absolute_error.${side}`, Math.abs(prediction - row.label)],
      [`squared_error.${side}`, (prediction - row.label) ** 2],
    ]);
    const own: Feature[] = [['label', label], ['label_squared', label * label], ...sides];
    return clustered ? [['rows', 1], ...own] : own;
  });
  return {
    slice,
    rows: rows.length,
    cells: [],
    moments: {
      unit: clustered ? 'cluster' : 'row',
      features: namesOf(features),
      strata: [stratumOf('all', clustered ? sumByCluster(rows, features) : features)],
    },
  };
}

function sidesOf(row: { candidate: number; baseline?: number | undefined }) {
  const candidate = ['candidate', row.candidate] as const;
  return row.baseline === undefined ? [candidate] : [candidate, ['baseline', row.baseline] as const];
}

/** The share of the other scores that are lower, and half of those that are equal. */
function shareBeaten(score: number, others: readonly number[]): number {
  let beaten = 0;
  for (const other of others) beaten += score === other ? 0.5 : Number(score > other);
  return others.length === 0 ? 0 : beaten / others.length;
}

/** −ln p with p cut to [ε, 1 − ε], as scikit-learn does. */
function logLoss(p: number): number {
  return -Math.log(Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, p)));
}

function namesOf(rows: readonly (readonly Feature[])[]): string[] {
  return (rows[0] ?? []).map(([name]) => name);
}

function stratumOf(stratum: string, rows: readonly (readonly Feature[])[]): Stratum {
  const values = rows.map((row) => ({ x: row.map(([, value]) => value), count: 1 }));
  const { units, mean: means, comoment } = momentsOf(namesOf(rows).length, values);
  return { stratum, units, mean: means, comoment };
}

function sumByCluster(
  rows: readonly { cluster?: string }[],
  features: readonly (readonly Feature[])[],
): Feature[][] {
  const clusters = new Map<string, Feature[]>();
  rows.forEach(({ cluster = '' }, i) => {
    const sums = clusters.get(cluster);
    const row = features[i] ?? [];
    clusters.set(
      cluster,
      row.map(([name, value], j) => [name, value + (sums?.[j]?.[1] ?? 0)]),
    );
  });
  return [...clusters.values()];
}
