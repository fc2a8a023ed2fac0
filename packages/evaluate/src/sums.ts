import type { Cell, Side, SliceSums, Stratum } from '@proofmark/documents';
import { type Engine, identifier, literal, type Row } from '@proofmark/engine';
import { clusterStrata } from './clusters.ts';
import { double, exactScale, type Feature, momentSums, readMoments, scaledFeatures } from './moments.ts';
import { rankedSql } from './ranks.ts';

/** One pass of sums: over the whole test set, or over all kept values of one slice column at once. */
export type Cut = { column: string; table: string; values: readonly string[] } | undefined;

/** How the sums are to be made; the table `rows` has `label`, `candidate`, `baseline`, `cluster` and slice columns. */
export type SumsPlan = {
  sides: readonly Side[];
  /** The label as the features see it, `y`: is it positive, or a number. */
  labelSql: string;
  clustered: boolean;
  features: readonly Feature[];
  binary: { threshold: number; classes: readonly [string, string] } | undefined;
};

/** The sums of every slice of a cut, in the order of its values. */
export async function sumCut(engine: Engine, plan: SumsPlan, cut: Cut): Promise<SliceSums[]> {
  const base = baseSql(plan, cut);
  const counts = await countCells(engine, plan, base);
  const source = plan.binary ? rankClasses(plan, base, cut, counts) : base;
  const strata = plan.clustered
    ? await clusterStrata(engine, source, plan.features, countRows(counts))
    : await rowStrata(engine, plan, source, counts);
  return (cut?.values ?? ['']).map((value, slice) => {
    const own = counts.filter((count) => count.slice === slice);
    return {
      slice: cut ? [{ column: cut.column, value }] : [],
      rows: countRows(own),
      cells: plan.binary ? own.map(({ cell, rows }) => ({ ...cell, rows })) : [],
      moments: {
        unit: plan.clustered ? 'cluster' : 'row',
        features: plan.features.map(({ name }) => name),
        strata: strata.get(slice) ?? [],
      },
    };
  });
}

/** `s` (the number of the slice), `y`, the scores and the cluster of the rows that belong to a cut. */
function baseSql({ labelSql, sides, clustered }: SumsPlan, cut: Cut): string {
  const columns = [`${labelSql} AS y`, ...sides, ...(clustered ? ['cluster'] : [])].join(', ');
  if (!cut) return `SELECT 0 AS s, ${columns} FROM rows`;
  const kept = cut.values.map((value, s) => `(${s}, ${literal(value)})`).join(', ');
  return `SELECT kept.s, ${columns} FROM rows
    JOIN (VALUES ${kept}) AS kept (s, value) ON rows.${identifier(cut.table)} = kept.value`;
}

type Count = { slice: number; rows: number; positive: boolean; cell: Omit<Cell, 'rows'> };

/** The base with the ranks that placements are made of, and the class sizes of each slice. */
function rankClasses(
  { sides, clustered }: SumsPlan,
  base: string,
  cut: Cut,
  counts: readonly Count[],
): string {
  const classSize = (slice: number, positive: boolean) =>
    countRows(counts.filter((count) => count.slice === slice && count.positive === positive));
  return rankedSql(base, {
    sides,
    others: [...sides, ...(clustered ? ['cluster'] : [])],
    sizes: (cut?.values ?? ['']).map((_, s) => ({
      positives: classSize(s, true),
      negatives: classSize(s, false),
    })),
  });
}

function countRows(counts: readonly Count[]): number {
  return counts.reduce((total, { rows }) => total + rows, 0);
}

/** Rows by slice, label and predicted classes; for regression by slice alone. */
async function countCells(engine: Engine, { sides, binary }: SumsPlan, base: string): Promise<Count[]> {
  const predicted = sides.map((side) => `${side} >= ${double(binary?.threshold ?? 0)} AS ${side}`);
  const keys = binary ? ['s', 'y', ...predicted] : ['s'];
  const rows = await engine.query(
    `SELECT ${keys.join(', ')}, count(*) AS n FROM (${base}) GROUP BY ALL ORDER BY ALL`,
  );
  const [negative = '', positive = ''] = binary?.classes ?? [];
  const name = (value: Row[string] | undefined) => (value ? positive : negative);
  return rows.map((row) => ({
    slice: Number(row.s),
    rows: Number(row.n),
    positive: row.y === true,
    cell: {
      label: name(row.y),
      candidate: name(row.candidate),
      baseline: sides.includes('baseline') ? name(row.baseline) : null,
    },
  }));
}

/** Moments over rows, by slice and (binary) class. */
async function rowStrata(
  engine: Engine,
  { features, binary }: SumsPlan,
  source: string,
  counts: readonly Count[],
): Promise<Map<number, Stratum[]>> {
  const keys = binary ? ['s', 'y'] : ['s'];
  const scale = exactScale(countRows(counts));
  const sums =
    await engine.query(`SELECT ${[...keys, 'count(*) AS units', ...momentSums(features.length, scale)].join(', ')}
    FROM (SELECT ${[...keys, ...scaledFeatures(features)].join(', ')} FROM (${source})) GROUP BY ${keys.join(', ')}`);
  const strata = new Map<number, Stratum[]>();
  const names = binary
    ? binary.classes.map((name, i) => ({ name, y: i === 1 }))
    : [{ name: 'all', y: undefined }];
  for (const slice of new Set(sums.map((row) => Number(row.s)))) {
    strata.set(
      slice,
      names.map(({ name, y }) => {
        const own = sums.filter((row) => Number(row.s) === slice && (y === undefined || row.y === y));
        return readMoments(
          name,
          features,
          scale,
          own.map((row) => ({ units: Number(row.units), sums: row })),
        );
      }),
    );
  }
  return strata;
}
