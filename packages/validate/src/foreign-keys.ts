import { posix } from 'node:path';
import {
  type Contract,
  type Rule,
  referencedFile,
  resolveReference,
  splitReference,
  type Table,
  tableNamed,
} from '@proofmark/contract';
import type { Engine, TextLayout } from '@proofmark/engine';
import { identifier } from '@proofmark/engine';
import type { AttachedData } from './attach-data.ts';
import { type ColumnSql, readSql } from './column-sql.ts';
import { duckdbDialect } from './dialect.ts';
import type { Outcome } from './outcome.ts';

/** Another table that rules may refer to, of this contract or another one, with its files. */
export type RelatedTable = {
  contract: Contract;
  /** Needed only when its contract declares several. */
  table?: string | undefined;
  files: readonly string[];
  /** A table of the engine's own (`catalog.schema.table`), instead of files. */
  stored?: string | undefined;
  layout?: Pick<TextLayout, 'delimiter' | 'nullText'>;
};

/** A foreign key: `to` are references as the contract writes them. */
export type KeyRule = { rule: Rule; columns: readonly ColumnSql[]; to: readonly string[] };

/** A foreign key whose other table is at hand. */
export type ReadyKey = KeyRule & { target: AttachedData; targetColumns: readonly ColumnSql[] };

type Found = { table: Table; columns: string[]; related: RelatedTable | 'self' };

/**
 * Finds the table that the references of a foreign key name and that files were given for. A reference is looked up
 * among the contracts given, never fetched or read from a path that it names itself.
 */
export function findTarget(
  { to }: KeyRule,
  contract: Contract,
  own: Table,
  related: readonly RelatedTable[],
): Found | { reason: string } {
  const split = to.map(splitReference);
  const [first] = split;
  if (!first) return { reason: 'it names no column' };
  if (split.some(({ file }) => file !== first.file)) return { reason: 'its `to` names several contracts' };
  const file =
    first.file === undefined ? { path: contract.file.path } : referencedFile(first.file, contract.file.path);
  if ('reason' in file) return file;
  const isThis = posix.normalize(file.path) === posix.normalize(contract.file.path);
  const owner = isThis
    ? contract
    : related.find((each) => posix.normalize(each.contract.file.path) === file.path)?.contract;
  if (!owner) {
    return { reason: `${file.path} is not among the contracts whose data were given` };
  }
  const ends = split.map(({ path }) => resolveReference(path, owner.tables));
  const lost = to.find((_, i) => ends[i] === undefined);
  if (lost !== undefined)
    return { reason: `${lost} is no property of ${isThis ? 'the contract' : file.path}` };
  const tables = new Set(ends.map((end) => end?.table));
  const [table] = tables;
  if (tables.size !== 1 || !table) return { reason: 'its `to` names several tables' };
  const columns = ends.flatMap((end) => end?.column.name ?? []);
  if (isThis && table.name === own.name) return { table, columns, related: 'self' };
  const holder = related.find(
    (each) =>
      posix.normalize(each.contract.file.path) === posix.normalize(owner.file.path) &&
      (each.table === undefined
        ? each.contract.tables.length === 1
        : tableNamed(each.contract, each.table)?.name === table.name),
  );
  return holder
    ? { table, columns, related: holder }
    : { reason: `no files were given for the table ${table.name}, which it refers to` };
}

/** Counts the rows whose key is complete, and those of them that the other table does not hold (orphans). */
export async function countOrphans(engine: Engine, data: string, key: ReadyKey): Promise<Outcome> {
  const [row = {}] = await engine.query(`SELECT
    (SELECT count(*) FROM (${ownKeys(key, data)}) o WHERE ${complete(key)}) AS complete,
    (SELECT count(*) FROM ${orphansSql(key, data)}) AS orphans`);
  const failing = Number(row.orphans);
  const names = key.to.join(', ');
  return {
    status: 'counted',
    checked: Number(row.complete),
    failing,
    ...(failing ? { received: `${failing} rows name what ${names} does not hold` } : {}),
  };
}

/** The orphans as a FROM item: `p0`, `p1`, … are the key as stored, `extra` columns of the own table are kept. */
export function orphansSql(key: ReadyKey, from: string, extra: readonly string[] = []): string {
  const equal = key.columns.map((_, i) => `o.k${i} = r.r${i}`).join(' AND ');
  const targets = key.targetColumns.map((column, i) => `${keySql(column, key.columns[i])} AS r${i}`);
  const other = `SELECT ${targets.join(', ')} FROM (${readSql(key.targetColumns, key.target.data)})`;
  const { dialect = duckdbDialect } = key.columns[0] ?? {};
  return `(${dialect.without(ownKeys(key, from, extra), other, equal, complete(key))})`;
}

function ownKeys(key: ReadyKey, from: string, extra: readonly string[] = []): string {
  const keys = key.columns.flatMap((column, i) => [
    `${keySql(column, key.targetColumns[i])} AS k${i}`,
    `${column.raw} AS p${i}`,
  ]);
  return `SELECT ${[...keys, ...extra.map((name) => identifier(name))].join(', ')} FROM (${readSql(key.columns, from, extra)})`;
}

/** As SQL does by default (MATCH SIMPLE): a key with a null among its columns refers to nothing. */
function complete({ columns }: KeyRule): string {
  return columns.map((_, i) => `o.k${i} IS NOT NULL`).join(' AND ');
}

const NUMBERS = new Set(['integer', 'decimal', 'float']);

/** Values of one kind are compared as such, so 7 refers to 7.0; of two kinds as text. */
function keySql(column: ColumnSql, other: ColumnSql | undefined): string {
  const alike =
    other?.valueFamily === column.valueFamily ||
    (NUMBERS.has(column.valueFamily) && NUMBERS.has(other?.valueFamily ?? ''));
  return alike ? column.value : column.dialect.text(column.raw, column.family);
}
