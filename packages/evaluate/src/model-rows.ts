import type { EvaluationSection, Side } from '@proofmark/documents';
import type { Engine } from '@proofmark/engine';
import { type Origin, type RowsTable, refuseBadIds } from './checks.ts';
import { makeFeatureRows } from './feature-rows.ts';
import { listFeatures, type ModelPorts, scoreRows, selectRows, withModels } from './model-scores.ts';
import { attachBaseline, joinBaseline, locateColumns, type Parts, sharedColumns } from './predictions.ts';
import type { SliceColumn } from './slices.ts';

/** Makes the table `rows` of a feature table and one or two ONNX models that are run on it. */
export async function runModels(
  engine: Engine,
  section: EvaluationSection,
  slices: readonly SliceColumn[],
  workDirectory: string,
  { logger, onnx }: ModelPorts,
): Promise<RowsTable> {
  // Everything must be attached before the first SQL of a stranger.
  const baselineFile =
    section['baseline-predictions'] === undefined ? undefined : await attachBaseline(engine, section);
  const source = await selectRows(engine, section);
  const parts = locateColumns(source, section);
  const files = await withModels(section, source.columns, workDirectory, onnx, async (models) => {
    const features = await listFeatures(engine, source, models);
    const own = await sharedColumns(engine, source, parts, slices, section.task);
    await makeFeatureRows(engine, source, own, features);
    await refuseBadIds(engine, 'feature_rows', parts.id);
    await engine.load('scores', await scoreRows(engine, section, source, models, features, logger));
    return models.map(({ side, file }) => ({ side, file }));
  });
  const sides = files.map(({ side }) => side);
  const target = baselineFile ? 'candidate_rows' : 'rows';
  // Both tables keep the order of the rows they were made of.
  await engine.query(`CREATE TABLE ${target} AS
    SELECT ${[...shared(parts, slices), ...sides].join(', ')} FROM feature_rows POSITIONAL JOIN scores`);
  const origin = (side: Side): Origin | undefined => {
    const file = files.find((named) => named.side === side)?.file;
    return file === undefined ? undefined : { where: file, column: { name: 'score', type: 'FLOAT' } };
  };
  if (!baselineFile) {
    return { sides, ...parts, scores: { candidate: origin('candidate'), baseline: origin('baseline') } };
  }
  const baseline = await joinBaseline(engine, section, baselineFile, { table: target, ...parts });
  return { sides: ['candidate', 'baseline'], ...parts, scores: { candidate: origin('candidate'), baseline } };
}

function shared({ cluster, weight }: Parts, slices: readonly SliceColumn[]): string[] {
  return [
    'id',
    'label',
    ...(cluster ? ['cluster'] : []),
    ...(weight ? ['weight'] : []),
    ...slices.map(({ table }) => table),
  ];
}
