import type { Rule } from '@proofmark/contract';
import type { FailingRow } from '@proofmark/documents';
import { type Engine, identifier, literal } from '@proofmark/engine';
import { type ColumnSql, readSql } from './column-sql.ts';
import { findLines, type LineFinder } from './lines.ts';
import { isSensitive, maskValue } from './mask.ts';
import type { RowRule, UniqueRule } from './outcome.ts';

export type Evidence = { rows: FailingRow[]; masked: boolean };

export type EvidenceRequest = {
  engine: Engine;
  /** The view with `__row` and `__file`. */
  table: string;
  /** Rows of the table, and files it is made of. */
  rows: number;
  files: number;
  columns: readonly ColumnSql[];
  /** Names of the columns of the primary key: shown beside each row. */
  key: readonly string[];
  /** Rows to show of each rule. */
  limit: number;
  /** Shows a file as the user named it. */
  showFile: (path: string) => string;
};

/** What a query returns of a failing row: the value is a text, or one text for each column of a key. */
type Found = {
  row: number;
  file: string;
  values: (string | null)[];
  key: (string | null)[];
  repeats?: number;
};

/** Longest text shown of a value: one value must not fill the report. */
const MAX_VALUE = 200;

type Failing<R> = R & { /** Rows that break the rule, as counted. */ failing: number };

/**
 * The first failing rows of each rule, in row order. Rules share a query, which keeps `limit` rows for each: memory
 * does not grow with the number of failing rows, and when many fail the first rows of the table suffice.
 */
export async function collectEvidence(
  request: EvidenceRequest,
  rowRules: readonly Failing<RowRule>[],
  uniqueRules: readonly Failing<UniqueRule>[],
): Promise<Map<string, Evidence>> {
  const found = new Map<string, { rows: Found[]; columns: string[] }>();
  const isComplete = ({ rule, failing }: Failing<{ rule: Rule }>) =>
    (found.get(rule.id)?.rows.length ?? 0) >= Math.min(request.limit, failing);
  const near = rowRules.filter(({ failing }) => prefixOf(failing, request) < request.rows);
  const prefix = Math.max(0, ...near.map(({ failing }) => prefixOf(failing, request)));
  for (const [id, rows] of await findBreaking(request, firstRows(request, prefix), near)) found.set(id, rows);
  const far = rowRules.filter((each) => !isComplete(each));
  for (const [id, rows] of await findBreaking(request, request.table, far)) found.set(id, rows);
  const known = new Map<string, Found[]>();
  for (const each of uniqueRules) {
    const { rule, columns, nullsFail, failing } = each;
    // What repeats an earlier row can be told from the rows up to it.
    for (const from of [firstRows(request, prefixOf(failing, request)), request.table]) {
      if (isComplete(each)) break;
      const question = JSON.stringify([from, columns, nullsFail]);
      const rows = known.get(question) ?? (await findRepeats(request, from, columns, nullsFail));
      known.set(question, rows);
      found.set(rule.id, { rows, columns });
    }
  }
  const lines = await linesOf(
    request,
    [...found.values()].flatMap(({ rows }) => rows),
  );
  return new Map([...found].map(([id, { rows, columns }]) => [id, present(request, rows, columns, lines)]));
}

/** How many times the rows that should suffice, were failures spread evenly, are looked through before all are. */
const SPREAD = 4;
const LEAST_PREFIX = 2_048;

/** Number of first rows among which the failing ones probably are; all rows when that is not much less. */
function prefixOf(failing: number, { rows, limit }: EvidenceRequest): number {
  const likely = Math.max(LEAST_PREFIX, Math.ceil((SPREAD * limit * rows) / failing));
  return likely < rows / SPREAD ? likely : rows;
}

function firstRows({ table, rows }: EvidenceRequest, count: number): string {
  return count < rows ? `(SELECT * FROM ${table} LIMIT ${count})` : table;
}

async function findBreaking(
  { engine, columns, key, limit }: EvidenceRequest,
  from: string,
  rowRules: readonly RowRule[],
): Promise<Map<string, { rows: Found[]; columns: string[] }>> {
  if (rowRules.length === 0) return new Map();
  const byName = new Map(columns.map((column) => [column.column.name, column]));
  const texts = (names: readonly string[]) => {
    const shown = names.map((name) => byName.get(name)).filter((column) => column !== undefined);
    return `[${shown.map(({ raw }) => cut(raw)).join(', ')}]::VARCHAR[]`;
  };
  const conditions = rowRules.map(({ breaks }, i) => `${breaks} AS b${i}`);
  const items = rowRules.map(({ rule }, i) => {
    const row = `{row: __row, file: __file, values: ${texts([rule.column ?? ''])}, key: ${texts(key)}}`;
    return `to_json(arg_min(${row}, __row, ${limit}) FILTER (WHERE b${i}))::VARCHAR AS e${i}`;
  });
  const rows = readSql(columns, from, ['__row', '__file']);
  const [result = {}] = await engine.query(`SELECT ${items.join(',\n')}
    FROM (SELECT *, ${conditions.join(',\n')} FROM (${rows})) WHERE ${rowRules.map((_, i) => `b${i}`).join(' OR ')}`);
  return new Map(
    rowRules.map(({ rule }, i) => {
      const found = JSON.parse(String(result[`e${i}`] ?? 'null')) as Found[] | null;
      return [rule.id, { rows: found ?? [], columns: [rule.column ?? ''] }];
    }),
  );
}

