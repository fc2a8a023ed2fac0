import type { Side } from '@proofmark/documents';
import { type Engine, identifier } from '@proofmark/engine';
import type { Undefineds } from './class-linear.ts';
import { placeRows, solvePlaces } from './class-places.ts';
import {
  type Linear,
  linearise,
  type Problem,
  problemsOf,
  type Ranking,
  rankingOf,
  type Solved,
} from './class-problems.ts';
import { type ClassPlan, type SliceSize, type Terms, termFeature } from './class-sums.ts';
import { double, powerOfTwoAbove } from './moments.ts';

/** Terms of the AUCs and average precisions that are asked for, by row: see `class-problems.ts`. */
export async function rankingTerms(
  engine: Engine,
  plan: ClassPlan,
  sizes: readonly SliceSize[],
  undefineds: Undefineds[],
): Promise<Terms[]> {
  const { task, classes, sides, metrics } = plan;
  const asked = metrics.flatMap(({ name }) => rankingOf(name, task, classes) ?? []);
  const terms: Terms[] = [];
  for (const kind of ['ovr', 'ovo', 'micro'] as const) {
    const rankings = asked.filter((ranking) => ranking.kind === kind);
    if (rankings.length === 0) continue;
    const problems = problemsOf(kind, rankings, classes.length);
    const figures = [...new Set(rankings.map(({ figure }) => figure))];
    const places = await placeRows(engine, plan, { kind, problems, figures, slices: undefineds.length });
    const solved = await solvePlaces(engine, plan, figures, places);
    const own = sides.flatMap((side) =>
      rankings.map((ranking) => {
        const column = `${side}_${ranking.figure}` as const;
        const given = { problems, sizes, undefineds, solved: solved.get(column) ?? [] };
        return { column, feature: `${ranking.name}.${side}`, linears: solve(plan, ranking, side, given) };
      }),
    );
    terms.push(await termTable(engine, `rankings_${kind}`, problems.length, own));
  }
  return terms;
}

type Given = {
  problems: readonly Problem[];
  sizes: readonly SliceSize[];
  undefineds: Undefineds[];
  solved: readonly Solved[];
};

/** By slice; where there is none, the reason is noted. */
function solve(
  plan: ClassPlan,
  ranking: Ranking,
  side: Side,
  { problems, sizes, undefineds, solved }: Given,
): (Linear | undefined)[] {
  return undefineds.map((reasons, s) => {
    const rows = sizes.find(({ slice }) => slice === s)?.weight ?? 0;
    const own = solved.slice(s * problems.length, (s + 1) * problems.length);
    const found = linearise(ranking, problems, own, rows);
    if (!found) reasons[`${ranking.name}.${side}`] = whyUnsolved(plan, ranking, problems, own);
    return found;
  });
}

function whyUnsolved(
  { task, classes }: ClassPlan,
  { only }: Ranking,
  problems: readonly Problem[],
  solved: readonly Solved[],
): string {
  if (only !== undefined) {
    const own = solved[problems.findIndex(({ positive }) => positive === only)];
    return own?.own === 0 ? `no row is labelled ${classes[only]}` : 'only one class among the labels';
  }
  if (task === 'multiclass') return 'only one class among the labels';
  return solved.every(({ own }) => own === 0)
    ? 'no row has a label'
    : 'every label is of all rows or of none';
}

/** What a metric of one side is made of: a column of `places`, and its lines by slice and problem. */
type Term = { column: string; feature: string; linears: readonly (Linear | undefined)[] };

/** The sums of each row's lines over its problems; `places` is used up. */
async function termTable(
  engine: Engine,
  table: string,
  problems: number,
  terms: readonly Term[],
): Promise<Terms> {
  await loadLines(engine, problems, terms);
  const bounds = terms.map(({ linears }) => boundOf(linears));
  const sums = terms.map(({ column, feature }, m) => {
    // Multiples of one power of two add up the same in any order; few rows exceed the bound, by at most 16 times.
    const unit = (bounds[m] ?? 1) * 2 ** -48;
    const line = `round((${column} * m${m} + h${m}) * ${double(1 / unit)})`;
    return `any_value(v${m}) + sum(${line}) * ${double(unit)} AS ${identifier(feature)}`;
  });
  await engine.query(`CREATE OR REPLACE TABLE ${table} AS
    SELECT (places.s // ${problems})::INTEGER AS s, rid, ${sums.join(', ')}
    FROM places JOIN lines ON lines.place = places.s AND lines.own = places.y::INTEGER GROUP BY ALL`);
  await engine.query('DROP TABLE places');
  return {
    tables: [table],
    features: terms.map(({ feature }, m) => termFeature(feature, bounds[m] ?? 1)),
  };
}

/** Makes `lines`: of each place and class the slope and the shift of every term, and its value on the slice. */
async function loadLines(engine: Engine, problems: number, terms: readonly Term[]): Promise<void> {
  const slices = terms[0]?.linears.length ?? 0;
  const keys = Array.from({ length: slices * problems * 2 }, (_, i) => ({
    place: Math.floor(i / 2),
    own: i % 2 === 1,
  }));
  const lines = ({ linears }: Term, of: 'slope' | 'shift') =>
    Float64Array.from(keys, ({ place, own }) => {
      const line = linears[Math.floor(place / problems)]?.lines[place % problems];
      return line?.[own ? 'own' : 'other'][of] ?? 0;
    });
  await engine.query('DROP TABLE IF EXISTS lines');
  await engine.load('lines', [
    { name: 'place', values: Float64Array.from(keys, ({ place }) => place) },
    { name: 'own', values: Float64Array.from(keys, ({ own }) => Number(own)) },
    ...terms.flatMap((term, m) => [
      { name: `m${m}`, values: lines(term, 'slope') },
      { name: `h${m}`, values: lines(term, 'shift') },
      {
        name: `v${m}`,
        values: Float64Array.from(
          keys,
          ({ place }) => term.linears[Math.floor(place / problems)]?.value ?? 0,
        ),
      },
    ]),
  ]);
}

/** The root mean square of the numbers that lines are of is at most 4. */
function boundOf(linears: readonly (Linear | undefined)[]): number {
  const sizes = linears.map((linear) => {
    if (!linear) return 0;
    const size = ({ slope, shift }: Linear['lines'][number]['own']) => 4 * Math.abs(slope) + Math.abs(shift);
    return linear.value + linear.lines.reduce((sum, { own, other }) => sum + size(own) + size(other), 0);
  });
  return powerOfTwoAbove(Math.max(1, ...sizes));
}
