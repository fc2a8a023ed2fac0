import type { FailingRow } from '@proofmark/documents';
import type { Engine, Value } from '@proofmark/engine';
import { type ColumnSql, readSql } from './column-sql.ts';
import type { Evidence } from './evidence.ts';
import { MAX_VALUE } from './find-failing.ts';
import { orphansSql, type ReadyKey } from './foreign-keys.ts';
import { isSensitive, maskValue } from './mask.ts';
import type { RowRule, UniqueRule } from './outcome.ts';

export type WarehouseRequest = {
  engine: Engine;
  /** The table, as SQL. */
  table: string;
  columns: readonly ColumnSql[];
  /** Names of the columns of the primary key: what identifies a row, as it has no number. */
  key: readonly string[];
  limit: number;
  seed: number;
};

/** Values of one row as texts: of the columns a rule is about, then of the key. */
type Shown = { values: (string | null)[]; key: (string | null)[] };

/**
 * Failing rows of a table without row numbers: drawn by a hash of their value and key, so that the same data show the
 * same rows, whatever the engine's workers do. Rules about one row share one scan. Of repeated values each is shown once.
 */
export async function collectWarehouseEvidence(
  request: WarehouseRequest,
  rowRules: readonly RowRule[],
  uniqueRules: readonly UniqueRule[],
  keys: readonly ReadyKey[],
): Promise<Map<string, Evidence>> {
  const found = new Map<string, Evidence>();
  const breaking = await findBreaking(request, rowRules);
  for (const [i, { rule, column }] of rowRules.entries()) {
    found.set(rule.id, present(request, [column], breaking[i] ?? []));
  }
  for (const { rule, columns, nullsFail } of uniqueRules) {
    found.set(rule.id, present(request, columns, await findRepeated(request, columns, nullsFail)));
  }
  for (const key of keys) {
    found.set(key.rule.id, present(request, key.columns, await findLost(request, key)));
  }
  return found;
}

async function findBreaking(request: WarehouseRequest, rowRules: readonly RowRule[]): Promise<Shown[][]> {
  if (rowRules.length === 0) return [];
  const { engine, table, columns, limit } = request;
  const keys = keyColumns(request).map((column) => textOf(column, column.raw));
  const items = rowRules.map(({ column, breaks }, i) => {
    const texts = [textOf(column, column.raw), ...keys];
    return `json_format(CAST(min_by(ARRAY[${texts.join(', ')}], ${drawBy(request, texts)}, ${limit}) FILTER (WHERE ${breaks}) AS JSON)) AS e${i}`;
  });
  const [row = {}] = await engine.query(`SELECT ${items.join(',\n')} FROM (${readSql(columns, table)})`);
  return rowRules.map((_, i) => shownIn(row[`e${i}`], 1));
}

/** The most frequent values first, and rows with a null in their key. */
async function findRepeated(
  { engine, table, limit }: WarehouseRequest,
  columns: readonly ColumnSql[],
  nullsFail: boolean,
): Promise<Shown[]> {
  const names = columns.map(({ raw }) => raw);
  const texts = columns.map((column) => textOf(column, column.raw));
  const complete = names.map((name) => `${name} IS NOT NULL`).join(' AND ');
  const repeated = `SELECT ARRAY[${texts.join(', ')}] AS shown, count(*) AS n FROM (${readSql(columns, table)})
    WHERE ${complete} GROUP BY ${names.join(', ')} HAVING count(*) > 1`;
  const incomplete = `SELECT ARRAY[${texts.join(', ')}] AS shown, 1 AS n FROM (${readSql(columns, table)})
    WHERE NOT (${complete})`;
  const all = nullsFail ? `${repeated} UNION ALL ${incomplete}` : repeated;
  const rows = await engine.query(
    `SELECT json_format(CAST(shown AS JSON)) AS shown FROM (${all}) ORDER BY n DESC, json_format(CAST(shown AS JSON)) LIMIT ${limit}`,
  );
  return rows.flatMap(({ shown }) => shownIn(`[${String(shown)}]`, columns.length));
}

async function findLost(request: WarehouseRequest, key: ReadyKey): Promise<Shown[]> {
  const { engine, table, limit } = request;
  const texts = key.columns.map((column, i) => textOf(column, `p${i}`));
  const [row = {}] = await engine.query(
    `SELECT json_format(CAST(min_by(ARRAY[${texts.join(', ')}], ${drawBy(request, texts)}, ${limit}) AS JSON)) AS e
     FROM ${orphansSql(key, table)}`,
  );
  return shownIn(row.e, key.columns.length);
}

function keyColumns({ columns, key }: WarehouseRequest): ColumnSql[] {
  const byName = new Map(columns.map((column) => [column.column.name, column]));
  return key.flatMap((name) => byName.get(name) ?? []);
}

function textOf({ dialect, family }: ColumnSql, expression: string): string {
  return `substr(${dialect.text(expression, family)}, 1, ${MAX_VALUE + 1})`;
}

function drawBy({ seed }: WarehouseRequest, texts: readonly string[]): string {
  const joined = texts.map((text) => `coalesce(${text}, '')`).join(` || '|' || `);
  return `xxhash64(to_utf8('${seed}|' || ${joined}))`;
}

/** @param width number of the columns that the rule is about; the key follows */
function shownIn(json: Value | undefined, width: number): Shown[] {
  const rows = (JSON.parse(String(json ?? 'null')) as (string | null)[][] | null) ?? [];
  return rows.map((texts) => ({ values: texts.slice(0, width), key: texts.slice(width) }));
}

function present(request: WarehouseRequest, columns: readonly ColumnSql[], rows: readonly Shown[]): Evidence {
  let masked = false;
  const show = (column: ColumnSql | undefined, value: string | null) => {
    // Trino writes 1.0E3 for a double.
    const plain = value !== null && column?.family === 'float' ? String(Number(value)) : value;
    const shown = maskValue(plain, isSensitive(column?.column.classification));
    masked ||= shown.masked;
    const text = shown.value;
    return text !== null && text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text;
  };
  const named = keyColumns(request);
  const shown = rows.map(({ values, key }): FailingRow => {
    const texts = values.map((value, i) => show(columns[i], value));
    const identity = named.map((column, i): [string, string | null] => [
      column.column.name,
      show(column, key[i] ?? null),
    ]);
    return {
      value: texts.length === 1 ? (texts[0] ?? null) : texts.map((text) => text ?? 'null').join(' | '),
      ...(key.length > 0 ? { key: Object.fromEntries(identity) } : {}),
    };
  });
  return { rows: shown, masked };
}
