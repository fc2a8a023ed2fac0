import type { SliceSums } from '@proofmark/documents';
import { normalCdf } from '@proofmark/stats';
import { expected } from './expected.ts';
import type { Random } from './random.ts';
import { type Column, sumUnits } from './sums.ts';

/** Worlds of one number per unit: queries, marks of a judge, series. The two models share a part of the noise. */
type Quality = { candidate: number; baseline: number };
type Truth = Readonly<Record<string, number>>;

const SIDES = ['candidate', 'baseline'] as const;
const CORRELATION = 0.7;
const APART = Math.sqrt(1 - CORRELATION * CORRELATION);

const both = (names: readonly string[]) => names.flatMap((name) => SIDES.map((side) => `${name}.${side}`));

function columnsOf(names: readonly string[], units: number): Column[] {
  return names.map((name) => [name, new Float64Array(units)]);
}

function put(columns: readonly Column[], column: number, unit: number, value: number): void {
  const values = columns[column]?.[1];
  if (values) values[unit] = value;
}

/** Ranking: ten items a query, one of which is relevant and scores higher by d. */
const ITEMS = 10;

export function drawQueries(d: Quality, queries: number, { normal }: Random): SliceSums {
  const columns = columnsOf(both(['ndcg@Infinity', 'mrr']), queries);
  const noise = SIDES.map(() => new Float64Array(ITEMS));
  for (let q = 0; q < queries; q++) {
    for (let i = 0; i < ITEMS; i++) {
      const own = normal();
      const [first, second] = noise;
      if (first) first[i] = own;
      if (second) second[i] = CORRELATION * own + APART * normal();
    }
    SIDES.forEach((side, s) => {
      const [relevant = 0, ...others] = noise[s] ?? [];
      const rank = 1 + others.reduce((above, z) => above + Number(z > relevant + d[side]), 0);
      put(columns, s, q, 1 / Math.log2(1 + rank));
      put(columns, 2 + s, q, 1 / rank);
    });
  }
  return sumUnits(queries, 'row', columns);
}

export function trueQueries(d: number): Truth {
  const others = ITEMS - 1;
  let ways = 1;
  let [ndcg, mrr] = [0, 0];
  for (let above = 0; above <= others; above++) {
    const probability =
      ways *
      expected((z) => {
        const below = normalCdf(z + d);
        return (1 - below) ** above * below ** (others - above);
      });
    ndcg += probability / Math.log2(2 + above);
    mrr += probability / (1 + above);
    ways = (ways * (others - above)) / (above + 1);
  }
  return { ndcg, mrr };
}

/** Marks of a judge: a grade from 1 to 5, whether the answer passes, and what it cost, which is skewed. */
export const SCORES = ['grade', 'pass', 'cost'];
const COST_SPREAD = 0.8;

export function drawScores(skill: Quality, rows: number, { normal }: Random): SliceSums {
  const names = SCORES.flatMap((name) => [`score[${name}]`, `square[${name}]`]);
  const columns = columnsOf(both(names), rows);
  for (let i = 0; i < rows; i++) {
    const [own, ownCost] = [normal(), normal()];
    for (let s = 0; s < SIDES.length; s++) {
      const level = s === 0 ? skill.candidate : skill.baseline;
      const z = s === 0 ? own : CORRELATION * own + APART * normal();
      const cost = s === 0 ? ownCost : CORRELATION * ownCost + APART * normal();
      const marks = [gradeOf(level + z), Number(level + z > 0), Math.exp(COST_SPREAD * cost)];
      for (let k = 0; k < marks.length; k++) {
        const mark = marks[k] ?? 0;
        put(columns, 4 * k + s, i, mark);
        put(columns, 4 * k + 2 + s, i, mark * mark);
      }
    }
  }
  return sumUnits(rows, 'row', columns);
}

/** Where the grades from 2 to 5 begin. */
const GRADES = [-1, -0.3, 0.4, 1.1];

function gradeOf(x: number): number {
  return 1 + GRADES.reduce((passed, limit) => passed + Number(x > limit), 0);
}

export function trueScores(skill: number): Truth {
  return {
    'mean[score=grade]': 1 + GRADES.reduce((mean, limit) => mean + normalCdf(skill - limit), 0),
    'pass_rate[score=pass]': normalCdf(skill),
    'mean_cost[score=cost]': Math.exp(COST_SPREAD ** 2 / 2),
  };
}

/** Forecasts of series that are more or less easy; errors normal, in units of those of the naive forecast. */
const HORIZONS = 12;
const EASE_SPREAD = 0.5;

export function drawSeries(deviation: Quality, series: number, { normal }: Random): SliceSums {
  const names = ['rows', 'series', ...both(['mase', 'absolute_error', 'squared_error'])];
  const columns = columnsOf(names, series);
  for (let i = 0; i < series; i++) {
    put(columns, 0, i, HORIZONS);
    put(columns, 1, i, 1);
    const ease = Math.exp(EASE_SPREAD * normal());
    let [first, second, firstSquared, secondSquared] = [0, 0, 0, 0];
    for (let h = 0; h < HORIZONS; h++) {
      const own = normal();
      const candidate = Math.abs(ease * deviation.candidate * own);
      const baseline = Math.abs(ease * deviation.baseline * (CORRELATION * own + APART * normal()));
      first += candidate;
      second += baseline;
      firstSquared += candidate * candidate;
      secondSquared += baseline * baseline;
    }
    const sums = [first / HORIZONS, second / HORIZONS, first, second, firstSquared, secondSquared];
    for (let k = 0; k < sums.length; k++) put(columns, 2 + k, i, sums[k] ?? 0);
  }
  return sumUnits(HORIZONS * series, 'cluster', columns);
}

export function trueSeries(deviation: number): Truth {
  const mean = deviation * Math.sqrt(2 / Math.PI) * Math.exp(EASE_SPREAD ** 2 / 2);
  return { mase: mean, mae: mean, rmse: deviation * Math.exp(EASE_SPREAD ** 2) };
}
