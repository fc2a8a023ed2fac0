import type { Side } from '@proofmark/documents';
import type { Engine } from '@proofmark/engine';
import { double, type Feature } from './moments.ts';
import { rankColumn } from './ranks.ts';
import type { ScoreRank } from './score-ranks.ts';

/**
 * Metrics of the order of the scores that are made of more than ranks. All start from the view `ranked`:
 * the rows with their ranks (see `score-ranks.ts`) and the class sizes of their slice.
 */
export type CurveFeature = {
  /** The metric, or the metrics that are made of the same features. */
  group: string;
  /** The ranks that it reads. */
  ranks: readonly ScoreRank[];
  /** Makes the small tables that the features look up by slice. */
  prepare(engine: Engine): Promise<void>;
  /** Joins to `ranked`. */
  joins: readonly string[];
  features: readonly Feature[];
};

/** The threshold where the two distributions are farthest apart is taken as known: its error is of second order. */
export function kolmogorovSmirnov(side: Side): CurveFeature {
  const table = `farthest_${side}`;
  const [n, a] = [rankColumn(side, 'above'), rankColumn(side, 'positivesAbove')];
  const difference = `coalesce(${a} / nullif(positives, 0), 0) - coalesce((${n} - ${a}) / nullif(negatives, 0), 0)`;
  const above = `${table}.direction * (ranked.${side} >= ${table}.threshold)::DOUBLE`;
  return {
    group: 'ks',
    ranks: ['above', 'positivesAbove'],
    async prepare(engine) {
      await engine.query(`CREATE OR REPLACE TABLE ${table} AS
        SELECT s, best.threshold AS threshold, best.direction AS direction
        FROM (SELECT s, arg_max({'threshold': ${side}, 'direction': sign(d)::DOUBLE}, {'d': abs(d), 'at': ${side}}) AS best
          FROM (SELECT s, ${side}, ${difference} AS d FROM ranked) GROUP BY s)`);
    },
    joins: [`JOIN ${table} ON ${table}.s = ranked.s`],
    features: [
      { name: `ks_positive.${side}`, sql: `CASE WHEN y THEN ${above} ELSE 0 END`, bound: 1 },
      { name: `ks_negative.${side}`, sql: `CASE WHEN y THEN 0 ELSE ${above} END`, bound: 1 },
    ],
  };
}

/**
 * Positives among the share k of rows with the highest scores; rows that tie at the boundary are taken in part, as a
 * random order would. The boundary moves with the sample: taking one row more takes the positive rate r at the
 * boundary more, so the influence is y h − r (h − k), with h the part of the row that is taken. r is observed on the
 * √n rows on either side of the boundary.
 */
export function captured(side: Side, argument: string): CurveFeature {
  const table = `top_${side}_${tableSuffix(argument)}`;
  const share = double(Number(argument));
  const [score, n] = [`ranked.${side}`, rankColumn(side, 'above')];
  const taken = `(CASE WHEN ${score} > ${table}.boundary THEN 1 WHEN ${score} = ${table}.boundary THEN ${table}.part ELSE 0 END)`;
  return {
    group: `captured@${argument}`,
    ranks: ['above'],
    async prepare(engine) {
      await engine.query(`CREATE OR REPLACE TABLE ${table} AS
        WITH boundaries AS (
          SELECT s, max(${side}) FILTER (${n} >= ${share} * (positives + negatives) * (1 - 1e-12)) AS boundary,
            any_value(positives + negatives) AS weight, count(*) AS rows FROM ranked GROUP BY s),
        edges AS (
          SELECT s, boundary, any_value(weight) AS weight, any_value(rows) AS rows,
            coalesce(max(${n}) FILTER (${side} > boundary), 0) AS above,
            max(${n}) FILTER (${side} = boundary) AS up_to
          FROM ranked JOIN boundaries USING (s) GROUP BY s, boundary)
        SELECT s, boundary, any_value((${share} * weight - above) / (up_to - above)) AS part,
          coalesce(sum(w * y::DOUBLE) FILTER (${n} BETWEEN above - weight / sqrt(rows) AND up_to + weight / sqrt(rows))
            / sum(w) FILTER (${n} BETWEEN above - weight / sqrt(rows) AND up_to + weight / sqrt(rows)), 0) AS rate
        FROM ranked JOIN edges USING (s) GROUP BY s, boundary`);
    },
    joins: [`JOIN ${table} ON ${table}.s = ranked.s`],
    features: [
      {
        name: `captured@${argument}.${side}`,
        sql: `(y::DOUBLE * ${taken} - ${table}.rate * (${taken} - ${share}))`,
        bound: 2,
      },
    ],
  };
}

/**
 * Expected calibration error: in each bin |Σ (y − p)|, so with the sign of the bin taken as known a mean of
 * ±(y − p) over rows. Bins as scikit-learn's calibration_curve: (edge, next edge], of equal width or between
 * quantiles, whose edges are taken as known.
 */
export function calibration(side: Side, kind: 'width' | 'mass', argument: string): CurveFeature {
  const count = Number(argument);
  const name = `calibration_${kind}@${argument}.${side}`;
  const [table, edges] = [`signs_${kind}_${side}_${argument}`, `edges_${kind}_${side}_${argument}`];
  const inner = Array.from({ length: count - 1 }, (_, i) => i + 1);
  const score = `ranked.${side}::DOUBLE`;
  const bin = `len(list_filter(${edges}.inside, lambda edge: edge < ${score}))`;
  const listed =
    kind === 'width'
      ? `[${inner.map((i) => double(i * (1 / count))).join(', ')}]::DOUBLE[]`
      : `quantile_cont(${side}::DOUBLE, [${inner.map((i) => double(i / count)).join(', ')}]::DOUBLE[])`;
  const joinEdges = `JOIN ${edges} ON ${edges}.s = ranked.s`;
  return {
    group: `calibration_${kind}@${argument}`,
    ranks: [],
    async prepare(engine) {
      await engine.query(
        `CREATE OR REPLACE TABLE ${edges} AS SELECT s, ${count === 1 ? '[]::DOUBLE[]' : listed} AS inside FROM ranked GROUP BY s`,
      );
      await engine.query(`CREATE OR REPLACE TABLE ${table} AS
        SELECT ranked.s AS s, ${bin} AS bin, sign(sum(w * (y::DOUBLE - ${score}))) AS sign
        FROM ranked ${joinEdges} GROUP BY ALL`);
    },
    joins: [joinEdges, `JOIN ${table} ON ${table}.s = ranked.s AND ${table}.bin = ${bin}`],
    features: [{ name, sql: `${table}.sign * (y::DOUBLE - ${score})`, bound: 1 }],
  };
}

function tableSuffix(argument: string): string {
  return argument.replace(/\W/g, '_');
}

/** What the features asked for need beyond the AUC; a feature is named without its side. */
export function curveFeatures(needed: ReadonlySet<string>, sides: readonly Side[]): CurveFeature[] {
  const makers = [...needed].flatMap((feature): ((side: Side) => CurveFeature)[] => {
    const [kind = '', argument = ''] = feature.split('@');
    switch (kind) {
      case 'ks_positive':
        return [kolmogorovSmirnov];
      case 'captured':
        return [(side) => captured(side, argument)];
      case 'calibration_width':
        return [(side) => calibration(side, 'width', argument)];
      case 'calibration_mass':
        return [(side) => calibration(side, 'mass', argument)];
      default:
        return [];
    }
  });
  return sides.flatMap((side) => makers.map((make) => make(side)));
}
