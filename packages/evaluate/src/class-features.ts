import { type Engine, identifier } from '@proofmark/engine';
import type { Marks } from './class-marks.ts';
import { type ClassPlan, type Terms, termFeature } from './class-sums.ts';
import { double, type Feature, powerOfTwoAbove } from './moments.ts';

/** scikit-learn clips probabilities by the machine epsilon before it takes the logarithm. */
const EPSILON = 2 ** -52;

/** Losses of the scores of the classes, per row. */
export function scoreFeatures({ sides, classes, metrics }: ClassPlan): Feature[] {
  const asked = new Set(metrics.flatMap(({ needs }) => needs));
  return sides.flatMap((side) => {
    const scores = `${side}_scores`;
    const given = `${scores}[y + 1]`;
    const clipped = `least(greatest(${given}, ${double(EPSILON)}), ${double(1 - EPSILON)})`;
    return [...asked].flatMap((need): Feature[] => {
      const name = `${need}.${side}`;
      const [kind = '', k = ''] = need.split('@');
      switch (kind) {
        case 'log_loss':
          return [{ name, sql: `-ln(${clipped})`, bound: 64, group: need }];
        case 'brier':
          // Σ p² − p_y² + (1 − p_y)²
          return [
            {
              name,
              sql: `(list_dot_product(${scores}, ${scores}) - 2 * ${given} + 1)`,
              bound: powerOfTwoAbove(classes.length + 1),
              group: need,
            },
          ];
        case 'top_k_accuracy':
          // Of equal scores the class that comes last is taken first, as scikit-learn does.
          return [
            {
              name,
              sql: `(len(list_filter(${scores}, lambda p, i: p > ${given} OR (p = ${given} AND i > y + 1))) < ${k})::DOUBLE`,
              bound: 1,
              group: need,
            },
          ];
        default:
          return [];
      }
    });
  });
}

/**
 * Terms of the sets of labels of a row, where a metric asks for them; makes a table with the sizes of the sets and of
 * their common part. An empty set where a ratio needs one counts 0.
 */
export async function labelSetTerms(
  engine: Engine,
  { sides, classes }: ClassPlan,
  { table: marks, suffix, metrics }: Marks,
): Promise<Terms[]> {
  const features = sides.flatMap((side) => {
    const [size, common, labels] = [`${side}_size`, `${side}_common`, 'label_size'];
    const wrong = `(${labels} + ${size} - 2 * ${common})`;
    const ratio = (above: string, below: string) => `coalesce((${above})::DOUBLE / nullif(${below}, 0), 0)`;
    const sql = new Map([
      ['subset_accuracy', `(${wrong} = 0)::DOUBLE`],
      ['hamming_loss', `${wrong} / ${double(classes.length)}`],
      ['precision_samples', ratio(common, size)],
      ['recall_samples', ratio(common, labels)],
      ['f1_samples', ratio(`2 * ${common}`, `${labels} + ${size}`)],
      ['jaccard_samples', ratio(common, `${labels} + ${size} - ${common}`)],
    ]);
    return metrics.flatMap(({ name }) => {
      const term = sql.get(name.replace(/@.*$/s, ''));
      return term === undefined ? [] : [{ name: `${name}.${side}`, term }];
    });
  });
  if (features.length === 0) return [];
  const sizes = sides.flatMap((side) => [
    `count(*) FILTER (m.${side}) AS ${side}_size`,
    `count(*) FILTER (m.${side} AND m.y) AS ${side}_common`,
  ]);
  const table = `label_sets${suffix}`;
  await engine.query(`CREATE OR REPLACE TABLE ${table} AS
    SELECT s, rid, ${features.map(({ name, term }) => `${term} AS ${identifier(name)}`).join(', ')}
    FROM (SELECT base.s AS s, base.rid AS rid, count(*) FILTER (m.y) AS label_size, ${sizes.join(', ')}
      FROM base LEFT JOIN ${marks} m ON m.rid = base.rid GROUP BY base.s, base.rid)`);
  return [{ tables: [table], features: features.map(({ name }) => termFeature(name, 1)) }];
}
