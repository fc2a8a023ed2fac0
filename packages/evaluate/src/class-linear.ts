import { type Engine, identifier } from '@proofmark/engine';
import { type Linearised, linearise } from '@proofmark/metrics';
import type { Marks } from './class-marks.ts';
import { type ClassPlan, type SliceSize, type Terms, termFeature } from './class-sums.ts';
import { powerOfTwoAbove } from './moments.ts';

/** Weights of the rows of a slice by class; `sides` in the order of the plan. */
export type ClassCounts = {
  rows: number;
  support: number[];
  sides: { predicted: number[]; hits: number[] }[];
};

/** Why a feature has no meaning on a slice. */
export type Undefineds = Record<string, string>;

type Term = { name: string; slice: number; side: number; linear: Linearised };

/**
 * Terms of the metrics of class totals (see `linearise`): a row's term is a constant and something for every mark,
 * that is for the class it has, the class it is predicted to have, and for both together.
 * @param marks of several labels a row
 */
export async function linearTerms(
  engine: Engine,
  plan: ClassPlan,
  counted: readonly ClassCounts[],
  sizes: readonly SliceSize[],
  undefineds: Undefineds[],
  marks: Omit<Marks, 'metrics'> | undefined,
): Promise<Terms[]> {
  const { metrics, sides } = plan;
  if (metrics.length === 0) return [];
  const counts = marks ? await countMarks(engine, plan, sizes, counted.length, marks.table) : counted;
  const terms = counts.flatMap((totals, slice) =>
    sides.flatMap((name, side) =>
      metrics.flatMap((metric): Term[] => {
        const of = totals.sides[side];
        const feature = `${metric.name}.${name}`;
        if (!of) return [];
        const linear = linearise(metric, { rows: totals.rows, support: totals.support, ...of });
        if (!('undefined' in linear)) return [{ name: feature, slice, side, linear }];
        const reasons = undefineds[slice];
        if (reasons) reasons[feature] = linear.undefined;
        return [];
      }),
    ),
  );
  const tables: Terms[] = [];
  for (const side of sides.keys()) tables.push(await termTable(engine, plan, terms, side, marks));
  return tables;
}

