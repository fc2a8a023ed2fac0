import type { Cell, Side, SliceSums } from '@proofmark/documents';
import { type Engine, identifier } from '@proofmark/engine';
import { type Metric, needsScores } from '@proofmark/metrics';
import { labelSetTerms, scoreFeatures } from './class-features.ts';
import { type ClassCounts, linearTerms, type Undefineds } from './class-linear.ts';
import { countSupport, marksOf } from './class-marks.ts';
import { rankingTerms } from './class-rankings.ts';
import { clusterStrata } from './clusters.ts';
import { type Cut, cutSql } from './cut.ts';
import { weighted } from './features.ts';
import { labelRankTerms } from './label-ranks.ts';
import type { Feature } from './moments.ts';
import { rowStrata, type Weights, weightSql } from './sums.ts';

/** How the sums of a task of several classes are made; the table `coded` has the rows with classes by number. */
export type ClassPlan = {
  task: 'multiclass' | 'multilabel';
  sides: readonly Side[];
  classes: readonly string[];
  clustered: boolean;
  weights: Weights | undefined;
  metrics: readonly Metric[];
};

/** Features that stand as columns of tables, one row for each `s` and `rid`. */
export type Terms = { tables: readonly string[]; features: readonly Feature[] };

type Count = { slice: number; rows: number; weight: number; y: number; candidate: number; baseline: number };

/** The sums of every slice of a cut, in the order of its values. */
export async function sumClassCut(engine: Engine, plan: ClassPlan, cut: Cut): Promise<SliceSums[]> {
  const { task, sides, clustered, weights, classes, metrics } = plan;
  const ofScores = metrics.some(({ name }) => needsScores(name, task));
  const columns = [
    'rid',
    ...(task === 'multiclass' ? ['y', ...sides] : []),
    ...(ofScores ? sides.map((side) => `${side}_scores`) : []),
    ...(ofScores && task === 'multilabel' ? ['label_flags'] : []),
    ...(clustered ? ['cluster'] : []),
    `${weights ? weightSql(weights) : '1.0::DOUBLE'} AS w`,
  ];
  await engine.query(`CREATE OR REPLACE TABLE base AS ${cutSql('coded', columns, cut)}`);
  const counts = task === 'multiclass' ? await countCells(engine, sides) : [];
  const sizes = await countSlices(engine);
  const slices = (cut?.values ?? ['']).map((_, s) => s);
  const undefineds: Undefineds[] = slices.map(() => ({}));
  const summed = clustered || weights !== undefined;
  const totals = slices.map((s) =>
    totalsOf(
      counts.filter(({ slice }) => slice === s),
      plan,
    ),
  );
  const terms =
    task === 'multilabel'
      ? await labelTerms(engine, plan, { totals, sizes, undefineds })
      : await linearTerms(engine, ofClassTotals(plan, summed), totals, sizes, undefineds, undefined);
  terms.push(...(await rankingTerms(engine, plan, sizes, undefineds)));
  const plain = [
    ...(summed ? [{ name: 'rows', sql: '1.0::DOUBLE', bound: 1 }] : []),
    ...(task === 'multiclass' ? scoreFeatures(plan) : []),
    ...terms.flatMap(({ features }) => features),
  ];
  const features = weights ? weighted(plain, weights) : plain;
  const tables = [...new Set(terms.flatMap((term) => term.tables))];
  const joined = tables.map(
    (table) => `LEFT JOIN ${table} ON ${table}.s = base.s AND ${table}.rid = base.rid`,
  );
  const source = `SELECT base.*, ${tables
    .map((table) => `${table}.* EXCLUDE (s, rid)`)
    .concat('0 AS none')
    .join(', ')} FROM base ${joined.join(' ')}`;
  const rows = sizes.reduce((total, size) => total + size.rows, 0);
  const support = task === 'multilabel' ? await countSupport(engine, plan) : undefined;
  const strata =
    features.length === 0
      ? new Map<number, []>()
      : clustered
        ? await clusterStrata(engine, source, features, rows)
        : await rowStrata(engine, [{ from: source, features }], rows);
  return slices.map((s) => ({
    slice: cut?.keys[s] ?? [],
    rows: sizes.find(({ slice }) => slice === s)?.rows ?? 0,
    cells: counts.filter(({ slice }) => slice === s).map((count) => cellOf(count, sides, classes)),
    ...(support && { support: support(s) }),
    moments: {
      unit: clustered ? 'cluster' : 'row',
      features: features.map(({ name }) => name),
      strata: strata.get(s) ?? [],
    },
    ...(Object.keys(undefineds[s] ?? {}).length > 0 && { undefined: undefineds[s] }),
  }));
}

