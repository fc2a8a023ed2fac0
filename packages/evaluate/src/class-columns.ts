import { nearest, showReceived, UserError } from '@proofmark/documents';
import { identifier, literal } from '@proofmark/engine';
import { type Column, requireColumn, showNames } from './columns.ts';
import { labelText } from './labels.ts';
import type { PredictionSource } from './number-sql.ts';

const PLACEHOLDER = '{class}';

export type ClassColumn = { label: string; column: Column };

/** Whether a name stands for one column per class: `p_{class}`. */
export function isPattern(name: string): boolean {
  return name.includes(PLACEHOLDER);
}

/**
 * The columns that a pattern stands for, by class in the order of the classes.
 * @throws UserError `predictions-invalid` when there is none
 */
export function matchColumns(source: PredictionSource, pattern: string, setting: string): ClassColumn[] {
  const [before = '', after = ''] = pattern.split(PLACEHOLDER);
  const found = source.columns
    .filter(
      ({ name }) =>
        name.length > before.length + after.length && name.startsWith(before) && name.endsWith(after),
    )
    .map((column) => ({
      label: column.name.slice(before.length, column.name.length - after.length),
      column,
    }));
  if (found.length > 0) return found.sort((a, b) => (a.label < b.label ? -1 : 1));
  throw new UserError(
    'predictions-invalid',
    `${source.where}: no column is named like ${showReceived(pattern)} (${setting}); expected one for each class, received the columns ${showNames(source.columns.map(({ name }) => name))}`,
  );
}

/** SQL of the texts of the labels of a row, as a list: from a column of lists, or from columns of marks. */
export function labelListSql(
  source: PredictionSource,
  name: string,
  setting: string,
  threshold: number,
): { sql: string; classes: string[] } {
  if (isPattern(name)) {
    const columns = matchColumns(source, name, setting);
    const marks = columns.map(({ label, column }) => {
      const mark = `CAST(${identifier(column.name)} AS DOUBLE)`;
      return `CASE WHEN ${mark} IS NULL THEN error('no mark') WHEN ${mark} >= ${threshold} THEN ${literal(label)} END`;
    });
    return {
      sql: `list_filter([${marks.join(', ')}], lambda label: label IS NOT NULL)`,
      classes: columns.map(({ label }) => label),
    };
  }
  const column = requireColumn(source.columns, name, { where: source.where, setting });
  if (!column.type.endsWith('[]')) {
    throw new UserError(
      'predictions-invalid',
      `${source.where}: column ${showReceived(name)} (${setting}): expected lists of labels, received ${column.type}; or name columns of 0 and 1 by a pattern: is_{class}`,
    );
  }
  return { sql: `CAST(${identifier(column.name)} AS VARCHAR[])`, classes: [] };
}

/** SQL of the text of the class that a column names. */
export function classSql(source: PredictionSource, name: string, setting: string): string {
  const column = requireColumn(source.columns, name, { where: source.where, setting });
  return labelText(column, identifier(column.name));
}

/** SQL of the probabilities of the classes as a list, in the order of the columns. */
export function scoresSql(columns: readonly ClassColumn[]): string {
  return `[${columns.map(({ column }) => `CAST(${identifier(column.name)} AS DOUBLE)`).join(', ')}]`;
}

/** The class with the highest score; the first of equal ones, as numpy's argmax. */
export function highestSql(columns: readonly ClassColumn[]): string {
  const scores = scoresSql(columns);
  return `list_extract([${columns.map(({ label }) => literal(label)).join(', ')}], list_position(${scores}, list_max(${scores})))`;
}

/** @throws UserError `predictions-invalid` for labels or predictions without a score */
export function refuseUnscored(found: readonly string[], scored: readonly string[], where: string): void {
  const absent = found.filter((label) => !scored.includes(label));
  const [first] = absent;
  if (first === undefined) return;
  const near = nearest(first, scored);
  throw new UserError(
    'predictions-invalid',
    `${where}: no column of scores for ${showNames(absent)} (evaluation.columns.scores); ${near ? `did you mean ${showReceived(near)}?` : `the columns are of ${showNames(scored)}`}`,
  );
}
