import type { EvaluationSection, Side } from '@proofmark/documents';
import { type Engine, identifier, type Numbers } from '@proofmark/engine';
import { gapThresholds } from '@proofmark/metrics';
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
import { closeScores, orderScores, readScores, type ScoreTable } from './ranks.ts';
import type { ScoreCell } from './score-cells.ts';
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
  const scores = orderScores(columns, sides);
  // The engine works on digest and flips while the rows are sorted here.
  const [digest, flips, cells] = await Promise.all([
    testSetDigest(engine, labelText(table.label.column, 'label')),
    sampleFlips(engine, table, rightBinary(labelSql, section.threshold)),
    cellsOf(scores, weights?.largest ?? 1),
  ]);
  const plan = planBinary(section, read, facts, { metrics, gaps: gapThresholds(named.gateMetrics) }, scores);
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
    close: () => closeScores(scores),
  };
}

/** What the curves of each side are made of. */
function cellsOf({ rankers }: ScoreTable, largest: number): Promise<{ side: Side; cells: ScoreCell[] }[]> {
  return Promise.all(
    [...rankers].map(async ([side, ranker]) => ({ side, cells: await ranker.cells(largest) })),
  );
}

function planBinary(
  { threshold }: EvaluationSection,
  read: RowsRead,
  facts: BinaryFacts,
  asked: { metrics: readonly string[]; gaps: readonly number[] },
  table: ScoreTable,
): SumsPlan {
  const { sides, clustered, weights } = read;
  const { classes } = facts;
  const resolved = resolveMetrics(asked.metrics, { task: 'binary', classes });
  const { needs } = neededFeatures(resolved);
  const named = [...resolved.flatMap((metric) => metric.threshold ?? []), ...asked.gaps];
  const otherThresholds = [...new Set(named)].sort((a, b) => a - b);
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
