import type { Cell, Side, SliceKey, SliceSums, Stratum } from '@proofmark/documents';
import { type Engine, identifier, literal, type Row } from '@proofmark/engine';
import { clusterStrata } from './clusters.ts';
import type { CurveFeature } from './curves.ts';
import {
  double,
  exactScale,
  type Feature,
  momentSums,
  readMoments,
  type Source,
  scaledFeatures,
} from './moments.ts';
import { rankedSql } from './ranked.ts';

/** One pass of sums: over the whole test set, or over all kept values of one slice column (or crossing) at once. */
export type Cut = { table: string; values: readonly string[]; keys: readonly SliceKey[] } | undefined;

/** How the sums are to be made; the table `rows` has `label`, `candidate`, `baseline`, `cluster`, `weight`, slices. */
export type SumsPlan = {
  sides: readonly Side[];
  /** The label as the features see it, `y`: is it positive. */
  labelSql: string;
  clustered: boolean;
  weights: Weights | undefined;
  features: readonly Feature[];
  binary: BinaryPlan;
};

export type BinaryPlan = {
  threshold: number;
  /** Those that metrics name, in ascending order. */
  otherThresholds: readonly number[];
  classes: readonly [string, string];
  /** Whether any feature needs ranks. */
  ranked: boolean;
  curves: readonly CurveFeature[];
};

/** Weights are rounded to multiples of `unit`, a power of two, so that they add up the same in any order. */
export type Weights = { largest: number; unit: number };

/** The sums of every slice of a cut, in the order of its values. */
export async function sumCut(engine: Engine, plan: SumsPlan, cut: Cut): Promise<SliceSums[]> {
  const base = baseSql(plan, cut);
  const counts = await countCells(engine, plan, base);
  const ranked = plan.binary.ranked ? await rankClasses(engine, plan, base, cut, counts) : base;
  const rows = countRows(counts);
  const sources = sourcesOf(plan, base, ranked);
  const strata = plan.clustered
    ? await clusterStrata(engine, ranked, plan.features, rows)
    : await rowStrata(engine, sources, rows, plan.weights ? undefined : plan.binary.classes);
  return (cut?.values ?? ['']).map((_, slice) => {
    const own = counts.filter((count) => count.slice === slice);
    return {
      slice: cut?.keys[slice] ?? [],
      rows: countRows(own),
      ...cellsOf(plan, own),
      moments: {
        unit: plan.clustered ? 'cluster' : 'row',
        features: sources.flatMap(({ features }) => features.map(({ name }) => name)),
        strata: strata.get(slice) ?? [],
      },
    };
  });
}

/** `s` (the number of the slice), `y`, the scores, the cluster and the weight of the rows that belong to a cut. */
function baseSql(plan: SumsPlan, cut: Cut): string {
  const { labelSql, sides, weights } = plan;
  const weight = weights ? [`${weightSql(weights)} AS w`] : [];
  return cutSql('rows', [`${labelSql} AS y`, ...sides, ...clusterColumn(plan), ...weight], cut);
}

/** The weight as the sums see it. */
export function weightSql({ unit }: Weights): string {
  return `round(weight / ${double(unit)}) * ${double(unit)}`;
}

/** Columns of the rows that belong to a cut, with the number `s` of their slice. */
export function cutSql(table: string, columns: readonly string[], cut: Cut): string {
  if (!cut) return `SELECT 0 AS s, ${columns.join(', ')} FROM ${table}`;
  const kept = cut.values.map((value, s) => `(${s}, ${literal(value)})`).join(', ');
  return `SELECT kept.s, ${columns.join(', ')} FROM ${table}
    JOIN (VALUES ${kept}) AS kept (s, value) ON ${table}.${identifier(cut.table)} = kept.value`;
}

/**
 * A number in place of the name of the cluster, which the sorts would carry along: a million clusters share one of
 * 2^64 numbers with a probability below 10^-7.
 */
function clusterColumn({ clustered }: SumsPlan): string[] {
  return clustered ? ['hash(cluster) AS cluster'] : [];
}

/** Rows whose scores reach the same number of thresholds, in ascending order. */
type Count = {
  slice: number;
  rows: number;
  weight: number;
  positive: boolean;
  reached: Record<Side, number>;
};

/** The base with the ranks that placements and curves are made of, and the class sizes of each slice. */
async function rankClasses(
  engine: Engine,
  plan: SumsPlan,
  base: string,
  cut: Cut,
  counts: readonly Count[],
): Promise<string> {
  const { sides, weights, binary } = plan;
  const classSize = (slice: number, positive: boolean) =>
    counts
      .filter((count) => count.slice === slice && count.positive === positive)
      .reduce((total, { weight }) => total + weight, 0);
  const { curves } = binary;
  const options = {
    sides,
    others: [
      ...(plan.clustered ? ['cluster'] : []),
      ...(plan.clustered || curves.some(({ readsScores }) => readsScores) ? sides : []),
    ],
    sizes: (cut?.values ?? ['']).map((_, s) => ({
      positives: classSize(s, true),
      negatives: classSize(s, false),
    })),
  };
  return rankedSql(engine, base, options, { weighted: weights !== undefined, curves });
}

