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

/** At most `limit` items, one row each, and a sentence about the rest. */
export function limitedTable<Item>(
  columns: readonly Column[],
  items: readonly Item[],
  show: (item: Item) => readonly string[],
  limits: { rows: number; rest: (left: number) => string },
): string {
  const shown = table(columns, items.slice(0, limits.rows).map(show));
  return items.length > limits.rows ? `${shown}\n\n${limits.rest(items.length - limits.rows)}` : shown;
}

/** Cells are centred, so one without a second line would stand lower than its neighbours. */
export function onOneLine(cells: readonly string[]): string[] {
  const second = '<br><sub>\u00a0</sub>';
  const some = cells.some((text) => text.includes('<br>'));
  return cells.map((text) => (some && !text.includes('<br>') ? `${text}${second}` : text));
}
