import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  type EvaluationSection,
  type Measure,
  type MeasureSection,
  readTextFile,
  showReceived,
  UserError,
} from '@proofmark/documents';
import { type Engine, identifier } from '@proofmark/engine';
import { isMetric } from '@proofmark/metrics';
import { clusteredQuantileRanks, quantileRank, quantileRanks, type Ranks } from '@proofmark/stats';
import { isNumeric, requireColumn } from './columns.ts';
import { sourceTable } from './source-table.ts';

/** Order statistics that a document holds on each side of a quantile. */
const KEPT = 150;
/** Its intervals are exact up to this level; a rarer one has none. */
const WIDEST = 1 - 1e-9;

/**
 * The budgets without labels: quantiles of columns of the rows that `evaluate` has read, sizes of files, scalars of
 * JSON files, each with the values of past runs if there are.
 * @throws UserError `config-invalid`, `file-missing`, `predictions-invalid`, `input-invalid`
 */
export async function measureBudgets(
  engine: Engine,
  section: EvaluationSection,
  directory: string,
  past?: PastMeasures,
): Promise<Measure[]> {
  const names = section.measures.map(({ name }) => name);
  const repeated = names.find((name, i) => names.indexOf(name) !== i);
  if (repeated !== undefined) {
    throw new UserError('config-invalid', `evaluation.measures: ${showReceived(repeated)} stands twice`);
  }
  const measures: Measure[] = [];
  for (const [i, each] of section.measures.entries()) {
    const where = `evaluation.measures[${i}]`;
    if (isMetric(each.name, { task: section.task, classes: [] })) {
      throw new UserError('config-invalid', `${where}.name: ${each.name} is a metric; choose another name`);
    }
    const found = await measureOne(engine, section, each, { where, directory });
    const { name, unit, better, history } = each;
    measures.push({
      name,
      ...(unit !== undefined && { unit }),
      direction: better,
      ...found,
      ...(history !== undefined && {
        history:
          history === 'branch' ? recalled(past, name, where) : await readHistory(history, name, directory),
      }),
    });
  }
  return measures;
}

/** The values of past runs, oldest first, by the name of the measure. */
export type PastMeasures = ReadonlyMap<string, readonly number[]>;

type Place = { where: string; directory: string };
type Found = Pick<Measure, 'value' | 'quantile' | 'rows' | 'order' | 'clusters'>;

async function measureOne(
  engine: Engine,
  section: EvaluationSection,
  { name, column, quantile, file, json }: MeasureSection,
  { where, directory }: Place,
): Promise<Found> {
  const given = [column, file, json].filter((source) => source !== undefined);
  if (given.length !== 1 || (column === undefined) !== (quantile === undefined)) {
    throw new UserError(
      'config-invalid',
      `${where}: expected one of column (with quantile), file and json, received ${given.length}; say where ${name} is measured`,
    );
  }
  if (column !== undefined && quantile !== undefined) {
    return measureQuantile(engine, sourceTable(section), {
      column,
      quantile,
      cluster: section.cluster,
      where,
    });
  }
  if (file !== undefined) return { value: await sizeOf(file, directory) };
  return { value: requireNumber(await readEntry(json ?? '', name, directory), `${json}: ${name}`) };
}

async function measureQuantile(
  engine: Engine,
  table: string,
  {
    column,
    quantile,
    cluster,
    where,
  }: { column: string; quantile: number; cluster: string | undefined; where: string },
): Promise<Found> {
  const described = await engine.query(`SELECT column_name, column_type FROM (DESCRIBE ${table})`);
  const columns = described.map((row) => ({ name: String(row.column_name), type: String(row.column_type) }));
  const found = requireColumn(columns, column, { where, setting: `${where}.column` });
  const expected = `${where}: column ${showReceived(column)}: expected finite numbers`;
  if (!isNumeric(found)) throw new UserError('predictions-invalid', `${expected}, received ${found.type}`);
  const x = `${identifier(found.name)}::DOUBLE`;
  const [counted] = await engine.query(
    `SELECT count(*) AS n, count(*) FILTER (NOT isfinite(${x})) AS bad FROM ${table} WHERE ${identifier(found.name)} IS NOT NULL`,
  );
  const rows = Number(counted?.n ?? 0);
  if (rows === 0) throw new UserError('predictions-invalid', `${expected}, received no values`);
  if (Number(counted?.bad) > 0) {
    throw new UserError('predictions-invalid', `${expected}, received ${counted?.bad} that are not`);
  }
  const own = quantileRank(rows, quantile);
  const grouping =
    cluster === undefined
      ? undefined
      : requireColumn(columns, cluster, { where, setting: 'evaluation.cluster' }).name;
  const clusters =
    grouping && (await clustersAround(engine, table, { x, own, rows, cluster: identifier(grouping) }));
  const widest = clusters
    ? clusteredQuantileRanks(rows, clusters, quantile, WIDEST)
    : quantileRanks(rows, quantile, WIDEST);
  const wanted = [...new Set([...ranksAround(widest ?? { lower: 1, upper: rows }, own), own])].sort(
    (a, b) => a - b,
  );
  const order = await engine.query(
    `SELECT r, x FROM (SELECT ${x} AS x, row_number() OVER (ORDER BY ${x}) AS r FROM ${table}
      WHERE ${identifier(found.name)} IS NOT NULL) WHERE r IN (${wanted.join(', ')}) ORDER BY r`,
  );
  const kept = order.map((row) => ({ rank: Number(row.r), value: Number(row.x) }));
  const value = kept.find(({ rank }) => rank === own)?.value ?? Number.NaN;
  return { value, quantile, rows, order: kept, ...(clusters && { clusters }) };
}

