import type { EvaluationSection, Side } from '@proofmark/documents';
import { type Engine, identifier } from '@proofmark/engine';
import { type Origin, type RowsTable, refuseBadIds, refuseUnpaired } from './checks.ts';
import { refuseBadScores, refuseGaps } from './class-checks.ts';
import { codeClasses, listClasses } from './class-codes.ts';
import {
  classSql,
  highestSql,
  labelListSql,
  matchColumns,
  refuseUnscored,
  scoresSql,
} from './class-columns.ts';
import { requireColumn } from './columns.ts';
import type { ScoredClasses } from './model-class-rows.ts';
import type { PredictionSource } from './number-sql.ts';
import { attachBaseline, attachPredictions, locateColumns, sharedColumns } from './predictions.ts';
import type { SliceColumn } from './slices.ts';

/** The table `coded` made of `rows`: classes by number, from 0 (multilabel: lists of numbers), and scores by class. */
export type ClassTable = RowsTable & { classes: string[]; hasScores: boolean };

type SideColumns = { prediction: string | undefined; scores: string | undefined };
type Read = { sql: string[]; classes: string[]; scored: boolean };

/** Makes the tables `rows` and `coded` of prediction files, or of rows that models have scored, of a task of classes. */
export async function loadClassRows(
  engine: Engine,
  section: EvaluationSection,
  slices: readonly SliceColumn[],
  scored?: ScoredClasses,
): Promise<ClassTable> {
  const { columns: names, task } = section;
  const source = scored?.source ?? (await attachPredictions(engine, section));
  const label = readLabel(source, section);
  const parts = locateColumns(source, section, label.origin);
  const own: SideColumns = { prediction: names.prediction, scores: names.scores };
  const ofModel = scored && { prediction: undefined, scores: scored.scores.candidate };
  const candidate = readSide(source, section, ofModel ?? own, 'candidate', '');
  const shared = await sharedColumns(engine, source, parts, slices, task, { label: label.sql });
  const columns = [...shared, ...candidate.sql];
  const other = scored
    ? { prediction: undefined, scores: scored.scores.baseline }
    : { prediction: names['baseline-prediction'], scores: names['baseline-scores'] };
  let baseline: Read | undefined;
  if (section['baseline-predictions'] !== undefined) {
    await engine.query(`CREATE TABLE candidate_rows AS SELECT ${columns.join(', ')} FROM ${source.table}`);
    await refuseBadIds(engine, 'candidate_rows', parts.id);
    baseline = await joinFile(engine, section, own, { table: 'candidate_rows', ...parts });
  } else {
    if (other.prediction !== undefined || other.scores !== undefined) {
      baseline = readSide(source, section, other, 'baseline', 'baseline-');
      columns.push(...baseline.sql);
    }
    await engine.query(`CREATE TABLE rows AS SELECT ${columns.join(', ')} FROM ${source.table}`);
    await refuseBadIds(engine, 'rows', parts.id);
  }
  const sides: Side[] = baseline ? ['candidate', 'baseline'] : ['candidate'];
  const reads = baseline ? [candidate, baseline] : [candidate];
  const origin = { where: source.where, column: parts.label.column };
  const table = { sides, ...parts, scores: { candidate: origin, baseline: baseline && origin } };
  await refuseGaps(engine, table);
  const hasScores = reads.every(({ scored }) => scored);
  const named = [...label.classes, ...reads.flatMap((read) => read.classes)];
  const classes = await listClasses(engine, task, sides, named, source.where);
  if (hasScores) {
    for (const read of reads) refuseUnscored(classes, read.classes, source.where);
    await refuseBadScores(engine, table);
  }
  await codeClasses(engine, task, sides, classes);
  return { ...table, classes, hasScores };
}

function readLabel(source: PredictionSource, { task, columns: { label } }: EvaluationSection) {
  const setting = 'evaluation.columns.label';
  if (task === 'multiclass') {
    const column = requireColumn(source.columns, label, { where: source.where, setting });
    return { sql: classSql(source, label, setting), classes: [], origin: { where: source.where, column } };
  }
  const { sql, classes } = labelListSql(source, label, setting, 0.5);
  const column = { name: label, type: 'VARCHAR[]' };
  return { sql, classes, origin: { where: source.where, column } };
}

function readSide(
  source: PredictionSource,
  { task, threshold }: EvaluationSection,
  { prediction, scores }: SideColumns,
  side: Side,
  prefix: '' | 'baseline-',
): Read {
  const setting = (key: string) => `evaluation.columns.${prefix}${key}`;
  const name = prediction ?? 'prediction';
  if (task === 'multilabel') {
    const { sql, classes } = labelListSql(source, name, setting('prediction'), threshold);
    return { sql: [`${sql} AS ${side}`], classes, scored: false };
  }
  const scored = scores === undefined ? undefined : matchColumns(source, scores, setting('scores'));
  const fromScores = prediction === undefined && scored !== undefined;
  const either = prediction === undefined ? `; or set ${setting('scores')}` : '';
  const predicted = fromScores
    ? highestSql(scored)
    : classSql(source, name, `${setting('prediction')}${either}`);
  return {
    sql: [`${predicted} AS ${side}`, ...(scored ? [`${scoresSql(scored)} AS ${side}_scores`] : [])],
    classes: scored?.map(({ label }) => label) ?? [],
    scored: scored !== undefined,
  };
}

/** Joins the file `baseline-predictions` to the candidate's rows; makes `rows`. */
async function joinFile(
  engine: Engine,
  section: EvaluationSection,
  asked: SideColumns,
  candidate: { table: string; id: Origin; label: Origin },
): Promise<Read> {
  const file = await attachBaseline(engine, section);
  const place = { where: file.where, setting: 'evaluation.columns.id' };
  const id = { where: file.where, column: requireColumn(file.columns, section.columns.id, place) };
  const read = readSide(file, section, asked, 'baseline', '');
  const { columns: names, task } = section;
  // Both labels are texts of classes by now, whatever the type of their columns.
  const ofText = ({ where }: { where: string }): Origin => ({
    where,
    column: { name: names.label, type: 'VARCHAR' },
  });
  const hasLabel = task === 'multiclass' && file.columns.some(({ name }) => name === names.label);
  const own = [
    `${identifier(id.column.name)} AS id`,
    ...read.sql,
    ...(hasLabel ? [`${classSql(file, names.label, 'evaluation.columns.label')} AS label`] : []),
  ];
  await engine.query(`CREATE TABLE baseline_rows AS SELECT ${own.join(', ')} FROM ${file.table}`);
  await refuseBadIds(engine, 'baseline_rows', id);
  await refuseUnpaired(
    engine,
    { ...candidate, label: ofText(candidate.label) },
    { table: 'baseline_rows', id, label: hasLabel ? ofText(file) : undefined },
  );
  const columns = ['b.baseline', ...(read.scored ? ['b.baseline_scores'] : [])];
  await engine.query(
    `CREATE TABLE rows AS SELECT c.*, ${columns.join(', ')} FROM ${candidate.table} c JOIN baseline_rows b ON c.id = b.id`,
  );
  return read;
}
