import type { Engine, Row } from '@proofmark/engine';
import { type CollectedColumn, type Collection, doubleSql, onlyRow } from './collect.ts';

const BINS = 10;
/** A numeric column with at most this many values is better told value by value than by quantiles. */
const FEW_VALUES = 24;
const SAMPLE_ROWS = 10_000;

/**
 * The inner edges of decile bins for each numeric column; `undefined` for one with few values. Both are exact.
 *
 * A value that fills more than a decile by itself (a zero-inflated count, a clipped maximum) makes quantiles coincide;
 * an edge at the value before it gives it a bin of its own.
 */
export async function findEdges(
  engine: Engine,
  { table, columns }: Collection,
): Promise<Map<string, number[] | undefined>> {
  const numeric = columns.filter(({ kind }) => kind === 'numeric');
  if (numeric.length === 0) return new Map();
  const sample = onlyRow(
    await engine.query(
      `SELECT count(*) AS n, ${numeric.map(({ sql }) => `count(DISTINCT ${sql}) AS ${sql}`).join(', ')}
       FROM (SELECT * FROM ${table} LIMIT ${SAMPLE_ROWS})`,
    ),
  );
  const edges = new Map<string, number[] | undefined>();
  for (const column of numeric) {
    // The sample decides which exact way is faster; it can prove that there are many values, never that there are few.
    const isMostlyDistinct = Number(sample[column.sql]) > Math.max(FEW_VALUES, Number(sample.n) / 2);
    const deciles = isMostlyDistinct
      ? await decilesByOrder(engine, table, column)
      : await decilesByValue(engine, table, column);
    edges.set(column.name, deciles && (await separateTies(engine, table, column, deciles)));
  }
  return edges;
}

/** The smallest values with at least i/10 of the rows at or below them. */
async function decilesByOrder(engine: Engine, table: string, { sql }: CollectedColumn): Promise<number[]> {
  const quantiles = innerDeciles.map((i) => `q[${i}] AS q${i}`);
  const fractions = innerDeciles.map((i) => i / BINS);
  return decilesOf(
    onlyRow(
      await engine.query(
        `SELECT ${quantiles.join(', ')} FROM (SELECT quantile_disc(${sql}, [${fractions.join(', ')}]) AS q FROM ${table})`,
      ),
    ),
  );
}

/** The same deciles from the counts of the values: with many ties the table of values is far smaller than the rows. */
async function decilesByValue(
  engine: Engine,
  table: string,
  { sql, present }: CollectedColumn,
): Promise<number[] | undefined> {
  const quantiles = innerDeciles.map(
    (i) => `min(v) FILTER (upto >= ${Math.ceil((i * present) / BINS)}) AS q${i}`,
  );
  const row = onlyRow(
    await engine.query(`
      SELECT count(*) AS n, ${quantiles.join(', ')}
      FROM (
        SELECT v, sum(n) OVER (ORDER BY v) AS upto
        FROM (SELECT ${sql} AS v, count(*) AS n FROM ${table} WHERE ${sql} IS NOT NULL GROUP BY v))`),
  );
  return Number(row.n) <= FEW_VALUES ? undefined : decilesOf(row);
}

const innerDeciles = Array.from({ length: BINS - 1 }, (_, i) => i + 1);

function decilesOf(row: Row): number[] {
  return innerDeciles.map((i) => Number(row[`q${i}`]));
}

async function separateTies(
  engine: Engine,
  table: string,
  { sql, range }: CollectedColumn,
  deciles: readonly number[],
): Promise<number[]> {
  // An edge at the maximum would leave nothing above it.
  const inner = deciles.filter((decile) => decile !== range?.maximum);
  const tied = new Set(deciles.filter((decile, i) => decile === deciles[i + 1] || decile === range?.maximum));
  if (tied.size === 0) return inner;
  const before = [...tied].map((value, i) => `max(${sql}) FILTER (${sql} < ${doubleSql(value)}) AS b${i}`);
  const row = onlyRow(await engine.query(`SELECT ${before.join(', ')} FROM ${table}`));
  const separate = Object.values(row).flatMap((value) => (value === null ? [] : [Number(value)]));
  return [...new Set([...inner, ...separate])].sort((a, b) => a - b);
}
