import type { Side } from '@proofmark/documents';
import type { Engine } from '@proofmark/engine';
import { double, type Feature } from './moments.ts';

/**
 * Metrics of the order of the scores that need more than the placements of the AUC. All start from the table
 * `ranked`: for each row and side the weight of the rows that score at least as high (`candidate_n`), that of the
 * positives among them (`candidate_a`) and the number of those rows (`candidate_from`).
 */
export type CurveFeature = {
  /** The metric, or the metrics that are made of the same features. */
  group: string;
  /** Whether features or joins read the scores themselves. */
  readsScores: boolean;
  /** Makes the small tables that the features look up by slice. */
  prepare(engine: Engine): Promise<void>;
  /** Joins to `ranked`. */
  joins: readonly string[];
  features: readonly Feature[];
};

/** Rows of one slice up to which every count is a step of its own. */
const EXACT_STEPS = 2 ** 15;
const STEPS_PER_FOLD = 2 ** 12;
/** More steps than a slice can have: slice and step in one number, by which rows are matched as in an array. */
const STRIDE = 2 ** 17;

/**
 * Average precision: the precision at the threshold of each positive row, and how a row moves the precision at the
 * thresholds up to its own score. Their sum is the influence function of AP = E[y A(S)/N(S)]/P(y), with A and N the
 * (positive) rows that score at least S, by the chain rule:
 * (1/P) [y (A/N − AP + G1) − G2], G1(s) = E[y 1(S ≤ s)/N(S)], G2(s) = E[y 1(S ≤ s) A(S)/N(S)²].
 * G1 and G2 are running sums over thresholds; y G1 − G2 is 0 on average. Beyond 32,768 rows neighbouring thresholds
 * share a step, 4,096 for every factor e in the number of rows above, and what that leaves of the average is taken
 * off: the variance changes by less than a part in 10^7, the value not at all.
 * @param type holds the number of any slice times 2^17
 */
export function averagePrecision(side: Side, type: 'INTEGER' | 'BIGINT' = 'INTEGER'): CurveFeature {
  const from = `ranked.${side}_from`;
  const step = `(CASE WHEN ${from} <= ${EXACT_STEPS} THEN ${from}
    ELSE ${EXACT_STEPS} + floor(ln(${from} / ${double(EXACT_STEPS)}) * ${STEPS_PER_FOLD})::INTEGER END)`;
  const place = `(ranked.s::${type} * ${STRIDE} + ${step})::${type}`;
  const table = `steps_${side}`;
  // Multiples of 2^−46 add up exactly below 2^7, so in any order.
  const exact = (term: string) => `round((${term}) * ${double(2 ** 46)}) * ${double(2 ** -46)}`;
  const ifPositive = (term: string) => `sum(CASE WHEN y THEN ${exact(term)} ELSE 0 END)`;
  const at = `(ranked.${side}_a / ranked.${side}_n)`;
  return {
    group: 'precision_area',
    readsScores: false,
    async prepare(engine) {
      await engine.query(`CREATE OR REPLACE TABLE ${table} AS
        WITH sums AS (
          SELECT s, place, positive, weight, sum(g1) OVER w AS g1, sum(g2) OVER w AS g2
          FROM (SELECT any_value(s) AS s, ${place} AS place, sum(CASE WHEN y THEN w ELSE 0 END) AS positive, sum(w) AS weight,
              ${ifPositive(`w / ranked.${side}_n`)} AS g1, ${ifPositive(`w * ${at} / ranked.${side}_n`)} AS g2
            FROM ranked GROUP BY place)
          WINDOW w AS (PARTITION BY s ORDER BY place DESC))
        SELECT place, g1, g2 + (sum(${exact('(positive * g1 - weight * g2) / whole')}) OVER (PARTITION BY s)) AS g2
        FROM (SELECT *, sum(weight) OVER (PARTITION BY s) AS whole FROM sums)`);
    },
    joins: [`JOIN ${table} ON ${table}.place = ${place}`],
    features: [
      {
        name: `precision_area.${side}`,
        sql: `(CASE WHEN y THEN ${at} + ${table}.g1 ELSE 0 END - ${table}.g2)`,
        // Exceeded by few rows, but not in mean square, which is what exact sums need: the root mean square of G, a
        // cumulative hazard, is at most √2 (E[A²] ≤ 2), so that of the term is at most 1 + 2√2. A bound that holds for
        // every row, 64, would cost four binary digits of the value.
        bound: 4,
      },
    ],
  };
}

/** The threshold where the two distributions are farthest apart is taken as known: its error is of second order. */
export function kolmogorovSmirnov(side: Side): CurveFeature {
  const table = `farthest_${side}`;
  const difference = `coalesce(${side}_a / nullif(positives, 0), 0) - coalesce((${side}_n - ${side}_a) / nullif(negatives, 0), 0)`;
  const above = `${table}.direction * (ranked.${side} >= ${table}.threshold)::DOUBLE`;
  return {
    group: 'ks',
    readsScores: true,
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
  const score = `ranked.${side}`;
  const taken = `(CASE WHEN ${score} > ${table}.boundary THEN 1 WHEN ${score} = ${table}.boundary THEN ${table}.part ELSE 0 END)`;
  return {
    group: `captured@${argument}`,
    readsScores: true,
    async prepare(engine) {
      await engine.query(`CREATE OR REPLACE TABLE ${table} AS
        WITH boundaries AS (
          SELECT s, max(${side}) FILTER (${side}_n >= ${share} * (positives + negatives) * (1 - 1e-12)) AS boundary,
            any_value(positives + negatives) AS weight, count(*) AS n FROM ranked GROUP BY s),
        edges AS (
          SELECT s, boundary, any_value(weight) AS weight, any_value(n) AS n,
            coalesce(max(${side}_n) FILTER (${side} > boundary), 0) AS above,
            max(${side}_n) FILTER (${side} = boundary) AS up_to
          FROM ranked JOIN boundaries USING (s) GROUP BY s, boundary)
        SELECT s, boundary, any_value((${share} * weight - above) / (up_to - above)) AS part,
          coalesce(sum(w * y::DOUBLE) FILTER (${side}_n BETWEEN above - weight / sqrt(n) AND up_to + weight / sqrt(n))
            / sum(w) FILTER (${side}_n BETWEEN above - weight / sqrt(n) AND up_to + weight / sqrt(n)), 0) AS rate
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
    readsScores: true,
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
      case 'precision_area':
        return [averagePrecision];
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
