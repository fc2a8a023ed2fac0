import type { Table } from '@proofmark/contract';
import { showReceived, UserError } from '@proofmark/documents';
import { type Engine, expandFiles, identifier, type TextLayout } from '@proofmark/engine';
import type { ColumnSql } from './column-sql.ts';
import { declaredLayout } from './declared-layout.ts';
import { dialectOf } from './dialect.ts';
import { showFileIn } from './digest-files.ts';
import { prepareColumns, recordSql, type Storage } from './prepare-columns.ts';
import { refuseContradiction } from './refuse-contradiction.ts';

export type AttachedData = {
  /** Where the files are. */
  paths: readonly string[];
  fileCount: number;
  /** Shows a path as the user wrote it: relative to the directory of the run. */
  showFile: (path: string) => string;
  columns: { name: string; type: string }[];
  /** By the name of a column: the files that lack it, as they are shown, where others have it. */
  absentFrom: ReadonlyMap<string, readonly string[]>;
  storage: Storage;
  /** The declared columns that the files have, and what lies inside of them. */
  present: ColumnSql[];
  /** Whole records, where a rule is about them. */
  record: ColumnSql | undefined;
  undeclared: string[];
  /** The view to count, as an SQL identifier. */
  data: string;
  /** Makes the view with row numbers (`__row`, `__file`) for evidence; not before something failed. */
  numberRows: () => Promise<string>;
  /** The table of the engine's own, where there are no files. */
  stored?: string;
  /** Texts that were read as null. */
  nullText: readonly string[];
};

const JSON_TEXT = /\.(json|jsonl|ndjson)(\.gz|\.zst)?$/i;
const TEXT = /\.(csv|tsv|tab|txt)(\.gz|\.zst)?$/i;

/**
 * Makes the files readable and matches their columns with those of the contract. Text files are read as text, so that
 * a value of the wrong type is counted by a rule instead of ending the run.
 * @param names of the views to make: the plain one, and the one with row numbers
 * @param urls by path, of files that were downloaded
 * @throws UserError `data-invalid` when not one declared column is there: most likely another file or delimiter
 */
export async function attachData(
  engine: Engine,
  table: Table,
  patterns: readonly string[],
  directory: string,
  layout: TextLayout,
  [data, numbered]: readonly [string, string],
  urls: ReadonlyMap<string, string> = new Map(),
): Promise<AttachedData> {
  const paths = expandFiles(patterns, directory);
  const showFile = showFileIn(directory, urls);
  const isText = paths.every((path) => TEXT.test(path));
  const isJson = paths.every((path) => JSON_TEXT.test(path));
  const storage: Storage = isText ? 'text' : isJson ? 'json' : 'typed';
  const nullText = isText ? (layout.nullText ?? table.nullText ?? ['']) : [];
  if (isText) await refuseContradiction(paths, showFile, table, layout);
  const text = isText ? { ...declaredLayout(table), ...layout, nullText, allText: true } : { allText: true };
  const isDatabase = /\.(duckdb|ddb)$/i.test(paths[0] ?? '');
  const ofDatabase = isDatabase ? { table: table.physicalName } : {};
  const source = { files: paths, ...ofDatabase, ...(storage === 'typed' ? {} : { layout: text }) };
  const attached = await engine.attach(data, source);
  const columns = attached.map(({ name, type }) => ({ name, type }));
  const absentFrom = new Map(
    attached.flatMap(({ name, absentFrom: lacking }): [string, string[]][] =>
      lacking ? [[name, lacking.map(showFile)]] : [],
    ),
  );
  const reserved = columns.find(({ name }) => /^__(row|file)$/i.test(name));
  if (reserved) {
    const where = showFile(paths[0] ?? '');
    throw new UserError(
      'data-invalid',
      `${where}: the column name ${reserved.name} is reserved for evidence; rename the column`,
    );
  }
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  const ofFiles = table.columns.filter(({ path }) => path.length === 1);
  const declared = new Set(ofFiles.map(({ name }) => name));
  const present = prepareColumns(table.columns, types, storage, dialectOf(engine));
  if (present.length === 0 && table.columns.length > 0) {
    const names = (list: readonly { name: string }[]) =>
      showReceived(list.map(({ name }) => name).slice(0, 8));
    throw new UserError(
      'data-invalid',
      `${showFile(paths[0] ?? '')}: not one column of the contract is in the data: expected ${names(ofFiles)}, ` +
        `received ${names(columns)}; check the file, its header and its delimiter`,
    );
  }
  let view: Promise<string> | undefined;
  const numberRows = async () => {
    await engine.attach(numbered, { ...source, rowNumbers: true });
    return identifier(numbered);
  };
  return {
    paths,
    fileCount: paths.length,
    showFile,
    columns,
    absentFrom,
    storage,
    present,
    record: recordSql(
      table,
      columns.map(({ name }) => name),
      storage,
    ),
    undeclared: columns.map(({ name }) => name).filter((name) => !declared.has(name)),
    data: identifier(data),
    numberRows: () => {
      view ??= numberRows();
      return view;
    },
    nullText,
  };
}
