import { literal, type Row, type TextLayout } from './port.ts';
import { list } from './sources.ts';

type Run = (sql: string, doing: string) => Promise<Row[]>;

/** A layout in which nothing is left to be guessed but the types of the columns. */
export type SettledLayout = TextLayout & { delimiter: string; header: boolean; headerLine: string };

const DELIMITERS = [',', ';', '\t', '|'];

/**
 * Settles the layout of a text file from its first line. DuckDB would guess more: faced with a row that is too
 * long or too short it finds a start or a delimiter that fits, and loses rows without a word.
 */
export async function settleLayout(
  run: Run,
  path: string,
  layout: TextLayout,
  usual: string | undefined,
  doing: string,
): Promise<SettledLayout> {
  const [first] = await run(
    `SELECT line FROM read_csv(${literal(path)}, auto_detect = false, columns = {'line': 'VARCHAR'}, delim = chr(1),
      quote = '', escape = '', header = false, parallel = false) LIMIT 1`,
    doing,
  );
  const headerLine = String(first?.line ?? '').replace(/^\ufeff/, '');
  return {
    ...layout,
    header: layout.header ?? true,
    delimiter: layout.delimiter ?? usual ?? mostFrequent(headerLine),
    headerLine,
  };
}

function mostFrequent(line: string): string {
  const unquoted = line.replace(/"[^"]*"/g, '');
  const ranked = DELIMITERS.map((delimiter) => ({ delimiter, count: unquoted.split(delimiter).length }));
  return ranked.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}

/** The arguments of `read_csv` that follow from a layout; RFC 4180 where it leaves no choice. */
export function csvArguments({ delimiter, header, nullText, allText }: SettledLayout): string {
  return [
    ...dialect(delimiter, header),
    'union_by_name = true',
    ...(nullText ? [`nullstr = ${list(nullText)}`] : []),
    ...(allText ? ['all_varchar = true'] : []),
  ].join(', ');
}

function dialect(delimiter: string, header: boolean): string[] {
  return [
    `delim = ${literal(delimiter)}`,
    `quote = '"'`,
    `escape = '"'`,
    `comment = ''`,
    'skip = 0',
    `header = ${header}`,
  ];
}

/** Reads every row as text, as wide as the first line, so that the failure names the first row that is not. */
export function diagnosisSql(
  paths: readonly string[],
  { delimiter, header, headerLine }: SettledLayout,
): string {
  const width = headerLine.replace(/"[^"]*"/g, '').split(delimiter).length;
  const columns = Array.from({ length: width }, (_, i) => `'column ${i + 1}': 'VARCHAR'`).join(', ');
  return `SELECT count(COLUMNS(*)) FROM read_csv(${list(paths)}, auto_detect = false, columns = {${columns}},
    ${dialect(delimiter, header).join(', ')})`;
}
