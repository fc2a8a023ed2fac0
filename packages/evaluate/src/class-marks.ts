import type { SliceSums } from '@proofmark/documents';
import type { Engine } from '@proofmark/engine';
import type { Metric } from '@proofmark/metrics';
import type { ClassPlan } from './class-sums.ts';
import { double } from './moments.ts';

/** Multilabel: the table of marks, one line a row and label (see `codeClasses`), that some of the metrics are made of. */
export type Marks = {
  table: string;
  /** Tells the tables that are made of it apart. */
  suffix: string;
  metrics: readonly Metric[];
};

/** The marks of the evaluation, and those at each threshold that a metric names. */
export function marksOf({ metrics }: Pick<ClassPlan, 'metrics'>): Marks[] {
  return [undefined, ...thresholdsOf(metrics)].map((threshold, i) => ({
    table: i === 0 ? 'marks' : `marks_${i}`,
    suffix: i === 0 ? '' : `_${i}`,
    metrics: metrics.filter((metric) => metric.threshold === threshold),
  }));
}

function thresholdsOf(metrics: readonly Metric[]): number[] {
  return [...new Set(metrics.flatMap(({ threshold }) => threshold ?? []))].sort((a, b) => a - b);
}

/** Makes the tables of marks at the thresholds that metrics name, of the scores in `coded`. */
export async function markThresholds(engine: Engine, plan: Pick<ClassPlan, 'metrics' | 'sides' | 'classes'>) {
  const { metrics, sides, classes } = plan;
  for (const [i, threshold] of thresholdsOf(metrics).entries()) {
    const scores = sides.map((side) => `unnest(${side}_scores) >= ${double(threshold)} AS ${side}`);
    await engine.query(`CREATE TABLE marks_${i + 1} AS SELECT * FROM (
        SELECT rid, unnest(range(${classes.length})) AS k, unnest(label_flags) AS y, ${scores.join(', ')} FROM coded)
      WHERE y OR ${sides.join(' OR ')}`);
  }
}

/**
 * How many rows of each slice of `base` have a label that a metric is about, one or a mean over all; undefined where
 * there is none.
 */
export async function countSupport(
  engine: Engine,
  { metrics, classes }: Pick<ClassPlan, 'metrics' | 'classes'>,
): Promise<((slice: number) => NonNullable<SliceSums['support']>) | undefined> {
  const labels = new Set(
    metrics.flatMap(({ rareClass }) =>
      rareClass === undefined ? [] : typeof rareClass === 'object' ? [rareClass.label] : classes,
    ),
  );
  if (labels.size === 0) return undefined;
  const codes = [...labels].map((label) => classes.indexOf(label));
  const found = await engine.query(
    `SELECT s, k, count(*) AS n FROM base JOIN marks USING (rid) WHERE marks.y AND k IN (${codes.join(', ')}) GROUP BY s, k`,
  );
  const counts = new Map(found.map((row) => [`${row.s} ${row.k}`, Number(row.n)]));
  return (slice) => [...labels].map((label, i) => ({ label, rows: counts.get(`${slice} ${codes[i]}`) ?? 0 }));
}
