import { globSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { showReceived, UserError } from '@proofmark/documents';
import { shownIn } from './file-checks.ts';
import { identifier, literal, type Source } from './port.ts';

export type Format = 'csv' | 'json' | 'parquet' | 'arrow' | 'duckdb';

const ENDINGS: readonly { ending: RegExp; format: Format; delimiter?: string }[] = [
  { ending: /\.(csv|txt)(\.gz|\.zst)?$/i, format: 'csv' },
  { ending: /\.(tsv|tab)(\.gz|\.zst)?$/i, format: 'csv', delimiter: '\t' },
  { ending: /\.(json|jsonl|ndjson)(\.gz|\.zst)?$/i, format: 'json' },
  { ending: /\.(parquet|pq)$/i, format: 'parquet' },
  { ending: /\.(arrow|arrows|feather|ipc)$/i, format: 'arrow' },
  { ending: /\.(duckdb|ddb)$/i, format: 'duckdb' },
];

/**
 * Expands files and globs, relative to a directory, into absolute paths: the order given, each glob sorted.
 * @throws UserError `data-missing` naming the pattern that matches nothing, or the file that is absent or empty
 */
export function expandFiles(files: readonly string[], directory: string): string[] {
  const found = files.flatMap((pattern) => {
    const path = isAbsolute(pattern) ? pattern : join(directory, pattern);
    if (statSync(path, { throwIfNoEntry: false })?.isFile()) return [path];
    if (/^[a-z][a-z0-9+.-]*:\/\//i.test(pattern)) {
      throw new UserError(
        'input-invalid',
        `${pattern.replace(/[?#].*$/s, '')}: expected a file or a glob, received a URL: only the data of contracts may be one; download it in a step before`,
      );
    }
    const isGlob = /[*?[\]{}]/.test(pattern);
    const matches = isGlob ? globSync(pattern, { cwd: directory }).sort() : [];
    if (matches.length > 0)
      return matches.map((match) => (isAbsolute(match) ? match : join(directory, match)));
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
      throw new UserError(
        'data-missing',
        `${pattern}: expected a data file, received a directory; name its files, for example ${pattern}/*.parquet`,
      );
    }
    throw new UserError(
      'data-missing',
      isGlob
        ? `${pattern}: no file matches this pattern in ${directory}; check the pattern`
        : `${pattern}: the data file was not found in ${directory}; check the path`,
    );
  });
  const unique = [...new Set(found)];
  for (const path of unique) {
    if (statSync(path).size === 0) {
      throw new UserError(
        'data-invalid',
        `${shownIn(directory, path)}: the data file is empty (0 bytes): expected rows; check what wrote it`,
      );
    }
  }
  return unique;
}

/** How to get the rows out of what is not read. */
function remedyFor(file: string): string {
  if (/\.(sqlite3?|db3?)$/i.test(file))
    return '; of an SQLite database export the table: sqlite3 -header -csv FILE "SELECT * FROM TABLE" > TABLE.csv';
  if (/\.xlsx?$/i.test(file)) return '; save the sheet as CSV';
  return '';
}

/** @throws UserError `input-invalid` when an ending is unknown or two files differ in format */
export function formatOf(files: readonly string[]): { format: Format; delimiter: string | undefined } {
  const kinds = files.map((file) => {
    const kind = ENDINGS.find(({ ending }) => ending.test(file));
    if (kind) return kind;
    throw new UserError(
      'input-invalid',
      `${file}: unknown kind of data file: expected .parquet, .csv, .tsv, .json or .jsonl (text also .gz or .zst), .arrow, .feather or .duckdb${remedyFor(file)}`,
    );
  });
  const other = kinds.findIndex((kind) => kind.format !== kinds[0]?.format);
  if (other > 0) {
    throw new UserError(
      'input-invalid',
      `${files[other]}: expected the same format as ${files[0]}: one table is made of files of one format`,
    );
  }
  return { format: kinds[0]?.format ?? 'parquet', delimiter: kinds[0]?.delimiter };
}

