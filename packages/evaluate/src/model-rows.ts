import { resolve } from 'node:path';
import { type EvaluationSection, type Logger, type Side, UserError } from '@proofmark/documents';
import { type Engine, identifier, type NumericColumn } from '@proofmark/engine';
import { type Origin, type RowsTable, refuseBadIds } from './checks.ts';
import type { Column } from './columns.ts';
import type { PredictionSource } from './number-sql.ts';
import { type LoadOnnx, openModel, requireFeatures, type ScoringModel } from './onnx.ts';
import { attachBaseline, joinBaseline, locateColumns, type Parts, sharedColumns } from './predictions.ts';
import type { SliceColumn } from './slices.ts';
import { sourceTable } from './source-table.ts';

const BATCH_ROWS = 65_536;

type Ports = { logger: Logger; onnx: LoadOnnx };
type Named = { side: Side; file: string; model: ScoringModel };

/** Makes the table `rows` of a feature table and one or two ONNX models that are run on it. */
export async function runModels(
  engine: Engine,
  section: EvaluationSection,
  slices: readonly SliceColumn[],
  workDirectory: string,
  { logger, onnx }: Ports,
): Promise<RowsTable> {
  // Everything must be attached before the first SQL of a stranger.
  const baselineFile =
    section['baseline-predictions'] === undefined ? undefined : await attachBaseline(engine, section);
  const source = await selectRows(engine, section);
  const parts = locateColumns(source, section);
  const files: readonly (readonly [Side, string | undefined])[] = [
    ['candidate', section.model],
    ['baseline', section['baseline-model']],
  ];
  const models: Named[] = [];
  try {
    for (const [side, file] of files) {
      if (file === undefined) continue;
      const path = resolve(workDirectory, file);
      const model = await openModel(onnx, { path, file, task: section.task, features: section.features });
      models.push({ side, file, model });
      requireFeatures(source.columns, model.features, file);
    }
    const features = [...new Set(models.flatMap(({ model }) => model.features))];
    const own = await sharedColumns(engine, source, parts, slices, section.task);
    const columns = [...own, ...features.map(featureSql)];
    await engine.query(`CREATE TABLE feature_rows AS SELECT ${columns.join(', ')} FROM ${source.table}`);
    await refuseBadIds(engine, 'feature_rows', parts.id);
    await engine.load('scores', await scoreRows(engine, models, features, logger));
  } finally {
    for (const { model } of models) await model.release();
  }
  const sides = models.map(({ side }) => side);
  const target = baselineFile ? 'candidate_rows' : 'rows';
  // Both tables keep the order of the rows they were made of.
  await engine.query(`CREATE TABLE ${target} AS
    SELECT ${[...shared(parts, slices), ...sides].join(', ')} FROM feature_rows POSITIONAL JOIN scores`);
  const origin = (side: Side): Origin | undefined => {
    const file = models.find((named) => named.side === side)?.file;
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

/** The rows of the test set: the files, or the user's SELECT over them. */
async function selectRows(engine: Engine, section: EvaluationSection): Promise<PredictionSource> {
  const { rows, columns } = section;
  const table = sourceTable(section);
  const files = [rows?.files ?? []].flat();
  const byNumber = columns.id === '__row';
  const rowNumbers = byNumber || (rows?.sql?.includes('__row') ?? false);
  const attached: Column[] = await engine.attach('data', { files, rowNumbers });
  if (rows?.sql === undefined) return { table, columns: attached, where: files.join(', ') };
  const selected = await engine.select(table, rows.sql, 'view', 'evaluation.rows.sql');
  if (byNumber && !selected.some(({ name }) => name === '__row')) {
    throw new UserError(
      'config-invalid',
      'evaluation.columns.id is "__row", but evaluation.rows.sql does not select it: add __row to its columns',
    );
  }
  return { table, columns: selected, where: 'evaluation.rows.sql' };
}

function featureSql(feature: string, index: number): string {
  return `CAST(${identifier(feature)} AS FLOAT) AS feature_${index}`;
}

/** Runs all models over one pass of the features. */
async function scoreRows(
  engine: Engine,
  models: readonly Named[],
  features: readonly string[],
  logger: Logger,
): Promise<NumericColumn[]> {
  const [size] = await engine.query('SELECT count(*) AS n FROM feature_rows');
  const rows = Number(size?.n);
  const scores = models.map(({ side, model }) => ({
    name: side,
    values: new Float32Array(rows),
    model,
    inputs: model.features.map((feature) => features.indexOf(feature)),
  }));
  const names = features.map((_, i) => `feature_${i}`).join(', ');
  let done = 0;
  for await (const batch of engine.stream(`SELECT ${names} FROM feature_rows`, BATCH_ROWS)) {
    for (const { values, model, inputs } of scores) {
      const columns = inputs.map((index) => batch.columns[index] ?? new Float32Array(batch.rows));
      values.set(await model.score(columns, batch.rows), done);
    }
    done += batch.rows;
    logger.progress(done, rows, `running ${models.map(({ file }) => file).join(' and ')}`);
  }
  return scores.map(({ name, values }) => ({ name, values }));
}
