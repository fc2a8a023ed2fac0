import { basename } from 'node:path';
import {
  type Column,
  type ColumnFacts,
  inferContract,
  type LogicalType,
  translateTextFormat,
  translateTimeFormat,
} from '@proofmark/contract';
import { detectPersonal } from '@proofmark/documents';
import { type Engine, expandFiles, identifier, literal, type TextLayout } from '@proofmark/engine';
import { type ColumnSql, familyOf, readSql } from './column-sql.ts';
import { countRepeats } from './count-repeats.ts';
import { findCompositeKey, type KeyPart } from './find-key.ts';
import { inferInside, logicalOf } from './infer-nested.ts';
import { plainColumnSql } from './prepare-columns.ts';
import { readForms } from './time-format-sql.ts';

export type InferRequest = {
  /** Files or globs, relative to `directory`: one table. */
  files: readonly string[];
  /** How files are shown that have another name for the user: by path, the URL they were downloaded from. */
  names?: ReadonlyMap<string, string>;
  directory: string;
  /** A fresh engine whose work directory is `directory`. */
  engine: Engine;
  /** Name of the table in the contract; default: the name of the first file without its ending. */
  table?: string;
  layout?: Pick<TextLayout, 'delimiter' | 'nullText'>;
};

/** How the values of a column are read; the format is one of the JDK. */
type Reading = { type: LogicalType | undefined; format?: string };
/** Types tried for text, the narrowest first: the first that every value fits is taken. */
const TYPES: readonly Reading[] = (
  ['integer', 'number', 'date', 'timestamp', 'time', 'boolean'] as const
).map((type) => ({ type }));
/** Ways to write dates that are tried for what is none of these. */
const DATES: readonly Reading[] = [
  'dd.MM.yyyy',
  'd.M.yyyy',
  'yyyy/MM/dd',
  'dd-MM-yyyy',
  'MM-dd-yyyy',
  'dd/MM/yyyy',
  'MM/dd/yyyy',
].flatMap((format) => [
  { type: 'date' as const, format },
  { type: 'timestamp' as const, format: `${format} HH:mm[:ss]` },
]);
/** Shapes tried for text. */
const PATTERNS = ['^[A-Z]{2}$', '^[A-Z]{3}$', '^[0-9]+$', '^[A-Z0-9]+$', '^[a-z0-9_]+$'];
/** Formats tried for text, the narrowest first. */
const FORMATS = ['uuid', 'ipv4', 'ipv6', 'email', 'url'];
const MAX_LISTED_VALUES = 20;

/**
 * Looks at data and writes the text of a contract that they keep (see `inferContract`). Text files are read as
 * text; a type is given only where every value can be read in it. Exact: nothing is sampled.
 * @throws UserError as `validate`
 */
export async function inferFromFiles(request: InferRequest): Promise<string> {
  const { engine, directory, files, names = new Map(), layout = {} } = request;
  const paths = expandFiles(files, directory);
  const isText = paths.every((path) => /\.(csv|tsv|tab|txt)(\.gz|\.zst)?$/i.test(path));
  const text = { ...layout, nullText: layout.nullText ?? [''], allText: true };
  const columns = await engine.attach('data', { files: paths, ...(isText ? { layout: text } : {}) });
  const physical = new Map(columns.map(({ name, type }) => [name, type]));
  const types = await findTypes(engine, columns, isText);
  const prepared = columns.map(({ name }, i) =>
    plainColumnSql(
      plainColumn(name, types.get(name) ?? { type: undefined }),
      physical.get(name) ?? 'VARCHAR',
      i,
      isText ? 'text' : 'typed',
    ),
  );
  const { rows, facts: seen, parts } = await gather(engine, prepared);
  const inside = await inferInside(engine, columns);
  const facts = seen.map((each) => ({ ...each, inside: inside.get(each.name) }));
  const single = facts.find(({ isUnique }) => isUnique)?.name;
  const key = single !== undefined ? [single] : await findCompositeKey(engine, parts, rows);
  const [first = 'data'] = paths;
  const table = request.table ?? basename(names.get(first) ?? first).replace(/\..*$/, '');
  return inferContract(
    { name: table, rows, columns: facts, key: key ?? [], layout: isText ? layout : undefined },
    files.map((file) => names.get(file) ?? file).join(', '),
  );
}

