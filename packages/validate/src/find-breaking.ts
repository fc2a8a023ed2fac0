import type { Value } from '@proofmark/engine';
import { readSql } from './column-sql.ts';
import { type Choice, type FindRequest, type Found, foundIn, textOf, texts } from './find-failing.ts';
import type { RowRule } from './outcome.ts';

/** From so many rules on, rows are found by their numbers first: what is kept of each rule fills the memory. */
const MANY_RULES = 64;

/**
 * Rows that break rules about one row at a time: `limit` rows of each rule for each of the choices.
 * @returns by rule, the rows of each choice
 */
export async function findBreaking(
  request: FindRequest,
  from: string,
  rowRules: readonly RowRule[],
  choices: readonly Choice[],
): Promise<Map<string, Found[][]>> {
  if (rowRules.length === 0) return new Map();
  const find = rowRules.length < MANY_RULES ? findAtOnce : findByNumber;
  return find(request, from, rowRules, choices);
}

/** One query, one scan. */
async function findAtOnce(
  { engine, columns, key }: FindRequest,
  from: string,
  rowRules: readonly RowRule[],
  choices: readonly Choice[],
): Promise<Map<string, Found[][]>> {
  const byName = new Map(columns.map((column) => [column.column.name, column]));
  const keys = texts(key.flatMap((name) => byName.get(name)?.raw ?? []));
  const conditions = rowRules.map(({ breaks, column }, i) => `${column.any(breaks)} AS b${i}`);
  const items = rowRules.flatMap(({ column, breaks }, i) => {
    const values = texts([column.pick(breaks, column.raw)]);
    const row = `{row: __row, file: __file, values: ${values}, key: ${keys}}`;
    return choices.map(
      ({ order, limit }, j) =>
        `to_json(arg_min(${row}, CASE WHEN b${i} THEN ${order} END, ${limit}))::VARCHAR AS e${i}_${j}`,
    );
  });
  const rows = readSql(columns, from, ['__row', '__file']);
  const [result = {}] = await engine.query(`SELECT ${items.join(',\n')}
    FROM (SELECT *, ${conditions.join(',\n')} FROM (${rows})) WHERE ${rowRules.map((_, i) => `b${i}`).join(' OR ')}`);
  return new Map(
    rowRules.map(({ rule }, i) => [rule.id, choices.map((_, j) => foundIn(result[`e${i}_${j}`]))]),
  );
}

/** One query for the numbers of the rows, one more for what is shown of them: two scans, and little memory. */
async function findByNumber(
  request: FindRequest,
  from: string,
  rowRules: readonly RowRule[],
  choices: readonly Choice[],
): Promise<Map<string, Found[][]>> {
  const { engine, columns } = request;
  const conditions = rowRules.map(({ breaks, column }, i) => `${column.any(breaks)} AS b${i}`);
  const items = rowRules.flatMap((_, i) =>
    choices.map(
      ({ order, limit }, j) =>
        `to_json(arg_min(__row, CASE WHEN b${i} THEN ${order} END, ${limit}))::VARCHAR AS e${i}_${j}`,
    ),
  );
  const [result = {}] = await engine.query(`SELECT ${items.join(',\n')}
    FROM (SELECT __row, ${conditions.join(',\n')} FROM (${readSql(columns, from, ['__row'])}))`);
  const chosen = rowRules.map((_, i) => choices.map((_, j) => rowsIn(result[`e${i}_${j}`])));
  const shown = await showRows(request, from, rowRules, [...new Set(chosen.flat(2))]);
  return new Map(
    rowRules.map(({ rule }, i) => [
      rule.id,
      (chosen[i] ?? []).map((rows) => rows.flatMap((row) => shown(row, i) ?? [])),
    ]),
  );
}

function rowsIn(json: Value | undefined): number[] {
  return (JSON.parse(String(json ?? 'null')) as number[] | null) ?? [];
}

/** @returns what is shown of a row for the rule of an index */
async function showRows(
  { engine, columns, key }: FindRequest,
  from: string,
  rowRules: readonly RowRule[],
  rows: readonly number[],
): Promise<(row: number, rule: number) => Found | undefined> {
  if (rows.length === 0) return () => undefined;
  const byName = new Map(columns.map((column) => [column.column.name, column]));
  const keys = texts(key.flatMap((name) => byName.get(name)?.raw ?? []));
  const values = rowRules.map(
    ({ column, breaks }, i) => `${textOf(column.pick(breaks, column.raw))} AS e${i}`,
  );
  const some = `(SELECT * FROM ${from} WHERE __row IN (${rows.join(', ')}))`;
  const found =
    await engine.query(`SELECT __row, __file, to_json(${keys})::VARCHAR AS keys, ${values.join(',\n')}
    FROM (${readSql(columns, some, ['__row', '__file'])})`);
  const byRow = new Map(found.map((each) => [Number(each.__row), each]));
  return (row, rule) => {
    const each = byRow.get(row);
    if (!each) return undefined;
    const value = each[`e${rule}`] ?? null;
    return {
      row,
      file: String(each.__file),
      values: [value === null ? null : String(value)],
      key: JSON.parse(String(each.keys)) as (string | null)[],
    };
  };
}
