import type { Engine } from '@proofmark/engine';
import type { ClassPlan } from './class-sums.ts';
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
          return [{ name, sql: `-ln(${clipped})`, bound: 64 }];
        case 'brier':
          // Σ p² − p_y² + (1 − p_y)²
          return [
            {
              name,
              sql: `(list_dot_product(${scores}, ${scores}) - 2 * ${given} + 1)`,
              bound: powerOfTwoAbove(classes.length + 1),
            },
          ];
        case 'top_k_accuracy':
          // Of equal scores the class that comes last is taken first, as scikit-learn does.
          return [
            {
              name,
              sql: `(len(list_filter(${scores}, lambda p, i: p > ${given} OR (p = ${given} AND i > y + 1))) < ${k})::DOUBLE`,
              bound: 1,
            },
          ];
        default:
          return [];
      }
    });
  });
}

/**
 * Features of the sets of labels of a row; makes the table `label_sets` with the sizes of the sets and of their
 * common part. An empty set where a ratio needs one counts 0.
 */
export async function labelSetFeatures(
  engine: Engine,
  { sides, classes, metrics }: ClassPlan,
): Promise<Feature[]> {
  const sizes = sides.flatMap((side) => [
    `count(*) FILTER (marks.${side}) AS ${side}_size`,
    `count(*) FILTER (marks.${side} AND marks.y) AS ${side}_common`,
  ]);
  await engine.query(`CREATE OR REPLACE TABLE label_sets AS
    SELECT base.s AS s, base.rid AS rid, count(*) FILTER (marks.y) AS label_size, ${sizes.join(', ')}
    FROM base LEFT JOIN marks ON marks.rid = base.rid GROUP BY base.s, base.rid`);
  const asked = new Set(metrics.flatMap(({ needs }) => needs));
  return sides.flatMap((side) => {
    const [size, common] = [`${side}_size`, `${side}_common`];
    const wrong = `(label_size + ${size} - 2 * ${common})`;
    const ratio = (above: string, below: string) => `coalesce((${above})::DOUBLE / nullif(${below}, 0), 0)`;
    const sql: Readonly<Record<string, string>> = {
      subset_accuracy: `(${wrong} = 0)::DOUBLE`,
      hamming_loss: `${wrong} / ${double(classes.length)}`,
      precision_samples: ratio(common, size),
      recall_samples: ratio(common, 'label_size'),
      f1_samples: ratio(`2 * ${common}`, `label_size + ${size}`),
      jaccard_samples: ratio(common, `label_size + ${size} - ${common}`),
    };
    return Object.entries(sql)
      .filter(([name]) => asked.has(name))
      .map(([name, term]) => ({ name: `${name}.${side}`, sql: term, bound: 1 }));
  });
}