function plainColumn(name: string, { type, format }: Reading): Column {
  return {
    name,
    logicalName: name,
    path: [{ step: 'field', name }],
    outer: undefined,
    id: undefined,
    type,
    format,
    timeZone: undefined,
    classification: undefined,
    constraints: [],
  };
}

/** Text columns get the first type that reads all of their values. */
async function findTypes(
  engine: Engine,
  columns: readonly { name: string; type: string }[],
  isText: boolean,
): Promise<Map<string, Reading>> {
  const found = new Map<string, Reading>(
    columns.map(({ name, type }) => [name, { type: logicalOf(familyOf(type)) }]),
  );
  if (!isText) return found;
  const names = columns.map(({ name }) => name);
  for (const [name, [first]] of await findReadings(engine, names, TYPES)) if (first) found.set(name, first);
  const others = names.filter((name) => found.get(name)?.type === 'string');
  for (const [name, [first, ...rest]] of await findReadings(engine, others, DATES)) {
    // Where 01/02 may be a day of January or of February, it stays a text.
    const isAmbiguous = rest.some(({ format }) => format?.startsWith('MM'));
    if (first && !isAmbiguous) found.set(name, first);
  }
  return found;
}

/** The readings that each column keeps in all of its values. */
async function findReadings(
  engine: Engine,
  names: readonly string[],
  readings: readonly Reading[],
): Promise<Map<string, Reading[]>> {
  const tried = names.flatMap((name, i) =>
    readings.map((reading, j) => ({
      name,
      reading,
      sql: plainColumnSql(plainColumn(name, reading), 'VARCHAR', i * readings.length + j, 'text'),
    })),
  );
  if (tried.length === 0) return new Map();
  const items = tried.map(
    ({ sql, reading }, i) =>
      `count(${sql.raw}) > 0 AND count(${readAs(sql, reading)}) = count(${sql.raw}) AS f${i}`,
  );
  const from = readSql(
    tried.map(({ sql }) => sql),
    'data',
  );
  const [row = {}] = await engine.query(`SELECT ${items.join(', ')} FROM (${from})`);
  const fitting = Map.groupBy(
    tried.filter((_, i) => row[`f${i}`] === true),
    ({ name }) => name,
  );
  return new Map([...fitting].map(([name, each]) => [name, each.map(({ reading }) => reading)]));
}

async function gather(
  engine: Engine,
  columns: readonly ColumnSql[],
): Promise<{ rows: number; facts: ColumnFacts[]; parts: KeyPart[] }> {
  const items = columns.flatMap((column) => {
    const { raw, value, column: declared } = column;
    const shapes = [...PATTERNS, ...FORMATS.map(shapeOf)].map(
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
    const isListed = column.type === 'string' || column.type === 'integer';
    const isShort = isListed && present > 0 && distinct <= 2 * MAX_LISTED_VALUES;
    const holds = (i: number) => row[`s${i}_${raw}`] === true;
    const format = column.format ?? FORMATS.find((_, i) => holds(PATTERNS.length + i));
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

/** The value in the type; with a format in that alone, which values in ISO 8601 do not keep. */
function readAs({ raw, value }: ColumnSql, { format }: Reading): string {
  const translated = format === undefined ? undefined : translateTimeFormat(format);
  return translated && 'forms' in translated
    ? readForms(raw, translated.forms, (read) => `${read}::TIMESTAMP`)
    : value;
}

/** What the rule about a format matches. */
function shapeOf(format: string): string {
  const translated = translateTextFormat(format);
  if ('reason' in translated) throw new Error(translated.reason);
  return translated.re2;
}

/** Measurements identify nothing, though they seldom repeat. */
function isKeyType(type: LogicalType | undefined): boolean {
  return type === 'string' || type === 'integer' || type === 'date' || type === 'timestamp';
}

function isOrdered(type: LogicalType | undefined): boolean {
  return (
    type === 'integer' || type === 'number' || type === 'date' || type === 'timestamp' || type === 'time'
  );
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