/** The table of one side's terms, `linear_candidate`: marks looked up in a table of coefficients, and added up. */
async function termTable(
  engine: Engine,
  plan: ClassPlan,
  all: readonly Term[],
  side: number,
  marks: Omit<Marks, 'metrics'> | undefined,
): Promise<Terms> {
  const { metrics, sides, classes } = plan;
  const suffix = marks?.suffix ?? '';
  const name = sides[side] ?? 'candidate';
  const names = metrics.map((metric) => `${metric.name}.${name}`);
  const slices = [...new Set(all.map(({ slice }) => slice))];
  const find = (slice: number, feature: string) =>
    all.find((term) => term.slice === slice && term.side === side && term.name === feature)?.linear;
  const keys = slices.flatMap((s) => classes.map((_, k) => ({ s, k })));
  const column = (of: (linear: Linearised, k: number) => number) =>
    names.map((feature) =>
      Float64Array.from(keys, ({ s, k }) => {
        const linear = find(s, feature);
        return linear ? of(linear, k) : 0;
      }),
    );
  const parts = {
    own: column(({ support }, k) => support[k] ?? 0),
    said: column(({ predicted }, k) => predicted[k] ?? 0),
    both: column(({ hits }, k) => hits[k] ?? 0),
  };
  const coefficients = `coefficients_${name}${suffix}`;
  await engine.query(`DROP TABLE IF EXISTS ${coefficients}`);
  await engine.load(coefficients, [
    { name: 's', values: Float64Array.from(keys, ({ s }) => s) },
    { name: 'k', values: Float64Array.from(keys, ({ k }) => k) },
    ...Object.entries(parts).flatMap(([part, columns]) =>
      columns.map((values, i) => ({ name: `${part}_${i}`, values })),
    ),
  ]);
  const constants = `constants_${name}${suffix}`;
  await engine.query(`DROP TABLE IF EXISTS ${constants}`);
  await engine.load(constants, [
    { name: 's', values: Float64Array.from(slices) },
    ...names.map((feature, i) => ({
      name: `each_${i}`,
      values: Float64Array.from(slices, (s) => find(s, feature)?.each ?? 0),
    })),
  ]);
  const table = `linear_${name}${suffix}`;
  // Several marks of a row are added in any order: as multiples of 2^−40 exactly so.
  const exact = (sql: string) => `sum(round((${sql}) * ${2 ** 40})) / ${2 ** 40}`;
  const sql =
    marks !== undefined
      ? `SELECT base.s AS s, base.rid AS rid, ${names
          .map(
            (feature, i) =>
              `coalesce(any_value(each_${i}), 0) + coalesce(${exact(`CASE WHEN m.y THEN own_${i} ELSE 0 END + CASE WHEN m.${name} THEN said_${i} ELSE 0 END + CASE WHEN m.y AND m.${name} THEN both_${i} ELSE 0 END`)}, 0) AS ${identifier(feature)}`,
          )
          .join(', ')}
        FROM base LEFT JOIN ${constants} ON ${constants}.s = base.s LEFT JOIN ${marks.table} m ON m.rid = base.rid
        LEFT JOIN ${coefficients} c ON c.s = base.s AND c.k = m.k GROUP BY base.s, base.rid`
      : `SELECT base.s AS s, base.rid AS rid, ${names
          .map(
            (feature, i) =>
              `each_${i} + own.own_${i} + said.said_${i} + CASE WHEN base.y = base.${name} THEN own.both_${i} ELSE 0 END AS ${identifier(feature)}`,
          )
          .join(', ')}
        FROM base JOIN ${constants} ON ${constants}.s = base.s
        JOIN ${coefficients} own ON own.s = base.s AND own.k = base.y
        JOIN ${coefficients} said ON said.s = base.s AND said.k = base.${name}`;
  await engine.query(`CREATE OR REPLACE TABLE ${table} AS ${sql}`);
  const most = marks ? classes.length : 1;
  return {
    tables: [table],
    features: names.map((feature) =>
      termFeature(
        feature,
        boundOf(
          slices.map((s) => find(s, feature)),
          most,
        ),
      ),
    ),
  };
}

function boundOf(linears: readonly (Linearised | undefined)[], marks: number): number {
  const largest = (values: readonly number[]) => values.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const bounds = linears.map((linear) =>
    linear
      ? Math.abs(linear.each) +
        marks * (largest(linear.support) + largest(linear.predicted) + largest(linear.hits))
      : 0,
  );
  return powerOfTwoAbove(Math.max(...bounds, 1e-300) * 1.001);
}

async function countMarks(
  engine: Engine,
  { sides, classes }: ClassPlan,
  sizes: readonly SliceSize[],
  slices: number,
  marks: string,
): Promise<ClassCounts[]> {
  const sum = (condition: string) => `coalesce(sum(w) FILTER (${condition}), 0)`;
  const rows = await engine.query(
    `SELECT s, k, ${sum('y')} AS support, ${sides
      .map((side) => `${sum(side)} AS ${side}_predicted, ${sum(`y AND ${side}`)} AS ${side}_hits`)
      .join(', ')} FROM base JOIN ${marks} USING (rid) GROUP BY s, k`,
  );
  return Array.from({ length: slices }, (_, s) => {
    const own = new Map(rows.filter((row) => Number(row.s) === s).map((row) => [Number(row.k), row]));
    const read = (column: string) => classes.map((_, k) => Number(own.get(k)?.[column] ?? 0));
    return {
      rows: sizes.find(({ slice }) => slice === s)?.weight ?? 0,
      support: read('support'),
      sides: sides.map((side) => ({ predicted: read(`${side}_predicted`), hits: read(`${side}_hits`) })),
    };
  });
}
