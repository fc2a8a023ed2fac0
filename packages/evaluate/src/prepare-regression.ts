import type { EvaluationSection } from '@proofmark/documents';
import type { Engine } from '@proofmark/engine';
import { checkRegression, checkWeights, type RowsTable } from './checks.ts';
import { testSetDigest } from './digest.ts';
import { labelText } from './labels.ts';
import { addOrderFacts } from './order-facts.ts';
import {
  type NamedMetrics,
  neededFeatures,
  type Prepared,
  resolveMetrics,
  settleMetrics,
} from './prepared.ts';
import { errorSql, labelTerms } from './regression-terms.ts';
import { readResiduals } from './residuals.ts';
import { refuseOutsideDomain } from './tweedie.ts';
import { sumUnits, type UnitPlan } from './unit-sums.ts';

/** Checks the rows of a regression; a unit is a row. */
export async function prepareRegression(
  engine: Engine,
  { cluster }: EvaluationSection,
  table: RowsTable,
  named: NamedMetrics,
): Promise<Prepared> {
  const { sides } = table;
  const labelSql = 'label::DOUBLE';
  const metrics = settleMetrics(named, { task: 'regression', classes: [] });
  const found = resolveMetrics(metrics, { task: 'regression', classes: [] });
  const { needs, shared } = neededFeatures(found);
  const { shift } = await checkRegression(engine, table);
  await refuseOutsideDomain(engine, table, needs);
  const ordered = found.some(({ family }) => family === 'quantile' || family === 'extreme');
  const plan: UnitPlan = {
    columns: [`${labelSql} AS y`, ...sides],
    clustered: cluster !== undefined,
    weights: await checkWeights(engine, table),
    counted: true,
    terms: [
      ...labelTerms(shared, shift),
      ...sides.flatMap((side) =>
        [...needs].map((need) => ({ name: `${need}.${side}`, sql: errorSql(need, side) })),
      ),
    ],
    ...(ordered && { prepare: (_, base) => addOrderFacts(engine, base, sides) }),
  };
  return {
    sides,
    digest: await testSetDigest(engine, labelText(table.label.column, 'label')),
    metrics,
    classes: [],
    drawn: { residuals: await readResiduals(engine, { sides, labelSql }) },
    sum: (cut) => sumUnits(engine, plan, cut),
  };
}
