/** A column of a Markdown table; numbers stand right so that their decimals line up. */
export type Column = { title: string; align?: 'left' | 'right' };

/**
 * A GitHub Markdown table. Titles and cells are Markdown that is already safe (see `cell` and `prose`).
 * @throws Error when a row has another number of cells than there are columns
 */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const lines = [
    columns.map(({ title }) => title),
    columns.map(({ align }) => (align === 'right' ? '--:' : ':--')),
    ...rows.map((row) => {
      if (row.length !== columns.length) {
        throw new Error(`a table of ${columns.length} columns got a row of ${row.length} cells`);
      }
      return row.map((text) => text.replaceAll('\n', ' '));
    }),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** At most `limit` rows, and a sentence about the rest. */
export function limitedTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  limit: number,
  rest: (left: number) => string,
): string {
  const shown = table(columns, rows.slice(0, limit));
  return rows.length > limit ? `${shown}\n\n${rest(rows.length - limit)}` : shown;
}
