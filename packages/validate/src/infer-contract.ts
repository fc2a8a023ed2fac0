import { basename } from 'node:path';
import { type Column, type ColumnFacts, inferContract, type LogicalType } from '@proofmark/contract';
import { detectPersonal } from '@proofmark/documents';
import { type Engine, expandFiles, identifier, literal, type TextLayout } from '@proofmark/engine';
import { type ColumnSql, type Family, familyOf, readSql } from './column-sql.ts';
import { countRepeats } from './count-repeats.ts';
import { findCompositeKey, type KeyPart } from './find-key.ts';
import { plainColumnSql } from './prepare-columns.ts';

export type InferRequest = {
  /** Files or globs, relative to `directory`: one table. */
  files: readonly string[];
  directory: string;
  /** A fresh engine whose work directory is `directory`. */
  engine: Engine;
  /** Name of the table in the contract; default: the name of the first file without its ending. */
  table?: string;
  layout?: Pick<TextLayout, 'delimiter' | 'nullText'>;
};

/** Types tried for text, the narrowest first: the first that every value fits is taken. */
const CANDIDATES: readonly LogicalType[] = ['integer', 'number', 'date', 'timestamp', 'time', 'boolean'];
/** Shapes tried for text. */
const PATTERNS = ['^[A-Z]{2}$', '^[A-Z]{3}$', '^[0-9]+$', '^[A-Z0-9]+$', '^[a-z0-9_]+$'];
const FORMATS: Record<string, string> = {
  uuid: '[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}',
  ipv4: '(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.|$)){4}',
};
const MAX_LISTED_VALUES = 20;

/**
 * Looks at data and writes the text of a contract that they keep (see `inferContract`). Text files are read as
 * text; a type is given only where every value can be read in it. Exact: nothing is sampled.
 * @throws UserError as `validate`
 */
export async function inferFromFiles(request: InferRequest): Promise<string> {
  const { engine, directory, files, layout = {} } = request;
  const paths = expandFiles(files, directory);
  const isText = paths.every((path) => /\.(csv|tsv|tab|txt)(\.gz|\.zst)?$/i.test(path));
  const text = { ...layout, nullText: layout.nullText ?? [''], allText: true };
  const columns = await engine.attach('data', { files: paths, ...(isText ? { layout: text } : {}) });
  const physical = new Map(columns.map(({ name, type }) => [name, type]));
  const types = await findTypes(engine, columns, isText);
  const prepared = columns.map(({ name }, i) =>
    plainColumnSql(
      plainColumn(name, types.get(name)),
      physical.get(name) ?? 'VARCHAR',
      i,
      isText ? 'text' : 'typed',
    ),
  );
  const { rows, facts, parts } = await gather(engine, prepared);
  const single = facts.find(({ isUnique }) => isUnique)?.name;
  const key = single !== undefined ? [single] : await findCompositeKey(engine, parts, rows);
  const table = request.table ?? basename(paths[0] ?? 'data').replace(/\..*$/, '');
  return inferContract({ name: table, rows, columns: facts, key: key ?? [] }, files.join(', '));
}

function plainColumn(name: string, type: LogicalType | undefined): Column {
  return {
    name,
    logicalName: name,
    path: [{ step: 'field', name }],
    outer: undefined,
    id: undefined,
    type,
    format: undefined,
    timeZone: undefined,
    classification: undefined,
    constraints: [],
  };
}

function logicalOf(family: Family): LogicalType | undefined {
  switch (family) {
    case 'text':
      return 'string';
    case 'decimal':
    case 'float':
      return 'number';
    case 'other':
      return undefined;
    default:
      return family;
  }
}

/** Text columns get the first candidate that reads all of their values. */
async function findTypes(
  engine: Engine,
  columns: readonly { name: string; type: string }[],
  isText: boolean,
): Promise<Map<string, LogicalType | undefined>> {
  const found = new Map(columns.map(({ name, type }) => [name, logicalOf(familyOf(type))]));
  if (!isText) return found;
  const tried = columns.flatMap(({ name }, i) =>
    CANDIDATES.map((type, j) => ({
      name,
      type,
      sql: plainColumnSql(plainColumn(name, type), 'VARCHAR', i * CANDIDATES.length + j, 'text'),
    })),
  );
  const items = tried.map(
    ({ sql }, i) => `count(${sql.raw}) > 0 AND count(${sql.value}) = count(${sql.raw}) AS f${i}`,
  );
  const from = readSql(
    tried.map(({ sql }) => sql),
    'data',
  );
  const [row = {}] = await engine.query(`SELECT ${items.join(', ')} FROM (${from})`);
  for (const [i, { name, type }] of [...tried.entries()].reverse()) {
    if (row[`f${i}`] === true) found.set(name, type);
  }
  return found;
}

