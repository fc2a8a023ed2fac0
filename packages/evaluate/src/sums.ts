import type { Cell, Side, SliceSums, Stratum } from '@proofmark/documents';
import type { Engine, Row } from '@proofmark/engine';
import { clusterStrata } from './clusters.ts';
import { type Cut, cutSql } from './cut.ts';
import { type MemorySource, sumInMemory } from './memory-sums.ts';
import { double, exactScale, type Feature, momentSums, readMoments, scaledFeatures } from './moments.ts';
import { type Ranking, rankCut, rankedSql } from './ranked.ts';
import type { ClassSizes } from './score-ranks.ts';

/** How the sums are to be made; the table `rows` has `label`, `candidate`, `baseline`, `cluster`, `weight`, slices. */
export type SumsPlan = RowsRead & {
  features: readonly Feature[];
  binary: BinaryPlan;
};

/** What is read of the rows. */
export type RowsRead = {
  sides: readonly Side[];
  /** The label as the features see it, `y`: is it positive. */
  labelSql: string;
  clustered: boolean;
  weights: Weights | undefined;
};

export type BinaryPlan = {
  threshold: number;
  /** Those that metrics name, in ascending order. */
  otherThresholds: readonly number[];
  classes: readonly [string, string];
  ranking: Ranking;
};

/** Weights are rounded to multiples of `unit`, a power of two, so that they add up the same in any order. */
export type Weights = { largest: number; unit: number };

/**
 * Units with their slice, and the features that are read from them: SQL with the number `s`, or what makes columns in
 * memory, while the engine works on the SQL of another source.
 */
export type Source = { from: string | (() => Promise<MemorySource>); features: readonly Feature[] };

/** The sums of every slice of a cut, in the order of its values. */
export async function sumCut(engine: Engine, plan: SumsPlan, cut: Cut): Promise<SliceSums[]> {
  const base = baseSql(plan, cut);
  const counts = await countCells(engine, plan, base);
  const rows = countRows(counts);
  const { ranking } = plan.binary;
  const isRanked = ranking.ranks.length > 0 || ranking.curves.length > 0;
  const ranks = isRanked ? await rankCut(engine, ranking, cut, classSizes(counts, cut)) : undefined;
  const needsTable = plan.clustered || plan.weights !== undefined || ranking.curves.length > 0;
  const table = ranks && needsTable ? await rankedSql(engine, ranking, ranks) : undefined;
  const sources = sourcesOf(plan, base, table ?? ranks?.rank ?? base);
  const strata = plan.clustered
    ? await clusterStrata(engine, table ?? base, plan.features, rows)
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
  return cutSql('rows', rowColumns(plan), cut);
}

/** What sums read of a row: `y`, the scores, and what the plan has of a cluster and a weight. */
export function rowColumns({ labelSql, sides, clustered, weights }: RowsRead): string[] {
  return [
    `${labelSql} AS y`,
    ...sides,
    // A number in place of the name of the cluster, which tables would carry along: a million clusters share one of
    // 2^64 numbers with a probability below 10^-7.
    ...(clustered ? ['hash(cluster) AS cluster'] : []),
    ...(weights ? [`${weightSql(weights)} AS w`] : []),
  ];
}

/** The weight as the sums see it. */
export function weightSql({ unit }: Weights): string {
  return `round(weight / ${double(unit)}) * ${double(unit)}`;
}

/** Rows whose scores reach the same number of thresholds, in ascending order. */
type Count = {
  slice: number;
  rows: number;
  weight: number;
  positive: boolean;
  reached: Record<Side, number>;
};

/** The weights of the two classes in each slice. */
function classSizes(counts: readonly Count[], cut: Cut): ClassSizes[] {
  const sizes = (cut?.values ?? ['']).map(() => ({ positives: 0, negatives: 0 }));
  for (const { slice, positive, weight } of counts) {
    const size = sizes[slice];
    if (size) size[positive ? 'positives' : 'negatives'] += weight;
  }
  return sizes;
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
function sourcesOf(
  { features, clustered, weights }: SumsPlan,
  base: string,
  ranked: Source['from'],
): Source[] {
  if (clustered || weights) return [{ from: ranked, features }];
  const [plain, byRank] = [features.filter((f) => !f.ranked), features.filter((f) => f.ranked)];
  const sources = [
    { from: base, features: plain },
    { from: ranked, features: byRank },
  ].filter((source) => source.features.length > 0);
  // Without any feature, the units are counted all the same.
  return sources.length > 0 ? sources : [{ from: base, features }];
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
  const firsts = sources.map((_, i) =>
    sources.slice(0, i).reduce((n, source) => n + source.features.length, 0),
  );
  const queries = sources.map(({ from, features: own }, i) => async () => {
    if (typeof from !== 'string') return sumInMemory(await from(), own, scale, firsts[i] ?? 0);
    return engine.query(
      `SELECT ${[...keys, 'count(*) AS units', ...momentSums(own, scale, firsts[i])].join(', ')}
      FROM (SELECT ${[...keys, ...scaledFeatures(own, firsts[i])].join(', ')} FROM (${from})) GROUP BY ${keys.join(', ')}`,
    );
  });
  for (const row of (await Promise.all(queries.map((query) => query()))).flat()) {
    sums.set(`${row.s} ${row.y}`, { ...sums.get(`${row.s} ${row.y}`), ...row });
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
