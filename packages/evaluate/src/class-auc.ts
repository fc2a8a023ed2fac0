import type { Side } from '@proofmark/documents';
import { type Engine, identifier } from '@proofmark/engine';
import { type Kind, linearise, type Problem, problemsOf, type Slope } from './class-auc-problems.ts';
import type { ClassCounts, Undefineds } from './class-linear.ts';
import { type ClassPlan, type Terms, termFeature } from './class-sums.ts';
import { double, exactScale, powerOfTwoAbove } from './moments.ts';

type Auc = { kind: Kind; bySize: boolean; only?: number };

const averages: Readonly<Record<string, Auc>> = {
  roc_auc_ovr: { kind: 'ovr', bySize: false },
  roc_auc_ovr_weighted: { kind: 'ovr', bySize: true },
  roc_auc_ovo: { kind: 'ovo', bySize: false },
  roc_auc_ovo_weighted: { kind: 'ovo', bySize: true },
};

/** What a name means: an average of problems, or the one of a class. */
function aucOf(name: string, classes: readonly string[]): Auc | undefined {
  const label = /^roc_auc_ovr\[class=(.*)\]$/s.exec(name)?.[1];
  if (label === undefined) return averages[name];
  return { kind: 'ovr', bySize: false, only: classes.indexOf(label) };
}

/** Terms of the AUCs that are asked for, by row: see `class-auc-problems.ts`. */
export async function aucTerms(
  engine: Engine,
  plan: ClassPlan,
  counts: readonly ClassCounts[],
  undefineds: Undefineds[],
): Promise<Terms[]> {
  const terms: Terms[] = [];
  for (const kind of ['ovr', 'ovo'] as const) {
    const asked = plan.metrics
      .map(({ name }) => name)
      .filter((name) => aucOf(name, plan.classes)?.kind === kind);
    if (asked.length === 0) continue;
    const problems = problemsOf(kind, plan.classes.length);
    for (const side of plan.sides) {
      const areas = await placeRows(engine, plan, kind, side, problems);
      terms.push(await termTable(engine, plan, { kind, side, problems, asked, areas, counts, undefineds }));
    }
  }
  return terms;
}

/** Makes `places`: each row in each of its problems. Returns the AUC by slice and problem. */
async function placeRows(
  engine: Engine,
  { weights }: ClassPlan,
  kind: Kind,
  side: Side,
  problems: readonly Problem[],
): Promise<Map<string, number>> {
  await engine.query('DROP TABLE IF EXISTS problems');
  await engine.load('problems', [
    { name: 'id', values: Float64Array.from(problems, ({ id }) => id) },
    { name: 'positive', values: Float64Array.from(problems, ({ positive }) => positive) },
    { name: 'negative', values: Float64Array.from(problems, ({ negative }) => negative ?? -1) },
  ]);
  const belongs = kind === 'ovr' ? 'true' : 'base.y = problems.positive OR base.y = problems.negative';
  const own = (window: string) => `sum(CASE WHEN own THEN w ELSE 0 END) OVER ${window}`;
  const other = (window: string) => `sum(CASE WHEN own THEN 0 ELSE w END) OVER ${window}`;
  await engine.query(`CREATE OR REPLACE TABLE places AS
    SELECT s, rid, id, own, w, CASE WHEN own THEN (others - other_down + other_up) / nullif(2 * others, 0)
      ELSE (owns - own_up + own_down) / nullif(2 * owns, 0) END AS place
    FROM (SELECT *, ${own('whole')} AS owns, ${other('whole')} AS others, ${own('down')} AS own_down,
        ${other('down')} AS other_down, ${own('up')} AS own_up, ${other('up')} AS other_up
      FROM (SELECT base.s AS s, base.rid AS rid, problems.id AS id, base.y = problems.positive AS own, base.w AS w,
          base.${side}_scores[problems.positive::INTEGER + 1] AS score
        FROM base JOIN problems ON ${belongs})
      WINDOW whole AS (PARTITION BY s, id), down AS (PARTITION BY s, id ORDER BY score DESC),
        up AS (PARTITION BY s, id ORDER BY score))`);
  const [size] = await engine.query('SELECT count(*) AS n FROM base');
  const scale = double(exactScale(Number(size?.n)) / powerOfTwoAbove(weights?.largest ?? 1));
  const rows = await engine.query(
    `SELECT s, id, sum(round(w * place * ${scale})) / ${scale} / nullif(sum(w), 0) AS area FROM places WHERE own GROUP BY s, id`,
  );
  return new Map(
    rows.filter(({ area }) => area !== null).map((row) => [`${row.s} ${row.id}`, Number(row.area)]),
  );
}

