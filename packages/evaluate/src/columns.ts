import { nearest, showReceived, UserError } from '@proofmark/documents';

export type Column = { name: string; type: string };

const INTEGER = /^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/;
const NUMBER = /^(FLOAT|DOUBLE|DECIMAL\(.*\))$/;

export function isInteger({ type }: Column): boolean {
  return INTEGER.test(type);
}

export function isNumeric(column: Column): boolean {
  return isInteger(column) || NUMBER.test(column.type);
}

/**
 * The column that the configuration names. SQL names ignore case; an exact match wins.
 * @param setting the key that names it, `evaluation.columns.score`
 * @throws UserError `predictions-invalid` with the nearest name
 */
export function requireColumn(
  columns: readonly Column[],
  name: string,
  { where, setting }: { where: string; setting: string },
): Column {
  const found =
    columns.find((column) => column.name === name) ??
    columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
  if (found) return found;
  const known = columns.map((column) => column.name);
  const near = nearest(name, known);
  const hint = near ? `did you mean ${showReceived(near)}?` : `expected one of ${showNames(known)}`;
  // A text file that was not split has its whole header as one name.
  const isUnsplit = known.length === 1 && known[0]?.includes(name);
  const delimiter = isUnsplit
    ? '; it has one column only: separate the columns by comma, semicolon, tab or |'
    : '';
  throw new UserError(
    'predictions-invalid',
    `${where}: column ${showReceived(name)} (${setting}) is missing; ${hint}${delimiter}`,
  );
}

/** At most ten names: a wide table would hide the message. */
export function showNames(names: readonly string[]): string {
  const shown = names.slice(0, 10).map((name) => showReceived(name));
  return names.length > 10 ? `${shown.join(', ')} and ${names.length - 10} more` : shown.join(', ');
}
