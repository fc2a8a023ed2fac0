import type { Side, SweepPoint } from '@proofmark/documents';
import type { Engine } from '@proofmark/engine';
import { double } from './moments.ts';
import { type SumsPlan, weightSql } from './sums.ts';

const STEPS = 100;

/** The confusion matrix of each side at the thresholds 0, 0.01 … 1, from one scan. */
export async function sweepThresholds(engine: Engine, plan: SumsPlan): Promise<SweepPoint[]> {
  const weight = plan.weights ? `sum(${weightSql(plan.weights)})` : 'count(*)';
  const points: SweepPoint[] = [];
  for (const side of plan.sides) {
    const rows = await engine.query(
      `SELECT ${plan.labelSql} AS y, ${stepSql(side)} AS step, ${weight}::DOUBLE AS weight FROM rows GROUP BY ALL`,
    );
    const above = (y: boolean, step: number) =>
      rows
        .filter((row) => (row.y === true) === y && Number(row.step) >= step)
        .reduce((total, row) => total + Number(row.weight), 0);
    const [positives, negatives] = [above(true, 0), above(false, 0)];
    for (let step = 0; step <= STEPS; step++) {
      const [truePositives, falsePositives] = [above(true, step), above(false, step)];
      points.push({
        side,
        threshold: step / STEPS,
        truePositives,
        falsePositives,
        falseNegatives: positives - truePositives,
        trueNegatives: negatives - falsePositives,
      });
    }
  }
  return points;
}

/** The last threshold that a score reaches; the product may be a unit in the last place off. */
function stepSql(side: Side): string {
  const score = `${side}::DOUBLE`;
  const near = `round(${score} * ${STEPS})`;
  return `(${near} - (${score} < ${near} / ${double(STEPS)})::INTEGER)::INTEGER`;
}
