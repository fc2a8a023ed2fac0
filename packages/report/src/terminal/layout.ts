import { styleText } from 'node:util';

export type TerminalOptions = { color: boolean };

export type Color = 'green' | 'red' | 'yellow' | 'dim' | 'bold';
export type Paint = (style: Color, text: string) => string;

/** A table in a terminal shows this many rows at most. */
export const TERMINAL_ROWS = 40;

/** Colours text, when that was asked for. */
export function painter({ color }: TerminalOptions): Paint {
  return (style, text) => (color ? styleText(style, text, { validateStream: false }) : text);
}

/** Columns padded to their widest cell; `right` ones to the right. `paint` colours a whole line. */
export function align(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[],
  paint: (row: readonly string[], text: string) => string,
): string[] {
  const widths = titles.map((title, i) =>
    Math.max(title.length, ...rows.map((row) => [...(row[i] ?? '')].length)),
  );
  const show = (row: readonly string[]) =>
    widths
      .map((width, i) => {
        const text = row[i] ?? '';
        const space = ' '.repeat(width - [...text].length);
        return right.includes(i) ? space + text : text + space;
      })
      .join('  ')
      .trimEnd();
  return [show(titles), ...rows.map((row) => paint(row, show(row)))];
}

/** The beginning and the end of a text that is too long: of `demographic_parity_gap[by=column]` both tell what it is. */
export function cutMiddle(text: string, limit: number): string {
  const signs = [...text];
  if (signs.length <= limit) return text;
  const end = Math.floor((limit - 1) / 2);
  return `${signs.slice(0, limit - 1 - end).join('')}…${signs.slice(-end).join('')}`;
}

/** Joins lines, without the last line end; an absent one leaves no gap. */
export function joinLines(parts: readonly (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined)
    .join('\n')
    .replaceAll('\u00a0', ' ');
}
