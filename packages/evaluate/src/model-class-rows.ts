import { type EvaluationSection, type Side, UserError } from '@proofmark/documents';
import { type Engine, identifier } from '@proofmark/engine';
import { makeFeatureRows } from './feature-rows.ts';
import {
  listFeatures,
  type ModelPorts,
  type NamedModel,
  scoreRows,
  selectRows,
  withModels,
} from './model-scores.ts';
import type { PredictionSource } from './number-sql.ts';

/** The rows with the probabilities of the classes as columns of their own, and how these are named. */
export type ScoredClasses = {
  source: PredictionSource;
  scores: { candidate: string; baseline: string | undefined };
};

const pattern = (side: Side) => `__${side}_{class}`;

/** Runs one or two ONNX models of several classes on the feature table. */
export async function scoreClasses(
  engine: Engine,
  section: EvaluationSection,
  workDirectory: string,
  { logger, onnx }: ModelPorts,
): Promise<ScoredClasses> {
  const source = await selectRows(engine, section);
  const columns = await withModels(section, source.columns, workDirectory, onnx, async (models) => {
    const named = models.map((model) => ({ ...model, classes: classesOf(model, section) }));
    const features = await listFeatures(engine, source, models);
    await makeFeatureRows(engine, source, ['*'], features);
    await engine.load('scores', await scoreRows(engine, section, source, models, features, logger));
    return named.flatMap(({ side, classes }) =>
      classes.map((label, k) => ({ from: `${side}_${k}`, name: pattern(side).replace('{class}', label) })),
    );
  });
  const own = source.columns.map(({ name }) => `feature_rows.${identifier(name)}`);
  const scores = columns.map(({ from, name }) => `scores.${from} AS ${identifier(name)}`);
  // Both tables keep the order of the rows they were made of.
  await engine.query(
    `CREATE TABLE scored AS SELECT ${[...own, ...scores].join(', ')} FROM feature_rows POSITIONAL JOIN scores`,
  );
  const added = columns.map(({ name }) => ({ name, type: 'FLOAT' }));
  return {
    source: { ...source, table: 'scored', columns: [...source.columns, ...added] },
    scores: {
      candidate: pattern('candidate'),
      baseline: section['baseline-model'] === undefined ? undefined : pattern('baseline'),
    },
  };
}

function classesOf({ file, model }: NamedModel, section: EvaluationSection): readonly string[] {
  const classes = model.classes ?? section.classes;
  if (classes?.length === model.width) return classes;
  throw new UserError(
    'model-invalid',
    classes === undefined
      ? `${file}: the model gives probabilities of ${model.width} classes without their names; list these, in order, in evaluation.classes`
      : `${file}: the model gives probabilities of ${model.width} classes, evaluation.classes lists ${classes.length}`,
  );
}