function countRows(counts: readonly Count[]): number {
  return counts.reduce((total, { rows }) => total + rows, 0);
}

/** The thresholds that predictions are counted at. */
function thresholdsOf({ threshold, otherThresholds }: BinaryPlan): number[] {
  return [...new Set([threshold, ...otherThresholds])].sort((a, b) => a - b);
}

/** Rows by slice, label and how many thresholds the scores reach. */
async function countCells(
  engine: Engine,
  { sides, binary, weights }: SumsPlan,
  base: string,
): Promise<Count[]> {
  const reached = sides.map((side) => {
    const each = thresholdsOf(binary).map((threshold) => `(${side} >= ${double(threshold)})::TINYINT`);
    return `${each.join(' + ')} AS ${side}`;
  });
  const keys = ['s', 'y', ...reached];
  const rows = await engine.query(
    `SELECT ${keys.join(', ')}, count(*) AS n, ${weights ? 'sum(w)' : 'count(*)'} AS weight FROM (${base}) GROUP BY ALL ORDER BY ALL`,
  );
  return rows.map((row) => ({
    slice: Number(row.s),
    rows: Number(row.n),
    weight: Number(row.weight),
    positive: row.y === true,
    reached: { candidate: Number(row.candidate), baseline: Number(row.baseline ?? 0) },
  }));
}

/** The cells of one slice, of label and predicted classes, at each threshold. */
function cellsOf(
  { sides, binary }: SumsPlan,
  counts: readonly Count[],
): Pick<SliceSums, 'cells' | 'thresholds'> {
  const all = thresholdsOf(binary);
  const [negative, positive] = binary.classes;
  const cellsAt = (threshold: number): Cell[] => {
    const place = all.indexOf(threshold);
    const cells = new Map<string, Cell>();
    for (const { positive: isPositive, reached, rows } of counts) {
      const name = (is: boolean) => (is ? positive : negative);
      const cell = {
        label: name(isPositive),
        candidate: name(reached.candidate > place),
        baseline: sides.includes('baseline') ? name(reached.baseline > place) : null,
      };
      const key = [isPositive, reached.candidate > place, reached.baseline > place].map(Number).join('');
      cells.set(key, { ...cell, rows: rows + (cells.get(key)?.rows ?? 0) });
    }
    return [...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
  };
  return {
    cells: cellsAt(binary.threshold),
    ...(binary.otherThresholds.length > 0 && {
      thresholds: binary.otherThresholds.map((threshold) => ({ threshold, cells: cellsAt(threshold) })),
    }),
  };
}

/**
 * What needs no ranks is read from the rows as they are, so that ordered tables need not carry it. Only totals of
 * clusters or of weights have products with all others, and are read together.
 */
function sourcesOf({ features, clustered, weights }: SumsPlan, base: string, ranked: string): Source[] {
  if (clustered || weights) return [{ sql: ranked, features }];
  const [plain, byRank] = [features.filter((f) => !f.ranked), features.filter((f) => f.ranked)];
  const sources = [
    { sql: base, features: plain },
    { sql: ranked, features: byRank },
  ].filter((source) => source.features.length > 0);
  // Without any feature, the units are counted all the same.
  return sources.length > 0 ? sources : [{ sql: base, features }];
}

/**
 * Moments over rows by slice, and by `y` when there are names for false and true. The features of two sources, which
 * hold the same rows, have no products with each other.
 */
export async function rowStrata(
  engine: Engine,
  sources: readonly Source[],
  rows: number,
  strataNames?: readonly string[],
): Promise<Map<number, Stratum[]>> {
  const keys = strataNames ? ['s', 'y'] : ['s'];
  const scale = exactScale(rows);
  const features = sources.flatMap((source) => source.features);
  const sums = new Map<string, Row>();
  let first = 0;
  for (const { sql, features: own } of sources) {
    const found = await engine.query(
      `SELECT ${[...keys, 'count(*) AS units', ...momentSums(own, scale, first)].join(', ')}
      FROM (SELECT ${[...keys, ...scaledFeatures(own, first)].join(', ')} FROM (${sql})) GROUP BY ${keys.join(', ')}`,
    );
    for (const row of found) sums.set(`${row.s} ${row.y}`, { ...sums.get(`${row.s} ${row.y}`), ...row });
    first += own.length;
  }
  const names = strataNames?.map((name, i) => ({ name, y: i === 1 })) ?? [{ name: 'all', y: undefined }];
  const slices = new Set([...sums.values()].map((row) => Number(row.s)));
  return new Map(
    [...slices].map((slice) => [
      slice,
      names.map(({ name, y }) => {
        return readMoments(name, features, scale, sums.get(`${slice} ${y}`));
      }),
    ]),
  );
}
