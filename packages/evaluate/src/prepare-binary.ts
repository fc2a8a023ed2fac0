import type { EvaluationSection } from '@proofmark/documents';
import { type Engine, identifier, type Numbers } from '@proofmark/engine';
import { type BinaryFacts, checkBinary, checkWeights, type RowsTable } from './checks.ts';
import { curveFeatures } from './curves.ts';
import { testSetDigest } from './digest.ts';
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
import { orderScores, readScores, type ScoreTable } from './ranks.ts';
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
  const { sides } = table;
  const weights = await checkWeights(engine, table);
  const facts = await checkBinary(engine, table, section.positive);
  const { labelSql } = facts;
  const read: RowsRead = { sides, labelSql, clustered: section.cluster !== undefined, weights };
  const columns = await readRows(engine, read, facts.rows);
  // The engine works on these while the rows are sorted here.
  const beside = Promise.all([
    testSetDigest(engine, labelText(table.label.column, 'label')),
    sampleFlips(engine, table, rightBinary(labelSql, section.threshold)),
  ]);
  const scores = orderScores(columns, sides);
  const cells = [...scores.ordered].map(([side, rows]) => ({
    side,
    cells: scoreCells(rows, weights?.largest ?? 1),
  }));
  const [digest, flips] = await beside;
  const plan = planBinary(section, read, facts, metrics, scores);
  return {
    sides,
    digest,
    metrics,
    classes: [...facts.classes],
    threshold: section.threshold,
    flips,
    drawn: {
      sweep: cells.flatMap((of) => sweepThresholds(of.side, of.cells)),
      curves: makeCurves(cells),
    },
    sum: (cut) => sumCut(engine, plan, cut),
  };
}

function planBinary(
  { threshold }: EvaluationSection,
  read: RowsRead,
  facts: BinaryFacts,
  metrics: readonly string[],
  table: ScoreTable,
): SumsPlan {
  const { sides, clustered, weights } = read;
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
      ranking: { columns: rowColumns(read), table, ranks, curves },
    },
  };
}

/** What ranks and curves are made of, in the order of the table `rows`. */
function readRows(engine: Engine, read: RowsRead, rows: number): Promise<Map<string, Numbers>> {
  const base = `SELECT ${rowColumns(read).join(', ')} FROM rows`;
  return readScores(engine, base, { sides: read.sides, others: read.weights ? ['w'] : [], rows });
}
