import { type Engine, identifier, type Value } from '@proofmark/engine';
import type { ColumnSql } from './column-sql.ts';
import { orphansSql, type ReadyKey } from './foreign-keys.ts';

/** What a query returns of a failing row: the value is a text, or one text for each column of a key. */
export type Found = {
  row: number;
  file: string;
  values: (string | null)[];
  key: (string | null)[];
  repeats?: number;
};

/** What is shown of a rule: the first rows, those drawn, and the columns that their values are of. */
export type FoundRows = { first: Found[]; drawn: Found[]; columns: string[] };

export type FindRequest = {
  engine: Engine;
  columns: readonly ColumnSql[];
  /** Names of the columns of the primary key: shown beside each row. */
  key: readonly string[];
};

/** Which rows to keep: the first ones, or those with the least hash. */
export type Choice = { order: string; limit: number };

export const firstOnes = (limit: number): Choice => ({ order: '__row', limit });

/** The same rows for the same seed, whatever the engine's threads do. */
export const drawnOnes = (limit: number, seed: number): Choice => ({
  order: `hash(__row, ${seed}::BIGINT)`,
  limit,
});

/** Longest text shown of a value: one value must not fill the report. */
export const MAX_VALUE = 200;
/** Read beyond it, so that a card number across the cut is still seen to be one. */
const LOOK_AHEAD = 80;

/** Reads the rows that a query returns as JSON. */
export function foundIn(json: Value | undefined): Found[] {
  return (JSON.parse(String(json ?? 'null')) as Found[] | null) ?? [];
}

/** Rows that repeat an earlier one, and (for keys) rows with a null. */
export async function findRepeats(
  { engine, key }: FindRequest,
  from: string,
  sources: readonly string[],
  nullsFail: boolean,
  { order, limit }: Choice,
): Promise<Found[]> {
  const parts = sources.map((source, i) => `${source} AS p${i}`);
  const keys = key.map((name, i) => `${identifier(name)} AS k${i}`);
  const rows = `(SELECT ${[...parts, ...keys, '__row', '__file'].join(', ')} FROM ${from})`;
  const names = sources.map((_, i) => `p${i}`);
  const complete = names.map((name) => `${name} IS NOT NULL`).join(' AND ');
  const shown = `values: ${texts(names.map((name) => `t.${name}`))}, key: ${texts(key.map((_, i) => `t.k${i}`))}`;
  const shape = (repeats: string) => `{row: t.__row, file: t.__file, ${shown}, repeats: ${repeats}} AS found`;
  const repeated = `SELECT ${shape('g.first_row')} FROM ${rows} t JOIN (
      SELECT ${names.map((name, i) => `${name} AS g${i}`).join(', ')}, min(__row) AS first_row FROM ${rows} s
      WHERE ${complete} GROUP BY ${names.join(', ')} HAVING count(*) > 1) g
    ON ${names.map((name, i) => `t.${name} = g.g${i}`).join(' AND ')} WHERE t.__row > g.first_row`;
  const incomplete = `SELECT ${shape('NULL::BIGINT')} FROM ${rows} t WHERE NOT (${complete})`;
  const all = nullsFail ? `${repeated} UNION ALL ${incomplete}` : repeated;
  const found = await engine.query(
    `SELECT to_json(found)::VARCHAR AS found FROM (SELECT found, found.row AS __row FROM (${all})) ORDER BY ${order} LIMIT ${limit}`,
  );
  return found.map((row) => JSON.parse(String(row.found)) as Found);
}

/** Rows whose key the other table does not hold: one pass for each list of `choices`. */
export async function findOrphans(
  { engine, key: names }: FindRequest,
  from: string,
  key: ReadyKey,
  choices: readonly Choice[],
): Promise<Found[][]> {
  const values = texts(key.columns.map((_, i) => `p${i}`));
  const row = `{row: __row, file: __file, values: ${values}, key: ${texts(names.map(identifier))}}`;
  const items = choices.map(
    ({ order, limit }, i) => `to_json(arg_min(${row}, ${order}, ${limit}))::VARCHAR AS e${i}`,
  );
  const [result = {}] = await engine.query(
    `SELECT ${items.join(', ')} FROM ${orphansSql(key, from, [...new Set([...names, '__row', '__file'])])}`,
  );
  return choices.map((_, i) => foundIn(result[`e${i}`]));
}

/** SQL of a list of texts, none of them long. */
export function texts(expressions: readonly string[]): string {
  return `[${expressions.map(textOf).join(', ')}]::VARCHAR[]`;
}

export function textOf(expression: string): string {
  return `left(CAST(${expression} AS VARCHAR), ${MAX_VALUE + LOOK_AHEAD})`;
}
