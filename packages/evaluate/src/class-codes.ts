import { type EvaluationSection, type Side, showReceived, UserError } from '@proofmark/documents';
import { type Engine, literal } from '@proofmark/engine';

const MAX_CLASSES = 1000;

/** Every class that a label, a prediction or a column names, sorted as scikit-learn does. @throws UserError `predictions-invalid` for too many */
export async function listClasses(
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

/**
 * Makes `coded` of `rows`: classes by their number; for several labels a row also `marks`, one line a row and label, and
 * where there are scores `label_flags`, for each class whether the row has it.
 */
export async function codeClasses(
  engine: Engine,
  task: EvaluationSection['task'],
  sides: readonly Side[],
  classes: readonly string[],
  hasScores: boolean,
): Promise<void> {
  const columns = ['label', ...sides];
  const codes = classes.map((label, k) => `(${literal(label)}, ${k})`).join(', ');
  await engine.query(`CREATE TABLE class_codes AS SELECT * FROM (VALUES ${codes}) AS codes (class, k)`);
  if (task === 'multilabel') {
    const each = classes.map((label) => `list_contains(label, ${literal(label)})`);
    const flags = hasScores ? `, [${each.join(', ')}] AS label_flags` : '';
    await engine.query(`CREATE TABLE coded AS SELECT row_number() OVER () AS rid, *${flags} FROM rows`);
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