/** Rows that repeat an earlier one, and (for keys) rows with a null. */
async function findRepeats(
  { engine, key, limit }: EvidenceRequest,
  from: string,
  columns: readonly string[],
  nullsFail: boolean,
): Promise<Found[]> {
  const names = columns.map(identifier);
  const complete = names.map((name) => `${name} IS NOT NULL`).join(' AND ');
  const texts = (list: readonly string[]) =>
    `[${list.map((name) => cut(`t.${identifier(name)}`)).join(', ')}]::VARCHAR[]`;
  const shape = (repeats: string) =>
    `{row: t.__row, file: t.__file, values: ${texts(columns)}, key: ${texts(key)}, repeats: ${repeats}} AS found`;
  const repeated = `SELECT ${shape('g.first_row')} FROM ${from} t JOIN (
      SELECT ${names.map((name, i) => `${name} AS g${i}`).join(', ')}, min(__row) AS first_row FROM ${from} s
      WHERE ${complete} GROUP BY ${names.join(', ')} HAVING count(*) > 1) g
    ON ${names.map((name, i) => `t.${name} = g.g${i}`).join(' AND ')} WHERE t.__row > g.first_row`;
  const incomplete = `SELECT ${shape('NULL::BIGINT')} FROM ${from} t WHERE NOT (${complete})`;
  const all = nullsFail ? `${repeated} UNION ALL ${incomplete}` : repeated;
  const rows = await engine.query(
    `SELECT to_json(found)::VARCHAR AS found FROM (${all}) ORDER BY found.row LIMIT ${limit}`,
  );
  return rows.map(({ found }) => JSON.parse(String(found)) as Found);
}

function cut(expression: string): string {
  return `left(CAST(${expression} AS VARCHAR), ${MAX_VALUE + 1})`;
}

async function linesOf(
  { engine, table, files: all, rows: total }: EvidenceRequest,
  rows: readonly Found[],
): Promise<LineFinder> {
  const files = [...new Set(rows.map(({ file }) => file))];
  const isText = files.some((file) => /\.(csv|tsv|tab|txt|jsonl|ndjson)$/i.test(file));
  if (!isText) return () => undefined;
  const [only] = files;
  if (all === 1 && only !== undefined) return findLines([{ file: only, first: 1, rows: total }]);
  const counts = await engine.query(
    `SELECT __file AS file, min(__row) AS first, count(*) AS rows FROM ${table}
     WHERE __file IN (${files.map(literal).join(', ')}) GROUP BY __file`,
  );
  return findLines(
    counts.map((row) => ({ file: String(row.file), first: Number(row.first), rows: Number(row.rows) })),
  );
}

function present(
  { columns, key, showFile }: EvidenceRequest,
  found: readonly Found[],
  names: readonly string[],
  lines: LineFinder,
): Evidence {
  const classified = new Map(columns.map(({ column }) => [column.name, isSensitive(column.classification)]));
  let masked = false;
  const show = (name: string, value: string | null) => {
    const shown = maskValue(value, classified.get(name) ?? false);
    masked ||= shown.masked;
    return shorten(shown.value);
  };
  const rows = found.map((each): FailingRow => {
    const line = lines(each.file, each.row);
    const values = names.map((name, i) => show(name, each.values[i] ?? null));
    return {
      row: each.row,
      ...(line === undefined ? {} : { line }),
      file: showFile(each.file),
      value: values.length === 1 ? (values[0] ?? null) : values.map((value) => value ?? 'null').join(' | '),
      ...(key.length
        ? { key: Object.fromEntries(key.map((name, i) => [name, show(name, each.key[i] ?? null)])) }
        : {}),
      ...(each.repeats ? { repeats: each.repeats } : {}),
    };
  });
  return { rows, masked };
}

function shorten(value: string | null): string | null {
  return value !== null && value.length > MAX_VALUE ? `${value.slice(0, MAX_VALUE)}…` : value;
}
