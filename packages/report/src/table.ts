/** Of a cell without a value. */
export const NONE = '–';

/**
 * A column of a Markdown table; numbers stand right so that their decimals line up. An optional one is left out where no
 * row has a value of it.
 */
export type Column = { title: string; align?: 'left' | 'right'; optional?: true };

/**
 * A GitHub Markdown table. Titles and cells are Markdown that is already safe (see `cell` and `prose`).
 * @throws Error when a row has another number of cells than there are columns
 */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  for (const row of rows) {
    if (row.length !== columns.length)
      throw new Error(`a table of ${columns.length} columns got a row of ${row.length} cells`);
  }
  const isShown = columns.map(({ optional }, i) => !optional || rows.some((row) => !isEmpty(row[i])));
  const lines = [
    columns.map(({ title }) => title),
    columns.map(({ align }) => (align === 'right' ? '--:' : ':--')),
    ...rows.map((row) => row.map((text) => text.replaceAll('\n', ' '))),
  ].map((cells) => cells.filter((_, i) => isShown[i]));
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Whether it has nothing, on one line or two. */
function isEmpty(text: string | undefined): boolean {
  return text === NONE || text?.startsWith(`${NONE}<br>`) === true;
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
