import type { Side } from '@proofmark/documents';
import type { Engine, Numbers } from '@proofmark/engine';
import type { Figure, Kind, Problem, Solved } from './class-problems.ts';
import type { ClassPlan } from './class-sums.ts';
import { double, exactScale, powerOfTwoAbove } from './moments.ts';
import {
  closeScores,
  columnOf,
  loadTable,
  orderScores,
  rankColumn,
  rankRows,
  readScores,
  requireColumn,
} from './ranks.ts';
import type { ClassSizes, ScoreRank } from './score-ranks.ts';

export type Places = {
  kind: Kind;
  problems: readonly Problem[];
  figures: readonly Figure[];
  /** How many slices the table `base` has. */
  slices: number;
};

/**
 * Makes `places`: each row (`rid`) in each of its problems, which are told apart by `s` = number of the slice · number
 * of problems + number of the problem; `y`: is it of the positive class, and of each side its placement
 * (`candidate_auc`) and its part of the average precision (`candidate_precision`).
 * @returns the weights of the two classes, by `s`
 */
export async function placeRows(engine: Engine, plan: ClassPlan, places: Places): Promise<ClassSizes[]> {
  const { sides, weights } = plan;
  const { problems, figures, slices } = places;
  const entries = entriesSql(plan, places);
  const sizes = Array.from(
    { length: slices * problems.length },
    (): ClassSizes => ({ positives: 0, negatives: 0 }),
  );
  const counted = await engine.query(
    `SELECT s, count(*) AS n, coalesce(sum(w) FILTER (y), 0) AS positives, coalesce(sum(w) FILTER (NOT y), 0) AS negatives FROM (${entries}) GROUP BY s`,
  );
  for (const row of counted) {
    sizes[Number(row.s)] = { positives: Number(row.positives), negatives: Number(row.negatives) };
  }
  const rows = counted.reduce((total, { n }) => total + Number(n), 0);
  const others = ['s::INTEGER AS s', 'rid', ...(weights ? ['w'] : [])];
  const table = orderScores(await readScores(engine, entries, { sides, others, rows }), sides);
  const slice = requireColumn(table.columns, 's', Int32Array);
  const ranks = await rankRows(table, { slice, sizes }, figures.map(rankOf));
  await closeScores(table);
  const weight = table.columns.get('w') ?? new Float64Array(rows).fill(1);
  const figured = sides.flatMap((side) =>
    figures.flatMap((figure) => {
      const values = ranks.get(rankColumn(side, rankOf(figure)));
      return values ? [[`${side}_${figure}`, columnOf(values)] as const] : [];
    }),
  );
  await loadTable(engine, 'places', new Map<string, Numbers>([...table.columns, ['w', weight], ...figured]));
  return sizes;
}

function rankOf(figure: Figure): ScoreRank {
  return figure === 'auc' ? 'placement' : 'precision';
}

/** What `placeRows` ranks, of the table `base`: rows may be in several problems. */
function entriesSql({ task, sides, classes }: ClassPlan, { kind, problems }: Places): string {
  const count = problems.length;
  if (kind === 'ovo') {
    const others = classes.length - 1;
    const half = (own: string, positive: string, negative: string) => `SELECT
      s * ${count} + ${positive} * ${others} + ${negative} - (${negative} > ${positive})::INTEGER AS s, rid, w, ${own} AS y,
      ${sides.map((side) => `${side}_scores[${positive} + 1] AS ${side}`).join(', ')}
      FROM (SELECT *, unnest(range(${classes.length})) AS other FROM base) WHERE other <> y`;
    return `${half('true', 'y', 'other')} UNION ALL ${half('false', 'other', 'y')}`;
  }
  const asked = problems.flatMap(({ positive }) => positive ?? []);
  const isAll = asked.length === 0 || asked.length === classes.length;
  const listed = (list: string) => (isAll ? list : `[${asked.map((k) => `${list}[${k + 1}]`).join(', ')}]`);
  const numbers = isAll ? `range(${classes.length})` : `[${asked.join(', ')}]`;
  const each = [
    `unnest(${numbers}) AS k`,
    `unnest(range(${isAll ? classes.length : count})) AS problem`,
    ...sides.map((side) => `unnest(${listed(`${side}_scores`)}) AS ${side}`),
    ...(task === 'multilabel' ? [`unnest(${listed('label_flags')}) AS flag`] : []),
  ];
  const own = task === 'multilabel' ? 'flag' : 'y = k';
  return `SELECT ${kind === 'micro' ? 's' : `s * ${count} + problem AS s`}, rid, w, ${own} AS y, ${sides.join(', ')}
    FROM (SELECT s, rid, w, ${task === 'multilabel' ? '' : 'y, '}${each.join(', ')} FROM base)`;
}

/** The AUC or the average precision of each place of a table made by `placeRows`, of each side. */
export async function solvePlaces(
  engine: Engine,
  { sides, weights }: ClassPlan,
  figures: readonly Figure[],
  sizes: readonly ClassSizes[],
): Promise<Map<`${Side}_${Figure}`, Solved[]>> {
  const [count] = await engine.query('SELECT count(*) AS n FROM places');
  // The root mean square of a part of the precision is at most 4.
  const scale = exactScale(Number(count?.n)) / powerOfTwoAbove(weights?.largest ?? 1) / 4;
  const columns = sides.flatMap((side) => figures.map((figure) => `${side}_${figure}` as const));
  const sums = columns.map((column) => {
    const of = column.endsWith('_auc') ? 'FILTER (y)' : '';
    return `sum(round(w * ${column} * ${double(scale)})) ${of} AS ${column}`;
  });
  const rows = await engine.query(`SELECT s, ${sums.join(', ')} FROM places GROUP BY s`);
  const found = new Map(rows.map((row) => [Number(row.s), row]));
  return new Map(
    columns.map((column) => [
      column,
      sizes.map(({ positives, negatives }, place): Solved => {
        const exists = positives > 0 && (negatives > 0 || !column.endsWith('_auc'));
        const total = Number(found.get(place)?.[column] ?? 0) / scale;
        return { own: positives, other: negatives, value: exists ? total / positives : undefined };
      }),
    ]),
  );
}
