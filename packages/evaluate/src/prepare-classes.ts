import { type EvaluationSection, UserError } from '@proofmark/documents';
import type { Engine } from '@proofmark/engine';
import { needsScores } from '@proofmark/metrics';
import { checkWeights, refuseMissingClusters } from './checks.ts';
import { markThresholds } from './class-marks.ts';
import { loadClassRows } from './class-rows.ts';
import { type ClassPlan, sumClassCut } from './class-sums.ts';
import { countLabels } from './count-labels.ts';
import { testSetDigest } from './digest.ts';
import { rightClasses, sampleFlips } from './flips.ts';
import type { ScoredClasses } from './model-class-rows.ts';
import { type NamedMetrics, type Prepared, resolveMetrics, settleMetrics } from './prepared.ts';
import type { SliceColumn } from './slices.ts';

/** Reads and checks the rows of several classes, or of several labels; a unit is a row. */
export async function prepareClasses(
  engine: Engine,
  section: EvaluationSection,
  task: 'multiclass' | 'multilabel',
  slices: readonly SliceColumn[],
  named: NamedMetrics,
  scored: ScoredClasses | undefined,
): Promise<Prepared> {
  const asked = [...(named.metrics ?? []), ...named.gateMetrics];
  const needed = asked.some((name) => needsScores(name, task));
  const table = await loadClassRows(engine, section, slices, { scored, needed });
  await refuseMissingClusters(engine, table);
  const { sides, classes, hasScores } = table;
  const metrics = settleMetrics(named, { task, classes }, hasScores);
  const unscored = hasScores ? undefined : metrics.find((name) => needsScores(name, task));
  if (unscored !== undefined) {
    throw new UserError(
      'config-invalid',
      `evaluation.metrics: ${unscored} needs the scores of the classes; set evaluation.columns.scores, for example "p_{class}"`,
    );
  }
  const plan: ClassPlan = {
    task,
    sides,
    classes,
    clustered: section.cluster !== undefined,
    weights: await checkWeights(engine, table),
    metrics: resolveMetrics(metrics, { task, classes }),
  };
  if (task === 'multilabel') await markThresholds(engine, plan);
  return {
    sides,
    digest: await testSetDigest(engine, 'label::VARCHAR'),
    metrics,
    classes,
    flips: await sampleFlips(engine, table, rightClasses(task)),
    ...(task === 'multilabel' && { drawn: { labelCounts: await countLabels(engine, plan) } }),
    sum: (cut) => sumClassCut(engine, plan, cut),
  };
}
