import { showReceived, UserError } from '@proofmark/documents';
import type { Row } from '@proofmark/engine';
import { type Column, showNames } from './columns.ts';

/** The text of a label: whole numbers without a fraction, so that 1, 1.0 and "1" are the same class. */
export function labelText(column: Column, sql: string): string {
  return /^(FLOAT|DOUBLE|DECIMAL)/.test(column.type)
    ? `CASE WHEN ${sql} = trunc(${sql}) AND abs(${sql}) < 1e15 THEN ${sql}::BIGINT::VARCHAR ELSE ${sql}::VARCHAR END`
    : `${sql}::VARCHAR`;
}

/** A CSV column of yes and no is read as booleans, and the default of `positive` is "1". */
function booleanText(positive: string): string {
  if (/^(1|t|true|y|yes)$/i.test(positive)) return 'true';
  return /^(0|f|false|n|no)$/i.test(positive) ? 'false' : positive;
}

/**
 * [negative, positive], from the labels that occur.
 * @throws UserError `predictions-invalid` unless they are the positive class and at most one other
 */
export function chooseClasses(
  found: readonly { label: string; rows: Row[string] }[],
  column: Column,
  positive: string,
  where: string,
): [string, string] {
  const wanted = column.type === 'BOOLEAN' ? booleanText(positive) : positive;
  const labels = found.map(({ label }) => label);
  const others = labels.filter((label) => label !== wanted);
  const [negative] = others;
  if (others.length === 1 && negative !== undefined && labels.includes(wanted)) return [negative, wanted];
  const place = `${where}: column ${showReceived(column.name)} (evaluation.columns.label)`;
  if (others.length > 1) {
    const counts = found
      .slice(0, 6)
      .map(({ label, rows }) => `${showReceived(label)} (${rows} ${rows === 1 ? 'row' : 'rows'})`);
    const more = found.length > 6 ? ` and ${found.length - 6} more` : '';
    const remedy = labels.includes(wanted)
      ? 'filter the rows, or use task regression'
      : 'set evaluation.positive';
    throw new UserError(
      'predictions-invalid',
      `${place}: expected two classes, ${showReceived(wanted)} and one other, received ${found.length}: ${counts.join(', ')}${more}; ${remedy}`,
    );
  }
  if (
    negative !== undefined &&
    !(wanted === '1' && negative === '0') &&
    !(wanted === 'true' && negative === 'false')
  ) {
    throw new UserError(
      'predictions-invalid',
      `${place}: no row has the positive class ${showReceived(wanted)}, received ${showNames(labels)}; set evaluation.positive`,
    );
  }
  // Only one class occurs. Metrics that need both say so themselves.
  return [negative ?? (wanted === 'true' ? 'false' : wanted === '1' ? '0' : `not ${wanted}`), wanted];
}
