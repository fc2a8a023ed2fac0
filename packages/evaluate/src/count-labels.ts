import type { LabelCounts } from '@proofmark/documents';
import type { Engine } from '@proofmark/engine';
import type { ClassPlan } from './class-sums.ts';

/** Multilabel: the confusion matrix of each label over all rows, which all count 1. */
export async function countLabels(
  engine: Engine,
  { sides, classes }: Pick<ClassPlan, 'sides' | 'classes'>,
): Promise<LabelCounts[]> {
  const count = (condition: string) => `count(*) FILTER (${condition})`;
  const columns = sides.flatMap((side) => [
    `${count(`y AND ${side}`)} AS ${side}_hits`,
    `${count(side)} AS ${side}_predicted`,
  ]);
  const [total] = await engine.query('SELECT count(*) AS n FROM coded');
  const rows = await engine.query(
    `SELECT k, ${count('y')} AS support, ${columns.join(', ')} FROM marks GROUP BY k`,
  );
  const byClass = new Map(rows.map((row) => [Number(row.k), row]));
  return classes.flatMap((label, k) =>
    sides.map((side) => {
      const read = (column: string) => Number(byClass.get(k)?.[column] ?? 0);
      const truePositives = read(`${side}_hits`);
      const falseNegatives = read('support') - truePositives;
      const falsePositives = read(`${side}_predicted`) - truePositives;
      const trueNegatives = Number(total?.n ?? 0) - truePositives - falseNegatives - falsePositives;
      return { side, label, truePositives, falsePositives, falseNegatives, trueNegatives };
    }),
  );
}