type Counted = { totals: ClassCounts[]; sizes: SliceSize[]; undefineds: Undefineds[] };

/** Several labels a row: terms of the marks at each threshold, and of the ranks of the labels. */
async function labelTerms(
  engine: Engine,
  plan: ClassPlan,
  { totals, sizes, undefineds }: Counted,
): Promise<Terms[]> {
  const terms: Terms[] = [];
  for (const marks of marksOf(plan)) {
    const own = ofClassTotals({ ...plan, metrics: marks.metrics }, true);
    terms.push(...(await labelSetTerms(engine, plan, marks)));
    terms.push(...(await linearTerms(engine, own, totals, sizes, undefineds, marks)));
  }
  return [...terms, ...(await labelRankTerms(engine, plan))];
}

/** The metrics of class totals, where rows are to tell them; where the cells do, none. */
function ofClassTotals(plan: ClassPlan, byRow: boolean): ClassPlan {
  return { ...plan, metrics: byRow ? plan.metrics.filter(({ family }) => family === 'classes') : [] };
}

function cellOf(
  { rows, y, candidate, baseline }: Count,
  sides: readonly Side[],
  classes: readonly string[],
): Cell {
  const name = (k: number) => classes[k] ?? '';
  return {
    label: name(y),
    candidate: name(candidate),
    baseline: sides.includes('baseline') ? name(baseline) : null,
    rows,
  };
}

async function countCells(engine: Engine, sides: readonly Side[]): Promise<Count[]> {
  const keys = ['s', 'y', ...sides];
  const rows = await engine.query(
    `SELECT ${keys.join(', ')}, count(*) AS n, sum(w) AS weight FROM base GROUP BY ALL ORDER BY ${keys.join(', ')}`,
  );
  return rows.map((row) => ({
    slice: Number(row.s),
    rows: Number(row.n),
    weight: Number(row.weight),
    y: Number(row.y),
    candidate: Number(row.candidate),
    baseline: Number(row.baseline ?? -1),
  }));
}

export type SliceSize = { slice: number; rows: number; weight: number };

async function countSlices(engine: Engine): Promise<SliceSize[]> {
  const rows = await engine.query('SELECT s, count(*) AS n, sum(w) AS weight FROM base GROUP BY s');
  return rows.map((row) => ({ slice: Number(row.s), rows: Number(row.n), weight: Number(row.weight) }));
}

function totalsOf(counts: readonly Count[], { sides, classes }: ClassPlan): ClassCounts {
  const zeros = () => classes.map(() => 0);
  const found: ClassCounts = {
    rows: 0,
    support: zeros(),
    sides: sides.map(() => ({ predicted: zeros(), hits: zeros() })),
  };
  for (const count of counts) {
    found.rows += count.weight;
    found.support[count.y] = (found.support[count.y] ?? 0) + count.weight;
    sides.forEach((side, i) => {
      const of = found.sides[i];
      const k = count[side];
      if (!of) return;
      of.predicted[k] = (of.predicted[k] ?? 0) + count.weight;
      if (k === count.y) of.hits[k] = (of.hits[k] ?? 0) + count.weight;
    });
  }
  return found;
}

/** The column of a table that holds the terms of a metric of one side, `f1_macro.candidate`, made of nothing else. */
export function termFeature(name: string, bound: number): Feature {
  return { name, sql: `coalesce(${identifier(name)}, 0)`, bound, group: name.replace(/\.[a-z]+$/, '') };
}
