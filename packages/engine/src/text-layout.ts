import { closeSync, openSync, readSync } from 'node:fs';
import { type FileColumns, refuseRepeatedNames, splitNames } from './header-names.ts';
import { literal, type Row, type TextLayout } from './port.ts';
import { list } from './sources.ts';
import { BUFFER_BYTES } from './text-buffer.ts';

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
  const headerLine = await headerLineOf(run, path, layout, doing);
  return {
    ...layout,
    header: layout.header ?? true,
    delimiter: layout.delimiter ?? usual ?? mostFrequent(withoutQuoted(headerLine, layout.quote)),
    headerLine,
  };
}

/**
 * The names that the header of each text file has; nothing of a file whose names go on in a second line.
 * @param shown what the files are called
 * @throws UserError `data-invalid` when a header repeats a name
 */
export async function columnsOfHeaders(
  run: Run,
  paths: readonly string[],
  shown: readonly string[],
  layout: SettledLayout,
  doing: string,
): Promise<FileColumns[]> {
  const files: FileColumns[] = [];
  for (const [i, path] of paths.entries()) {
    const line = i === 0 ? layout.headerLine : await headerLineOf(run, path, layout, doing);
    const names = splitNames(line, layout);
    if (!names) continue;
    refuseRepeatedNames({ file: shown[i] ?? path, names });
    files.push({ file: path, names });
  }
  return files;
}

async function headerLineOf(run: Run, path: string, layout: TextLayout, doing: string): Promise<string> {
  const line = plainFirstLine(path, layout) ?? (await firstLine(run, path, layout, doing));
  return line.replace(/^\ufeff/, '');
}

async function firstLine(run: Run, path: string, layout: TextLayout, doing: string): Promise<string> {
  const [first] = await run(
    `SELECT line FROM read_csv(${literal(path)}, auto_detect = false, columns = {'line': 'VARCHAR'}, delim = chr(1),
      quote = '', escape = '', header = false, buffer_size = ${BUFFER_BYTES}, parallel = false${encodingArgument(layout)}) LIMIT 1`,
    doing,
  );
  return String(first?.line ?? '');
}

/**
 * The first line of a file that is neither compressed nor in another encoding, without the engine, which fills
 * buffers of many megabytes before it gives one line. Undefined where the head of the file does not show it.
 */
function plainFirstLine(path: string, { encoding }: TextLayout): string | undefined {
  if ((encoding ?? 'utf-8') !== 'utf-8' || /\.(gz|zst)$/i.test(path)) return undefined;
  const head = Buffer.alloc(65_536);
  const file = openSync(path, 'r');
  try {
    const [line, ...others] = head
      .toString('utf8', 0, readSync(file, head, 0, head.length, 0))
      .split(/\r|\n/, 2);
    return others.length === 0 || line === '' ? undefined : line;
  } finally {
    closeSync(file);
  }
}

/** A line without what stands in quotes. */
export function withoutQuoted(line: string, quote = '"'): string {
  if (quote === '') return line;
  return line
    .split(quote)
    .filter((_, i) => i % 2 === 0)
    .join('');
}

/** The usual delimiter that a line has most of. */
export function mostFrequent(unquoted: string): string {
  const ranked = DELIMITERS.map((delimiter) => ({ delimiter, count: unquoted.split(delimiter).length }));
  return ranked.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}

/**
 * The arguments of `read_csv` that follow from a layout; RFC 4180 where it leaves no choice.
 * @param settled what the columns are called, of one file that is read as text: then DuckDB has nothing to find out
 */
export function csvArguments(
  layout: SettledLayout,
  { settled }: { settled?: readonly string[] | undefined } = {},
): string {
  const { header, names, nullText, allText } = layout;
  return [
    dialect(layout),
    ...(nullText ? [`nullstr = ${list(nullText)}`] : []),
    ...(settled
      ? [`auto_detect = false, columns = ${textColumns(settled)}`]
      : [
          'union_by_name = true',
          ...(names && !header ? [`names = ${list(names)}`] : []),
          ...(allText ? ['all_varchar = true'] : []),
        ]),
  ].join(', ');
}

function textColumns(names: readonly string[]): string {
  return `{${names.map((name) => `${literal(name)}: 'VARCHAR'`).join(', ')}}`;
}

function dialect(layout: SettledLayout): string {
  const { delimiter, header, quote = '"' } = layout;
  return `delim = ${literal(delimiter)}, quote = ${literal(quote)}, escape = ${literal(layout.escape ?? quote)}, comment = '', skip = 0, buffer_size = ${BUFFER_BYTES},
    header = ${header}${encodingArgument(layout)}`;
}

function encodingArgument({ encoding }: TextLayout): string {
  return encoding === undefined ? '' : `, encoding = ${literal(encoding)}`;
}

/** Reads every row as text, as wide as the first line, so that the failure names the first row that is not. */
export function diagnosisSql(paths: readonly string[], layout: SettledLayout): string {
  const { delimiter, headerLine, quote } = layout;
  const width = withoutQuoted(headerLine, quote).split(delimiter).length;
  const columns = textColumns(Array.from({ length: width }, (_, i) => `column ${i + 1}`));
  return `SELECT count(COLUMNS(*)) FROM read_csv(${list(paths)}, auto_detect = false, columns = ${columns},
    ${dialect(layout)})`;
}
