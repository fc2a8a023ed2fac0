import type { EvaluationSection, Side } from '@proofmark/documents';
import { type Engine, identifier } from '@proofmark/engine';
import { checkBinary, checkWeights, type RowsTable } from './checks.ts';
import { curveFeatures } from './curves.ts';
import { binaryRowFeatures, binaryTotalFeatures, weighted } from './features.ts';
import { rightBinary, sampleFlips } from './flips.ts';
import { labelText } from './labels.ts';
import {
  type NamedMetrics,
  neededFeatures,
  type Prepared,
  resolveMetrics,
  settleMetrics,
} from './prepared.ts';
import { readScores, type ScoreTable } from './ranks.ts';
import { scoreCells } from './score-cells.ts';
import { makeCurves, sweepThresholds } from './score-curves.ts';
import { type RowsRead, rowColumns, type SumsPlan, sumCut } from './sums.ts';

/** Checks the rows of two classes; a unit is a row. */
export async function prepareBinary(
  engine: Engine,
  section: EvaluationSection,
  table: RowsTable,
  named: NamedMetrics,
): Promise<Prepared> {
  const metrics = settleMetrics(named, { task: 'binary', classes: [] });
  const plan = await planBinary(engine, section, table, metrics);
  const { classes, threshold } = plan.binary;
  const largest = plan.weights?.largest ?? 1;
  const cells = [...plan.binary.ranking.table.ordered].map(([side, rows]) => ({
    side,
    cells: scoreCells(rows, largest),
  }));
  return {
    sides: table.sides,
    labelText: labelText(table.label.column, 'label'),
    metrics,
    classes: [...classes],
    threshold,
    flips: await sampleFlips(engine, table, rightBinary(plan.labelSql, threshold)),
    drawn: {
      sweep: cells.flatMap((of) => sweepThresholds(of.side, of.cells)),
      curves: makeCurves(cells),
    },
    sum: (cut) => sumCut(engine, plan, cut),
  };
}

async function planBinary(
  engine: Engine,
  { cluster, threshold, positive }: EvaluationSection,
  table: RowsTable,
  metrics: readonly string[],
): Promise<SumsPlan> {
  const clustered = cluster !== undefined;
  const sides: readonly Side[] = table.sides;
  const weights = await checkWeights(engine, table);
  const facts = await checkBinary(engine, table, positive);
  const { classes } = facts;
  const resolved = resolveMetrics(metrics, { task: 'binary', classes });
  const { needs } = neededFeatures(resolved);
  const otherThresholds = [...new Set(resolved.flatMap((metric) => metric.threshold ?? []))].sort(
    (a, b) => a - b,
  );
  const own =
    clustered || weights !== undefined
      ? binaryTotalFeatures(facts.sides, { threshold, otherThresholds }, needs)
      : binaryRowFeatures(facts.sides, needs);
  const curves = curveFeatures(needs, sides);
  const fromCurves = curves.flatMap(({ group, features }) =>
    features.map(({ name, bound }) => ({ name, sql: identifier(name), bound, group, ranked: true })),
  );
  const features = [...own, ...fromCurves];
  const read = { sides, labelSql: facts.labelSql, clustered, weights };
  const columns = rowColumns(read);
  const ranks = [
    ...(needs.has('placement_positive') ? (['placement'] as const) : []),
    ...(needs.has('precision_area') ? (['precision'] as const) : []),
    ...new Set(curves.flatMap((curve) => curve.ranks)),
  ];
  return {
    ...read,
    features: weights ? weighted(features, weights) : features,
    binary: {
      threshold,
      otherThresholds,
      classes,
      ranking: { columns, table: await readRows(engine, read, facts.rows), ranks, curves },
    },
  };
}

/** What ranks and curves are made of, in the order of the table `rows`. */
function readRows(engine: Engine, read: RowsRead, rows: number): Promise<ScoreTable> {
  const base = `SELECT ${rowColumns(read).join(', ')} FROM rows`;
  return readScores(engine, base, { sides: read.sides, others: read.weights ? ['w'] : [], rows });
}
