/** A value of a result. Integers beyond 2^53 stay `bigint`; dates and times come as ISO text; decimals as text. */
export type Value = string | number | bigint | boolean | null;
export type Row = Record<string, Value>;

/** How a text file is laid out. The delimiter is looked for when it is left out; the rest is as in RFC 4180. */
export type TextLayout = {
  delimiter?: string;
  header?: boolean;
  /** Names of the columns, where no header has them. */
  names?: readonly string[];
  /** Empty: values are never quoted. */
  quote?: string;
  escape?: string;
  encoding?: 'utf-8' | 'utf-16' | 'latin-1';
  nullText?: readonly string[];
  allText?: boolean;
};

/** Files that make one table. Formats follow the file endings. */
export type Source = {
  files: readonly string[];
  layout?: TextLayout;
  /** Of a database file: its table, `orders` or `schema.orders`; needed when it holds several. */
  table?: string;
  /** Adds the columns `__row` (from 1, in file order) and `__file` for evidence. */
  rowNumbers?: boolean;
};

/** A column of attached files. */
export type AttachedColumn = {
  name: string;
  type: string;
  /** The paths of the files that do not have it, where others have: it is null there. Not known of JSON. */
  absentFrom?: readonly string[];
};

/** Limits of SQL that a stranger wrote, below those of the engine. */
export type SelectLimits = { tables?: readonly string[]; timeoutMs?: number };

/** Limits of one query, below those of the engine. */
export type QueryLimits = {
  timeoutMs?: number;
  /** It reads a view of SQL that a stranger wrote: the memory of the process is watched. */
  watchMemory?: boolean;
};

/** A column in memory, one entry per row, without nulls: of BOOLEAN (0 and 1), TINYINT, INTEGER, BIGINT, UBIGINT, FLOAT, DOUBLE. */
export type Numbers =
  | Uint8Array
  | Int8Array
  | Int32Array
  | BigInt64Array
  | BigUint64Array
  | Float32Array
  | Float64Array;

/** A numeric column to load; NaN is allowed. */
export type NumericColumn = { name: string; values: Numbers };

/**
 * One port over SQL engines. Everything heavy is a query on it; only models, which score rows,
 * and the ranks of their scores take rows out of it.
 * All methods reject with UserError `engine-failed`, `engine-timeout` or `query-refused`.
 */
export type Engine = {
  readonly name: 'duckdb' | 'trino';
  readonly version: string;
  /** Runs our own SQL, one statement, within the limits of the engine and `limits`. */
  query(sql: string, limits?: QueryLimits): Promise<Row[]>;
  /** A table that the engine keeps itself (`catalog.schema.table`): SQL that names it, and its columns. */
  find(table: string): Promise<{ sql: string; columns: { name: string; type: string }[] }>;
  /** Makes a view of files. Afterwards these files, and no others, are readable. */
  attach(table: string, source: Source): Promise<AttachedColumn[]>;
  /**
   * Makes a table or view of a SELECT that a stranger wrote: one read-only statement, no file functions.
   * @param setting the place of the SQL, for messages: a key of the configuration, a line of a contract
   * @param limits what it may read, by default every table, and how long it may take
   */
  select(
    table: string,
    untrustedSql: string,
    kind: 'view' | 'table',
    setting?: string,
    limits?: SelectLimits,
  ): Promise<{ name: string; type: string }[]>;
  /** Makes a table of numbers from memory (model scores), in their order: `rowid` is the place of a row, from 0. */
  load(table: string, columns: readonly NumericColumn[]): Promise<void>;
  /** Reads columns of numbers without nulls into memory, in row order. @param rows how many there are */
  read(sql: string, rows: number): Promise<Map<string, Numbers>>;
  /** Streams numeric columns as 32-bit floats, in row order, in batches of at most `batchRows`. */
  stream(sql: string, batchRows: number): AsyncIterable<{ rows: number; columns: Float32Array[] }>;
  close(): Promise<void>;
};

/** Longest time one query may take, where the caller does not say. */
export const DEFAULT_TIMEOUT_MS = 15 * 60_000;

/** Double-quoted SQL identifier; any text is safe. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** SQL of a text; any text is safe. The parser would end at a NUL character, so it is put in by a function. */
export function literal(text: string): string {
  const [first = '', ...rest] = text.split('\0').map((part) => `'${part.replaceAll("'", "''")}'`);
  return rest.length === 0 ? first : `(${[first, ...rest].join(' || chr(0) || ')})`;
}