/**
 * What the share of values up to the one at place `own` tells, by sums of clusters (the "ultimate cluster" variance):
 * at least as much as equal values in each cluster would (Kish), at most as much as independent ones.
 */
async function clustersAround(
  engine: Engine,
  table: string,
  { x, own, rows, cluster }: { x: string; own: number; rows: number; cluster: string },
): Promise<NonNullable<Measure['clusters']>> {
  const [sums = {}] = await engine.query(
    `WITH cut AS (SELECT x FROM (SELECT ${x} AS x, row_number() OVER (ORDER BY ${x}) AS r FROM ${table}
        WHERE ${x} IS NOT NULL) WHERE r = ${own}),
      clusters AS (SELECT count(*) AS n, count(*) FILTER (${x} <= cut.x) AS k FROM ${table}, cut
        WHERE ${x} IS NOT NULL GROUP BY ${table}.${cluster})
      SELECT count(*) AS units, sum(k) AS k, sum(k * k) AS kk, sum(k * n) AS kn, sum(n * n) AS nn,
        least(count(*) FILTER (k > 0), count(*) FILTER (k < n)) AS rarest FROM clusters`,
  );
  const [units, k, kk, kn, nn] = [sums.units, sums.k, sums.kk, sums.kn, sums.nn].map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const share = k / rows;
  const variance = ((kk - 2 * share * kn + share * share * nn) * units) / Math.max(1, units - 1) / rows ** 2;
  const least = rows ** 2 / nn;
  const independent = variance > 0 ? (share * (1 - share)) / variance : least;
  return {
    units,
    effective: Math.max(least, Math.min(rows, independent)),
    rarest: Number(sums.rarest),
  };
}

/** All places that an interval may need, or evenly spaced ones when they are many. */
function ranksAround({ lower, upper }: Ranks, own: number): number[] {
  const spread = (end: number) => {
    const count = Math.min(KEPT, Math.abs(end - own));
    return Array.from({ length: count }, (_, i) => Math.round(own + ((end - own) * (i + 1)) / count));
  };
  return [...spread(lower), ...spread(upper)];
}

async function sizeOf(file: string, directory: string): Promise<number> {
  const found = await stat(resolve(directory, file)).catch(() => undefined);
  if (found?.isFile()) return found.size;
  throw new UserError('file-missing', `${file}: the file to measure was not found; check the path`);
}

function recalled(past: PastMeasures | undefined, name: string, where: string): number[] {
  if (past) return [...(past.get(name) ?? [])];
  throw new UserError(
    'config-invalid',
    `${where}.history: branch is read from the branch proofmark by the action evaluate-model, with its input token; elsewhere give the file (--history FILE), as \`git show origin/proofmark:history/MODEL.jsonl\` prints it`,
  );
}

async function readHistory(file: string, name: string, directory: string): Promise<number[]> {
  const values = await readEntry(file, name, directory);
  if (!Array.isArray(values)) {
    throw new UserError('input-invalid', `${file}: ${name}: expected a list of the values of past runs`);
  }
  return values.map((value, i) => requireNumber(value, `${file}: ${name}[${i}]`));
}

async function readEntry(file: string, name: string, directory: string): Promise<unknown> {
  const text = await readTextFile(resolve(directory, file), 'the file of a measure', { shownAs: file });
  const values = parseObject(text, file);
  if (Object.hasOwn(values, name)) return values[name];
  const known = Object.keys(values)
    .slice(0, 10)
    .map((key) => showReceived(key));
  throw new UserError(
    'input-invalid',
    `${file}: expected the field ${name}, received ${known.join(', ') || 'none'}`,
  );
}

function parseObject(text: string, file: string): Record<string, unknown> {
  const refuse = (cause?: unknown) =>
    new UserError('input-invalid', `${file}: expected a JSON object of numbers by name`, { cause });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw refuse(cause);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refuse();
  return value as Record<string, unknown>;
}

function requireNumber(value: unknown, where: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new UserError('input-invalid', `${where}: expected a number, received ${showReceived(value)}`);
}