async function gather(
  engine: Engine,
  columns: readonly ColumnSql[],
): Promise<{ rows: number; facts: ColumnFacts[]; parts: KeyPart[] }> {
  const items = columns.flatMap((column) => {
    const { raw, value, column: declared } = column;
    const shapes = [...PATTERNS, ...Object.values(FORMATS)].map(
      (shape, i) => `bool_and(regexp_full_match(${raw}, ${literal(shape)})) AS s${i}_${raw}`,
    );
    return [
      `count(${raw}) AS n_${raw}`,
      `approx_count_distinct(${raw}) AS d_${raw}`,
      ...(isOrdered(declared.type)
        ? [`CAST(min(${value}) AS VARCHAR) AS low_${raw}`, `CAST(max(${value}) AS VARCHAR) AS high_${raw}`]
        : []),
      ...(declared.type === 'string' && column.family === 'text' ? shapes : []),
    ];
  });
  const [row = {}] = await engine.query(
    `SELECT ${['count(*) AS total', ...items].join(', ')} FROM (${readSql(columns, 'data')})`,
  );
  const rows = Number(row.total);
  const facts: ColumnFacts[] = [];
  const parts: KeyPart[] = [];
  for (const { raw, column } of columns) {
    const present = Number(row[`n_${raw}`]);
    const distinct = Number(row[`d_${raw}`]);
    // The estimate errs by a few percent; only likely columns are counted exactly.
    const mayBeUnique = present === rows && rows > 1 && distinct > 0.8 * rows && column.type !== 'number';
    const isUnique =
      mayBeUnique && (await countRepeats(engine, 'data', [identifier(column.name)])).groups === 0;
    if (present === rows && rows > 1 && isKeyType(column.type)) parts.push({ name: column.name, distinct });
    const isShort = column.type === 'string' && present > 0 && distinct <= 2 * MAX_LISTED_VALUES;
    const holds = (i: number) => row[`s${i}_${raw}`] === true;
    const format = Object.keys(FORMATS).find((_, i) => holds(PATTERNS.length + i));
    facts.push({
      name: column.name,
      type: column.type,
      rows,
      nulls: rows - present,
      isUnique,
      minimum: textOf(row[`low_${raw}`]),
      maximum: textOf(row[`high_${raw}`]),
      format,
      pattern: format === undefined ? PATTERNS.find((_, i) => holds(i)) : undefined,
      values: isShort ? await listValues(engine, column.name) : undefined,
    });
  }
  return { rows, facts, parts };
}

/** Measurements identify nothing, though they seldom repeat. */
function isKeyType(type: LogicalType | undefined): boolean {
  return type === 'string' || type === 'integer' || type === 'date' || type === 'timestamp';
}

function isOrdered(type: LogicalType | undefined): boolean {
  return type === 'integer' || type === 'number' || type === 'date' || type === 'timestamp';
}

function textOf(value: unknown): string | undefined {
  return value === null || value === undefined ? undefined : String(value);
}

async function listValues(
  engine: Engine,
  name: string,
): Promise<{ value: string; count: number }[] | undefined> {
  const column = identifier(name);
  const rows = await engine.query(
    `SELECT CAST(${column} AS VARCHAR) AS value, count(*) AS n FROM data WHERE ${column} IS NOT NULL
     GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${MAX_LISTED_VALUES + 1}`,
  );
  // A contract is committed and read by many: what looks personal is not copied into it.
  const isPersonal = rows.some(({ value }) => detectPersonal(String(value)) !== undefined);
  return rows.length > MAX_LISTED_VALUES || isPersonal
    ? undefined
    : rows.map(({ value, n }) => ({ value: String(value), count: Number(n) }));
}