type Sought = {
  kind: Kind;
  side: Side;
  problems: readonly Problem[];
  asked: readonly string[];
  areas: ReadonlyMap<string, number>;
  counts: readonly ClassCounts[];
  undefineds: Undefineds[];
};

async function termTable(engine: Engine, plan: ClassPlan, sought: Sought): Promise<Terms> {
  const { kind, side, problems, asked, areas, counts, undefineds } = sought;
  const solved = counts.map((totals, s) =>
    asked.map((name): Slope | undefined => {
      const { bySize, only } = aucOf(name, plan.classes) ?? { bySize: false };
      const isAsked = (id: number) => only === undefined || problems[id]?.positive === only;
      const found = linearise(
        totals,
        problems,
        (id) => (isAsked(id) ? areas.get(`${s} ${id}`) : undefined),
        bySize,
      );
      const reasons = undefineds[s];
      if (!found && reasons) {
        reasons[`${name}.${side}`] =
          only === undefined || totals.support[only] === totals.rows
            ? 'only one class among the labels'
            : `no row is labelled ${plan.classes[only]}`;
      }
      return found;
    }),
  );
  const suffix = `${kind}_${side}`;
  const keys = counts.flatMap((_, s) =>
    problems.flatMap(({ id }) => [true, false].map((own) => ({ s, id, own }))),
  );
  await engine.query(`DROP TABLE IF EXISTS slopes`);
  await engine.load('slopes', [
    { name: 's', values: Float64Array.from(keys, ({ s }) => s) },
    { name: 'id', values: Float64Array.from(keys, ({ id }) => id) },
    { name: 'own', values: Float64Array.from(keys, ({ own }) => Number(own)) },
    ...asked.map((_, m) => ({
      name: `m${m}`,
      values: Float64Array.from(
        keys,
        ({ s, id, own }) => solved[s]?.[m]?.slopes[id]?.[own ? 'own' : 'other'] ?? 0,
      ),
    })),
  ]);
  const cells = counts.flatMap((_, s) => plan.classes.map((_, k) => ({ s, k })));
  await engine.query(`DROP TABLE IF EXISTS offsets`);
  await engine.load('offsets', [
    { name: 's', values: Float64Array.from(cells, ({ s }) => s) },
    { name: 'k', values: Float64Array.from(cells, ({ k }) => k) },
    ...asked.map((_, m) => ({
      name: `o${m}`,
      values: Float64Array.from(cells, ({ s, k }) => solved[s]?.[m]?.offsets[k] ?? 0),
    })),
  ]);
  const features = asked.map((name) => `${name}.${side}`);
  // Multiples of 2^−36 add up the same in any order.
  const sums = features.map(
    (feature, m) =>
      `any_value(o${m}) + sum(round(coalesce(place, 0) * m${m} * ${2 ** 36})) / ${2 ** 36} AS ${identifier(feature)}`,
  );
  await engine.query(`CREATE OR REPLACE TABLE auc_${suffix} AS
    SELECT base.s AS s, base.rid AS rid, ${sums.join(', ')}
    FROM base JOIN offsets ON offsets.s = base.s AND offsets.k = base.y
    JOIN places ON places.s = base.s AND places.rid = base.rid
    JOIN slopes ON slopes.s = places.s AND slopes.id = places.id AND slopes.own = places.own::INTEGER
    GROUP BY base.s, base.rid`);
  const bound = (m: number) =>
    Math.max(
      1,
      ...solved.map((slice) => {
        const found = slice[m];
        if (!found) return 0;
        const slopes = found.slopes.reduce((sum, { own, other }) => sum + Math.abs(own) + Math.abs(other), 0);
        return Math.max(...found.offsets.map(Math.abs)) + slopes;
      }),
    );
  return {
    tables: [`auc_${suffix}`],
    features: features.map((feature, m) => termFeature(feature, powerOfTwoAbove(bound(m)))),
  };
}
