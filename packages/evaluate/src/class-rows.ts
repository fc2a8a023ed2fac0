import { type EvaluationSection, type Side, showReceived, UserError } from '@proofmark/documents';
import { type Engine, identifier, literal } from '@proofmark/engine';
import { formatPlural } from '@proofmark/metrics';
import { type Origin, type RowsTable, refuseBadIds, refuseUnpaired } from './checks.ts';
import {
  classSql,
  highestSql,
  labelListSql,
  matchColumns,
  refuseUnscored,
  scoresSql,
} from './class-columns.ts';
import { requireColumn } from './columns.ts';
import type { PredictionSource } from './number-sql.ts';
import { attachBaseline, attachPredictions, locateColumns, sharedColumns } from './predictions.ts';
import type { SliceColumn } from './slices.ts';

/** The table `coded` made of `rows`: classes by number, from 0 (multilabel: lists of numbers), and scores by class. */
export type ClassTable = RowsTable & { classes: string[]; hasScores: boolean };

const MAX_CLASSES = 1000;

type SideColumns = { prediction: string | undefined; scores: string | undefined };
type Read = { sql: string[]; classes: string[]; scored: boolean };

/** Makes the tables `rows` and `coded` of prediction files of a multiclass or multilabel task. */
export async function loadClassRows(
  engine: Engine,
  section: EvaluationSection,
  slices: readonly SliceColumn[],
): Promise<ClassTable> {
  const { columns: names, task } = section;
  const source = await attachPredictions(engine, section);
  const label = readLabel(source, section);
  const parts = locateColumns(source, section, label.origin);
  const own: SideColumns = { prediction: names.prediction, scores: names.scores };
  const candidate = readSide(source, section, own, 'candidate', '');
  const shared = await sharedColumns(engine, source, parts, slices, task, { label: label.sql });
  const columns = [...shared, ...candidate.sql];
  const other = { prediction: names['baseline-prediction'], scores: names['baseline-scores'] };
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
  const predicted = fromScores ? highestSql(scored) : classSql(source, name, setting('prediction'));
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

async function refuseGaps(engine: Engine, { sides, label, id }: RowsTable): Promise<void> {
  for (const column of ['label', ...sides]) {
    const [row = {}] = await engine.query(
      `SELECT count(*) AS n, min(id) AS first FROM rows WHERE ${column} IS NULL`,
    );
    if (Number(row.n) === 0) continue;
    throw new UserError(
      'predictions-invalid',
      `${label.where}: ${formatPlural(Number(row.n), 'row has', 'rows have')} no ${column === 'label' ? 'label' : `prediction of the ${column}`}; the first is ${id.column.name} ${showReceived(String(row.first))}; correct the rows, or leave them out`,
    );
  }
}

async function refuseBadScores(engine: Engine, { sides, label, id }: RowsTable): Promise<void> {
  for (const side of sides) {
    const bad = `len(list_filter(${side}_scores, lambda p: p IS NULL OR NOT p BETWEEN 0 AND 1)) > 0`;
    const [row = {}] = await engine.query(`SELECT count(*) AS n, min(id) AS first FROM rows WHERE ${bad}`);
    if (Number(row.n) === 0) continue;
    throw new UserError(
      'predictions-invalid',
      `${label.where}: ${formatPlural(Number(row.n), 'row has', 'rows have')} no usable scores of the ${side}: expected probabilities between 0 and 1; the first is ${id.column.name} ${showReceived(String(row.first))}; correct the rows, or leave them out`,
    );
  }
}

/** Every class that a label, a prediction or a column names, sorted as scikit-learn does. */
async function listClasses(
  engine: Engine,
  task: EvaluationSection['task'],
  sides: readonly Side[],
  named: readonly string[],
  where: string,
): Promise<string[]> {
  const columns = ['label', ...sides];
  const each = columns.map((column) =>
    task === 'multilabel'
      ? `SELECT unnest(${column}) AS class FROM rows`
      : `SELECT ${column} AS class FROM rows`,
  );
  const found = await engine.query(
    `SELECT DISTINCT class FROM (${each.join(' UNION ALL ')}) WHERE class IS NOT NULL LIMIT ${MAX_CLASSES + 1}`,
  );
  const classes = [...new Set([...named, ...found.map((row) => String(row.class))])].sort();
  if (classes.length <= MAX_CLASSES) return classes;
  throw new UserError(
    'predictions-invalid',
    `${where}: expected at most ${MAX_CLASSES} classes, received more, for example ${classes.slice(0, 3).map(showReceived).join(', ')}; check evaluation.columns.label, or use task regression for numbers`,
  );
}

async function codeClasses(
  engine: Engine,
  task: EvaluationSection['task'],
  sides: readonly Side[],
  classes: readonly string[],
): Promise<void> {
  const columns = ['label', ...sides];
  const codes = classes.map((label, k) => `(${literal(label)}, ${k})`).join(', ');
  await engine.query(`CREATE TABLE class_codes AS SELECT * FROM (VALUES ${codes}) AS codes (class, k)`);
  if (task === 'multilabel') {
    await engine.query('CREATE TABLE coded AS SELECT row_number() OVER () AS rid, * FROM rows');
    const marks = columns.map((column) => {
      const flags = columns.map((other) => `${other === column} AS ${other}`);
      return `SELECT DISTINCT rid, unnest(${column}) AS class, ${flags.join(', ')} FROM coded`;
    });
    const any = columns.map((column) => `bool_or(${column}) AS ${column === 'label' ? 'y' : column}`);
    await engine.query(`CREATE TABLE marks AS SELECT rid, k, ${any.join(', ')}
      FROM (${marks.join(' UNION ALL ')}) JOIN class_codes USING (class) GROUP BY rid, k`);
    return;
  }
  const joins = columns.map((column) => `JOIN class_codes c_${column} ON c_${column}.class = rows.${column}`);
  const numbers = columns.map((column) => `c_${column}.k AS ${column === 'label' ? 'y' : column}`);
  await engine.query(
    `CREATE TABLE coded AS SELECT row_number() OVER () AS rid, rows.* EXCLUDE (${columns.join(', ')}), ${numbers.join(', ')} FROM rows ${joins.join(' ')}`,
  );
}
