import type { CategoricalColumn, ColumnProfile, NumericColumn } from '@proofmark/documents';
import { type Engine, identifier, type Row, type Value } from '@proofmark/engine';

/** A numeric column with at most this many values is better told value by value than by quantiles. */
const FEW_VALUES = 24;
const CATEGORIES = 50;
const BINS = 10;

const NUMERIC = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL)/;
const PROFILED = /^(VARCHAR|BOOLEAN|ENUM)/;

/**
 * Profiles the columns of a table: numbers by decile bins, texts, booleans and small sets of numbers by value.
 * Dates and nested columns have no profile; the caller names them as left out.
 */
export async function profileTable(
  engine: Engine,
  table: string,
  columns: readonly { name: string; type: string }[],
): Promise<{ columns: ColumnProfile[]; omitted: string[] }> {
  const kept = columns.filter(({ type }) => NUMERIC.test(type) || PROFILED.test(type));
  const omitted = columns
    .filter((column) => !kept.includes(column))
    .map(({ name, type }) => `${name} (${type})`);
  if (kept.length === 0) return { columns: [], omitted };
  const shape = await shapeOf(engine, table, kept);
  const profiles: ColumnProfile[] = [];
  for (const [i, column] of kept.entries()) {
    const distinct = Number(shape[`d${i}`]);
    const isNumeric = NUMERIC.test(column.type) && distinct > FEW_VALUES;
    profiles.push(
      isNumeric
        ? await profileNumeric(engine, table, column.name, await decileEdges(engine, table, column.name))
        : await profileCategorical(engine, table, column.name),
    );
  }
  return { columns: profiles, omitted };
}

/** Profiles a table in the bins of an earlier profile, so that the two can be compared. */
export async function profileLike(
  engine: Engine,
  table: string,
  reference: readonly ColumnProfile[],
): Promise<ColumnProfile[]> {
  const profiles: ColumnProfile[] = [];
  for (const column of reference) {
    profiles.push(
      column.kind === 'numeric'
        ? await profileNumeric(engine, table, column.name, column.edges)
        : await profileCategorical(
            engine,
            table,
            column.name,
            column.values.map(({ value }) => value),
          ),
    );
  }
  return profiles;
}

async function shapeOf(engine: Engine, table: string, columns: readonly { name: string }[]): Promise<Row> {
  const counts = columns.map(({ name }, i) => `approx_count_distinct(${identifier(name)}) AS d${i}`);
  return firstRow(await engine.query(`SELECT ${counts.join(', ')} FROM ${identifier(table)}`));
}

async function decileEdges(engine: Engine, table: string, name: string): Promise<number[]> {
  const column = `${identifier(name)}::DOUBLE`;
  const quantiles = Array.from(
    { length: BINS - 1 },
    (_, i) => `quantile_disc(${column}, ${(i + 1) / BINS}) AS q${i}`,
  );
  const row = firstRow(
    await engine.query(`SELECT ${quantiles.join(', ')} FROM ${identifier(table)} WHERE isfinite(${column})`),
  );
  return [...new Set(Object.values(row).map(Number))].filter(Number.isFinite);
}

async function profileNumeric(
  engine: Engine,
  table: string,
  name: string,
  edges: readonly number[],
): Promise<NumericColumn> {
  const x = `${identifier(name)}::DOUBLE`;
  const below = edges.map((edge, i) => `count(*) FILTER (x <= ${edge}) AS b${i}`);
  const row = firstRow(
    await engine.query(`
      SELECT count(*) AS n, count(x) AS present, avg(x) AS mean, stddev_samp(x) AS sd, min(x) AS lo, max(x) AS hi
        ${below.map((sql) => `, ${sql}`).join('')}
      FROM (SELECT CASE WHEN isfinite(${x}) THEN ${x} END AS x FROM ${identifier(table)})`),
  );
  const cumulative = [...edges.map((_, i) => Number(row[`b${i}`])), Number(row.present)];
  return {
    kind: 'numeric',
    name,
    rows: Number(row.n),
    nulls: Number(row.n) - Number(row.present),
    mean: numberOrNull(row.mean),
    standardDeviation: numberOrNull(row.sd),
    minimum: numberOrNull(row.lo),
    maximum: numberOrNull(row.hi),
    edges: [...edges],
    counts: cumulative.map((count, i) => count - (cumulative[i - 1] ?? 0)),
  };
}

async function profileCategorical(
  engine: Engine,
  table: string,
  name: string,
  known?: readonly string[],
): Promise<CategoricalColumn> {
  const rows = await engine.query(`
    SELECT ${identifier(name)}::VARCHAR AS value, count(*) AS n
    FROM ${identifier(table)} GROUP BY 1 ORDER BY n DESC, value`);
  const counts = new Map(rows.map((row) => [row.value ?? null, Number(row.n)] as const));
  const nulls = counts.get(null) ?? 0;
  counts.delete(null);
  const total = [...counts.values()].reduce((a, b) => a + b, 0);
  const names = known ?? [...counts.keys()].slice(0, CATEGORIES).map(String);
  const values = names.map((value) => ({ value, count: counts.get(value) ?? 0 }));
  return {
    kind: 'categorical',
    name,
    rows: total + nulls,
    nulls,
    distinct: counts.size,
    values,
    other: total - values.reduce((sum, { count }) => sum + count, 0),
  };
}

function firstRow(rows: readonly Row[]): Row {
  const [row] = rows;
  if (!row) throw new Error('an aggregate query returned no row');
  return row;
}

function numberOrNull(value: Value | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}
