import { showReceived, UserError } from '@proofmark/documents';
import type { TextLayout } from './port.ts';

/** The columns that one file has itself, by their names there. */
export type FileColumns = { file: string; names: readonly string[] };

/**
 * The names in the first line of a text file, without the white space around them, as DuckDB reads them. Undefined
 * where a quoted name goes on in the next line.
 */
export function splitNames(
  line: string,
  { delimiter, quote = '"', escape: escaping = quote }: TextLayout & { delimiter: string },
): string[] | undefined {
  const names: string[] = [];
  let rest = line;
  for (;;) {
    const start = rest.trimStart();
    // White space before a quote is none of the name, unless it is the delimiter.
    const isOwn = !rest.slice(0, rest.length - start.length).includes(delimiter);
    if (quote !== '' && isOwn && start.startsWith(quote)) {
      const { name, after } = readQuoted(start.slice(quote.length), quote, escaping);
      if (after === undefined) return undefined;
      names.push(name.trim());
      rest = after;
    } else names.push((rest.split(delimiter, 1)[0] ?? '').trim());
    const end = rest.indexOf(delimiter);
    if (end < 0) return names;
    rest = rest.slice(end + delimiter.length);
  }
}

/** A quoted text up to its closing quote, and what follows that. */
function readQuoted(text: string, quote: string, escaping: string): { name: string; after?: string } {
  let name = '';
  for (let i = 0; i < text.length; i++) {
    if (text.startsWith(escaping + quote, i)) {
      name += quote;
      i++;
    } else if (text.startsWith(quote, i)) return { name, after: text.slice(i + 1) };
    else name += text[i];
  }
  return { name };
}

/**
 * DuckDB numbers names that repeat, whatever the case of their letters: the rules would speak of a column that the
 * file does not have.
 * @throws UserError `data-invalid` naming the file and the name
 */
export function refuseRepeatedNames({ file, names }: FileColumns): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    const before = seen.get(foldCase(name));
    if (before !== undefined && name !== '') {
      throw new UserError(
        'data-invalid',
        `${file}:1: expected columns with different names (their case does not count), received ${showReceived(before)} and ${showReceived(name)}; rename one of the two columns`,
        { location: { file, line: 1 } },
      );
    }
    seen.set(foldCase(name), name);
  }
}

/**
 * The files that lack a column which others have: the engine fills it with nulls there. Columns that no file names, as
 * those of directories, are in all of them.
 * @param columns names in the table of all files
 */
export function findAbsent(
  columns: readonly string[],
  files: readonly FileColumns[],
): Map<string, readonly string[]> {
  const folded = files.map(({ file, names }) => ({ file, names: new Set(names.map(foldCase)) }));
  const absent = new Map<string, readonly string[]>();
  for (const column of columns) {
    const name = foldCase(column);
    const lacking = folded.filter(({ names }) => !names.has(name)).map(({ file }) => file);
    if (lacking.length > 0 && lacking.length < files.length) absent.set(column, lacking);
  }
  return absent;
}

/** DuckDB compares names without the case of ASCII letters. */
function foldCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