/**
 * A SELECT over files. With `rowNumbers` come `__row`, from 1 over all files in their order, and `__file`.
 * @param rowsBefore for Parquet: the number of rows in the files before each one
 * @param reader the arguments of the reader
 * @param names for Parquet: what the files are called, when they stand for others
 */
export function scanSql(
  paths: readonly string[],
  { rowNumbers }: Source,
  format: Exclude<Format, 'duckdb' | 'arrow'>,
  {
    rowsBefore,
    reader,
    names = paths,
  }: { rowsBefore: readonly number[]; reader: string; names?: readonly string[] },
): string {
  const files = list(paths);
  switch (format) {
    case 'parquet': {
      const numbers =
        paths.length === 1
          ? 'file_row_number + 1'
          : `file_row_number + 1 + [${rowsBefore.join(', ')}][file_index::BIGINT + 1]`;
      // Of one file a constant: looking the name up costs every row more than reading a column.
      const [only = ''] = names;
      const file = names.length === 1 ? literal(only) : `${list(names)}[file_index::BIGINT + 1]`;
      const extra = rowNumbers ? `, ${numbers} AS __row, ${file} AS __file` : '';
      return `SELECT *${extra} FROM read_parquet(${files}, union_by_name = true, ${reader})`;
    }
    case 'csv':
      return numbered(`read_csv(${files}, ${reader}`, rowNumbers);
    case 'json':
      return numbered(`read_json(${files}, ${reader}`, rowNumbers);
  }
}

/** Text formats carry no row numbers; the window keeps file order because insertion order is preserved. */
function numbered(call: string, rowNumbers: boolean | undefined): string {
  if (!rowNumbers) return `SELECT * FROM ${call})`;
  return `SELECT * EXCLUDE (${identifier('filename')}), row_number() OVER () AS __row, filename AS __file
    FROM ${call}, filename = true)`;
}

export function list(texts: readonly string[]): string {
  return `[${texts.map(literal).join(', ')}]`;
}

/**
 * A text table whose only column is named like a whole header was read with the wrong delimiter.
 * @param given the delimiter that somebody chose, where it was not looked for
 */
export function refuseWrongDelimiter(
  path: string,
  columns: readonly string[],
  given: string | undefined,
): void {
  const [only] = columns;
  if (columns.length !== 1 || only === undefined) return;
  const delimiter = [',', ';', '\t', '|'].find((candidate) => only.includes(candidate));
  if (delimiter === undefined) return;
  const remedy =
    given === undefined
      ? 'separate the columns as the ending says (.csv: comma, .tsv: tab)'
      : `correct the delimiter that was given, ${showReceived(given)}, or separate the columns with it`;
  throw new UserError(
    'data-invalid',
    `${path}: only one column was found, named ${showReceived(only)}: the delimiter is probably ${showReceived(delimiter)}; ${remedy}`,
  );
}

/** DuckDB numbers names that repeat: data with a column of our names would pass for our row numbers. */
export function refuseReserved(path: string, columns: readonly { name: string }[]): void {
  const reserved = ['__row', '__file'].find((name) => columns.some((column) => column.name === `${name}_1`));
  if (reserved === undefined) return;
  throw new UserError(
    'data-invalid',
    `${path}: the column name ${reserved} is reserved for row numbers; rename it`,
  );
}

/**
 * Columns from the names of directories, `year=2024/month=01`, when every file lies in such a one below the work
 * directory: where that lies decides nothing. In text they are texts, like everything else.
 */
export function hiveArguments(shown: readonly string[], allText: boolean | undefined): string {
  const isPartitioned = partitionColumns(shown).length > 0;
  return `hive_partitioning = ${isPartitioned}${isPartitioned && allText ? ', hive_types_autocast = false' : ''}`;
}

/** The names of those columns, which are in every file. */
export function partitionColumns(shown: readonly string[]): string[] {
  const ofFiles = shown.map((path) =>
    isAbsolute(path)
      ? []
      : [...path.matchAll(/(?:^|\/)([^/=]+)=[^/]*(?=\/)/g)].flatMap(([, name]) => name ?? []),
  );
  return ofFiles.every((names) => names.length > 0) ? (ofFiles[0] ?? []) : [];
}
