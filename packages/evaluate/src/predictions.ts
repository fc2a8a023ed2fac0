import { type EvaluationSection, type Task, UserError } from '@proofmark/documents';
import { type Engine, identifier } from '@proofmark/engine';
import { type Origin, type RowsTable, refuseBadIds, refuseUnpaired } from './checks.ts';
import { isNumeric, requireColumn } from './columns.ts';
import { numberSql, type PredictionSource } from './number-sql.ts';
import { sliceSql } from './slice-sql.ts';
import type { SliceColumn } from './slices.ts';
import { sourceTable } from './source-table.ts';

/** What every task has besides its scores. */
export type Parts = { id: Origin; label: Origin; cluster: Origin | undefined; weight: Origin | undefined };

/** Where the parts of a row stand in the user's columns. */
export function locateColumns(
  { columns, where }: PredictionSource,
  { columns: names, cluster, weight }: Pick<EvaluationSection, 'columns' | 'cluster' | 'weight'>,
  label?: Origin,
): Parts {
  const locate = (name: string, setting: string): Origin => ({
    where,
    column: requireColumn(columns, name, { where, setting }),
  });
  return {
    id: locate(names.id, 'evaluation.columns.id; name "__row" to use the number of the row'),
    label: label ?? locate(names.label, 'evaluation.columns.label'),
    cluster: cluster === undefined ? undefined : locate(cluster, 'evaluation.cluster'),
    weight: weight === undefined ? undefined : locate(weight, 'evaluation.weight'),
  };
}

/** What a source contributes to the table `rows` besides scores. */
export async function sharedColumns(
  engine: Engine,
  source: PredictionSource,
  { id, label, cluster, weight }: Parts,
  slices: readonly SliceColumn[],
  task: Task,
  own: { id?: string; label?: string } = {},
): Promise<string[]> {
  const sliced: string[] = [];
  for (const slice of slices) sliced.push(`${await sliceSql(engine, source, slice)} AS ${slice.table}`);
  const labelSql =
    own.label ??
    (task === 'regression' || task === 'ranking' || task === 'forecast'
      ? await numberSql(engine, source, label)
      : identifier(label.column.name));
  return [
    `${own.id ?? identifier(id.column.name)} AS id`,
    `${labelSql} AS label`,
    ...(cluster ? [`${identifier(cluster.column.name)} AS cluster`] : []),
    ...(weight ? [`CAST(${await numberSql(engine, source, weight)} AS DOUBLE) AS weight`] : []),
    ...sliced,
  ];
}

/** Makes the table `rows` of prediction files: candidate and baseline in one, or in two joined by id. */
export async function loadPredictions(
  engine: Engine,
  section: EvaluationSection,
  slices: readonly SliceColumn[],
): Promise<RowsTable> {
  const { columns: names } = section;
  const candidate = await attachPredictions(engine, section);
  const parts = locateColumns(candidate, section);
  const setting = (key: string) => ({ where: candidate.where, setting: `evaluation.columns.${key}` });
  const score = {
    where: candidate.where,
    column: requireColumn(candidate.columns, names.score, setting('score')),
  };
  const shared = await sharedColumns(engine, candidate, parts, slices, section.task);
  const own = [...shared, `${await numberSql(engine, candidate, score)} AS candidate`];
  if (section['baseline-predictions'] !== undefined) {
    await engine.query(`CREATE TABLE candidate_rows AS SELECT ${own.join(', ')} FROM ${candidate.table}`);
    await refuseBadIds(engine, 'candidate_rows', parts.id);
    const file = await attachBaseline(engine, section);
    const baseline = await joinBaseline(engine, section, file, { table: 'candidate_rows', ...parts });
    return { sides: ['candidate', 'baseline'], ...parts, scores: { candidate: score, baseline } };
  }
  const name = names['baseline-score'];
  const baseline =
    name === undefined
      ? undefined
      : { where: candidate.where, column: requireColumn(candidate.columns, name, setting('baseline-score')) };
  if (baseline) own.push(`${await numberSql(engine, candidate, baseline)} AS baseline`);
  await engine.query(`CREATE TABLE rows AS SELECT ${own.join(', ')} FROM ${candidate.table}`);
  await refuseBadIds(engine, 'rows', parts.id);
  return {
    sides: baseline ? ['candidate', 'baseline'] : ['candidate'],
    ...parts,
    scores: { candidate: score, baseline },
  };
}

export function attachPredictions(engine: Engine, section: EvaluationSection): Promise<PredictionSource> {
  return attach(engine, sourceTable(section), section.predictions, section.columns.id);
}

export function attachBaseline(engine: Engine, section: EvaluationSection): Promise<PredictionSource> {
  return attach(engine, 'baseline_file', section['baseline-predictions'], section.columns.id);
}

/** Joins the file `baseline-predictions` to a table with the candidate's scores; makes `rows`. */
export async function joinBaseline(
  engine: Engine,
  { columns: names }: EvaluationSection,
  file: PredictionSource,
  candidate: { table: string; id: Origin; label: Origin },
): Promise<Origin> {
  const place = { where: file.where, setting: 'evaluation.columns.id' };
  const id = { where: file.where, column: requireColumn(file.columns, names.id, place) };
  const score = {
    where: file.where,
    column: requireColumn(file.columns, names.score, { ...place, setting: 'evaluation.columns.score' }),
  };
  const labelColumn = file.columns.find(({ name }) => name === candidate.label.column.name);
  const label = labelColumn && { where: file.where, column: labelColumn };
  const own = [
    `${identifier(id.column.name)} AS id`,
    `${await numberSql(engine, file, score)} AS baseline`,
    ...(label ? [`${identifier(label.column.name)} AS label`] : []),
  ];
  await engine.query(`CREATE TABLE baseline_rows AS SELECT ${own.join(', ')} FROM baseline_file`);
  await refuseBadIds(engine, 'baseline_rows', id);
  if (isNumeric(id.column) !== isNumeric(candidate.id.column)) {
    throw new UserError(
      'predictions-invalid',
      `${candidate.id.where} and ${id.where}: ids must be of one type, received ${candidate.id.column.type} and ${id.column.type}; write both as numbers, or both as text`,
    );
  }
  await refuseUnpaired(engine, candidate, { table: 'baseline_rows', id, label });
  await engine.query(
    `CREATE TABLE rows AS SELECT c.*, b.baseline FROM ${candidate.table} c JOIN baseline_rows b ON c.id = b.id`,
  );
  return score;
}

async function attach(
  engine: Engine,
  table: string,
  files: EvaluationSection['predictions'],
  id: string,
): Promise<PredictionSource> {
  const list = [files ?? []].flat();
  const columns = await engine.attach(table, { files: list, rowNumbers: id === '__row' });
  return { table, columns, where: list.join(', ') };
}
