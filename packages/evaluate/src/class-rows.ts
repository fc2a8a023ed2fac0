import type { EvaluationSection, Side } from '@proofmark/documents';
import { type Engine, identifier } from '@proofmark/engine';
import { type Origin, type RowsTable, refuseBadIds, refuseUnpaired } from './checks.ts';
import { refuseBadScores, refuseGaps } from './class-checks.ts';
import { codeClasses, listClasses } from './class-codes.ts';
import {
  classSql,
  highestSql,
  isPattern,
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

/** Where a side is read from; `needed`: whether a metric asks for the scores of several labels a row. */
type SideColumns = { prediction: string | undefined; scores: string | undefined; needed: boolean };
/** `scored` are the classes that have scores, undefined where none are read. */
type Read = { sql: string[]; classes: string[]; scored: string[] | undefined };

/** Makes the tables `rows` and `coded` of prediction files, or of rows that models have scored, of a task of classes. */
export async function loadClassRows(
  engine: Engine,
  section: EvaluationSection,
  slices: readonly SliceColumn[],
  { scored, needed }: { scored: ScoredClasses | undefined; needed: boolean },
): Promise<ClassTable> {
  const { columns: names, task } = section;
  const source = scored?.source ?? (await attachPredictions(engine, section));
  const label = readLabel(source, section);
  const parts = locateColumns(source, section, label.origin);
  const own: SideColumns = { prediction: names.prediction, scores: names.scores, needed };
  const ofModel = scored && { prediction: undefined, scores: scored.scores.candidate, needed };
  const candidate = readSide(source, section, ofModel ?? own, 'candidate', '');
  const shared = await sharedColumns(engine, source, parts, slices, task, { label: label.sql });
  const columns = [...shared, ...candidate.sql];
  const other = scored
    ? { prediction: undefined, scores: scored.scores.baseline, needed }
    : { prediction: names['baseline-prediction'], scores: names['baseline-scores'], needed };
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
  const hasScores = reads.every(({ scored }) => scored !== undefined);
  const named = [...label.classes, ...reads.flatMap((read) => read.classes)];
  const classes = await listClasses(engine, task, sides, named, source.where);
  if (hasScores) {
    for (const read of reads) refuseUnscored(classes, read.scored ?? [], source.where);
    await refuseBadScores(engine, table, task);
  }
  await codeClasses(engine, task, sides, classes, hasScores);
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
  asked: SideColumns,
  side: Side,
  prefix: '' | 'baseline-',
): Read {
  const { prediction, scores } = asked;
  const setting = (key: string) => `evaluation.columns.${prefix}${key}`;
  const name = prediction ?? 'prediction';
  if (task === 'multilabel') {
    return readLabelSide(source, asked, side, { threshold, setting });
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
    scored: scored?.map(({ label }) => label),
  };
}

/** Several labels a row: predictions are those of the scores where no column is named for them, and the other way round. */
function readLabelSide(
  source: PredictionSource,
  { prediction, scores, needed }: SideColumns,
  side: Side,
  { threshold, setting }: { threshold: number; setting: (key: string) => string },
): Read {
  const predicted = prediction ?? scores ?? 'prediction';
  const key = predicted === scores ? 'scores' : 'prediction';
  const { sql, classes } = labelListSql(source, predicted, setting(key), threshold);
  const labels = `${sql} AS ${side}`;
  const pattern = scores ?? (isPattern(predicted) ? predicted : undefined);
  if (!needed || pattern === undefined) return { sql: [labels], classes, scored: undefined };
  const columns = matchColumns(source, pattern, setting(pattern === scores ? 'scores' : 'prediction'));
  const scored = columns.map(({ label }) => label);
  return {
    sql: [labels, `${scoresSql(columns)} AS ${side}_scores`],
    classes: [...classes, ...scored],
    scored,
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
