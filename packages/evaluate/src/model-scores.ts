import { resolve } from 'node:path';
import { type EvaluationSection, type Logger, type Side, UserError } from '@proofmark/documents';
import { type Engine, identifier, literal, type NumericColumn } from '@proofmark/engine';
import type { Column } from './columns.ts';
import { refuseMissingFeatures } from './missing-features.ts';
import type { PredictionSource } from './number-sql.ts';
import { type LoadOnnx, openModel, type ScoringModel } from './onnx.ts';
import { requireFeatures } from './onnx-inputs.ts';
import { scoreDistinct } from './score-distinct.ts';
import { sourceTable } from './source-table.ts';

const BATCH_ROWS = 65_536;

export type ModelPorts = { logger: Logger; onnx: LoadOnnx };
export type NamedModel = { side: Side; file: string; model: ScoringModel };

/** Opens the models of a section, checks that the rows have their features, and releases them afterwards. */
export async function withModels<Result>(
  section: EvaluationSection,
  columns: readonly Column[],
  workDirectory: string,
  onnx: LoadOnnx,
  use: (models: readonly NamedModel[]) => Promise<Result>,
): Promise<Result> {
  const files = [
    ['candidate', section.model],
    ['baseline', section['baseline-model']],
  ] as const;
  const models: NamedModel[] = [];
  try {
    for (const [side, file] of files) {
      if (file === undefined) continue;
      const { task, features, positive } = section;
      const path = resolve(workDirectory, file);
      const model = await openModel(onnx, { path, file, task, features, positive });
      models.push({ side, file, model });
      requireFeatures(columns, model, file);
    }
    return await use(models);
  } finally {
    for (const { model } of models) await model.release();
  }
}

/** The rows of the test set: the files, or the user's SELECT over them. */
export async function selectRows(engine: Engine, section: EvaluationSection): Promise<PredictionSource> {
  const { rows, columns } = section;
  const table = sourceTable(section);
  const files = [rows?.files ?? []].flat();
  const byNumber = columns.id === '__row';
  const rowNumbers = byNumber || (rows?.sql?.includes('__row') ?? false);
  const attached: Column[] = await engine.attach('data', { files, rowNumbers });
  if (rows?.sql === undefined) return { table, columns: attached, where: files.join(', ') };
  const selected = await engine.select(table, rows.sql, 'table', 'evaluation.rows.sql');
  if (byNumber && !selected.some(({ name }) => name === '__row')) {
    throw new UserError(
      'config-invalid',
      'evaluation.columns.id is "__row", but evaluation.rows.sql does not select it: add __row to its columns',
    );
  }
  return { table, columns: selected, where: 'evaluation.rows.sql' };
}

/** How the features of some models stand as columns of numbers: texts by their place in a list of them. */
export type Features = {
  names: readonly string[];
  sql: readonly string[];
  texts: ReadonlyMap<string, string[]>;
};

export async function listFeatures(
  engine: Engine,
  { table }: PredictionSource,
  models: readonly NamedModel[],
): Promise<Features> {
  const names = [...new Set(models.flatMap(({ model }) => model.features))];
  const texts = new Map<string, string[]>();
  const sql: string[] = [];
  for (const [index, name] of names.entries()) {
    const isText = models.some(({ model }) => model.texts.includes(name));
    if (!isText) {
      sql.push(`CAST(${identifier(name)} AS FLOAT) AS __feature_${index}`);
      continue;
    }
    const text = `CAST(${identifier(name)} AS VARCHAR)`;
    const found = await engine.query(
      `SELECT DISTINCT ${text} AS value FROM ${table} WHERE ${identifier(name)} IS NOT NULL ORDER BY value`,
    );
    const values = found.map(({ value }) => String(value));
    texts.set(name, values);
    const list = `[${values.map(literal).join(', ')}]::VARCHAR[]`;
    sql.push(`CAST(list_position(${list}, ${text}) - 1 AS FLOAT) AS __feature_${index}`);
  }
  return { names, sql, texts };
}

/**
 * Runs all models over one pass of the features in the table `feature_rows`; one column a model and class.
 * @throws UserError `data-invalid` where features are missing and the section does not allow it
 */
export async function scoreRows(
  engine: Engine,
  section: EvaluationSection,
  { where }: PredictionSource,
  models: readonly NamedModel[],
  { names, texts }: Features,
  logger: Logger,
): Promise<NumericColumn[]> {
  const missing = names.map((_, i) => `count(*) - count(__feature_${i}) AS missing_${i}`);
  const [size] = await engine.query(`SELECT ${['count(*) AS n', ...missing].join(', ')} FROM feature_rows`);
  const rows = Number(size?.n);
  const gaps = names.map((name, i) => ({ name, missing: Number(size?.[`missing_${i}`]) }));
  refuseMissingFeatures(gaps, { where, rows }, section['on-missing-features'], logger);
  const scores = models.map(({ side, model }) => ({
    side,
    values: Array.from({ length: model.width }, () => new Float32Array(rows)),
    width: model.width,
    features: model.features,
    score: scoreDistinct(model, (name, numbers) =>
      model.texts.includes(name) ? Array.from(numbers, (code) => texts.get(name)?.[code] ?? '') : numbers,
    ),
  }));
  const columns = names.map((_, i) => `__feature_${i}`).join(', ');
  let done = 0;
  for await (const batch of engine.stream(`SELECT ${columns} FROM feature_rows`, BATCH_ROWS)) {
    for (const { values, width, features, score } of scores) {
      const own = features.map((name) => batch.columns[names.indexOf(name)] ?? new Float32Array(batch.rows));
      const found = await score(own, batch.rows);
      for (const [k, scored] of values.entries()) {
        for (let i = 0; i < batch.rows; i++) scored[done + i] = found[i * width + k] ?? Number.NaN;
      }
    }
    done += batch.rows;
    logger.progress(done, rows, `running ${models.map(({ file }) => file).join(' and ')}`);
  }
  return scores.flatMap(({ side, values }) =>
    values.map((own, k) => ({ name: values.length === 1 ? side : `${side}_${k}`, values: own })),
  );
}
