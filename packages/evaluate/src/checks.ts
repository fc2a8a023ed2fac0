import { type Side, showReceived, UserError } from '@proofmark/documents';
import { type Engine, identifier, type Row } from '@proofmark/engine';
import { formatPlural } from '@proofmark/metrics';
import { type Column, isInteger, showNames } from './columns.ts';
import type { BinarySide } from './features.ts';
import { chooseClasses, labelText } from './labels.ts';
import { exactScale, powerOfTwoAbove } from './moments.ts';
import type { Weights } from './sums.ts';

/** Which file and column of the user a column of the table `rows` came from. */
export type Origin = { where: string; column: Column };

/** What the table `rows` is made of. */
export type RowsTable = {
  sides: readonly Side[];
  id: Origin;
  label: Origin;
  scores: Record<Side, Origin | undefined>;
  cluster: Origin | undefined;
  weight: Origin | undefined;
};

export type BinaryFacts = { rows: number; classes: [string, string]; labelSql: string; sides: BinarySide[] };

/** A constant near the mean of the labels: R² needs only their spread, which would drown in the square of a large mean. */
export type RegressionFacts = { shift: number };

const MAX_LABELS = 1000;

/**
 * Refuses ids that are absent or repeat.
 * @throws UserError `predictions-invalid` naming the first one
 */
export async function refuseBadIds(engine: Engine, table: string, { where, column }: Origin): Promise<void> {
  const [row = {}] = await engine.query(
    `SELECT count(*) AS n, count(id) AS ids, min(id) AS low, max(id) AS high FROM ${table}`,
  );
  const [rows, ids] = [Number(row.n), Number(row.ids)];
  const place = `${where}: column ${showReceived(column.name)} (evaluation.columns.id)`;
  if (rows === 0)
    throw new UserError(
      'predictions-invalid',
      `${where}: no rows: expected at least one; check what wrote it`,
    );
  if (ids < rows) {
    throw new UserError(
      'predictions-invalid',
      `${place}: ${formatPlural(rows - ids, 'row has', 'rows have')} no id; give every row one`,
    );
  }
  if (column.name === '__row') return;
  if ((await countDistinct(engine, table, column, row)) === rows) return;
  const [worst = {}] = await engine.query(`SELECT id, n, count(*) OVER () AS repeated
    FROM (SELECT id, count(*) AS n FROM ${table} GROUP BY id HAVING count(*) > 1) ORDER BY id LIMIT 1`);
  throw new UserError(
    'predictions-invalid',
    `${place}: ids must be unique: ${formatPlural(Number(worst.repeated), 'id repeats', 'ids repeat')}, the first is ${show(worst.id)} (${worst.n} rows); use a column that identifies a row`,
  );
}

/** Whole numbers in a dense range are counted in a bitmap, ten times faster than by hashing. */
async function countDistinct(engine: Engine, table: string, column: Column, range: Row): Promise<number> {
  const [low, high] = [Number(range.low), Number(range.high)];
  const dense = isInteger(column) && Number.isSafeInteger(low) && Number.isSafeInteger(high);
  const sql =
    dense && high - low < Math.min(64 * Number(range.n), 2 ** 31)
      ? `SELECT bit_count(bitstring_agg(id, ${low}, ${high})) AS n FROM ${table}`
      : `SELECT count(*) AS n FROM (SELECT DISTINCT id FROM ${table})`;
  const [row] = await engine.query(sql);
  return Number(row?.n);
}

/** Refuses labels and scores that no binary metric is defined for, and learns the classes and score ranges. */
export async function checkBinary(engine: Engine, table: RowsTable, positive: string): Promise<BinaryFacts> {
  const { column, where } = table.label;
  const ranges = table.sides.flatMap((side) => [
    `count(${side}) AS ${side}_count`,
    `min(${side}) AS ${side}_min`,
    `max(${side}) AS ${side}_max`,
  ]);
  const groups = await engine.query(`SELECT ${labelText(column, 'label')} AS text, sum(n)::BIGINT AS n,
      ${table.sides.map((side) => `sum(${side}_count)::BIGINT AS ${side}_count, min(${side}_min) AS ${side}_min, max(${side}_max) AS ${side}_max`).join(', ')}
    FROM (SELECT label, count(*) AS n, ${ranges.join(', ')} FROM rows GROUP BY label)
    GROUP BY text ORDER BY n DESC, text LIMIT ${MAX_LABELS}`);
  const unlabelled = groups.find(({ text }) => text === null);
  if (unlabelled) await refuseRows(engine, table, table.label, 'label IS NULL', 'no label', 'label');
  for (const side of table.sides) {
    const usable = groups.every(
      (group) =>
        Number(group[`${side}_count`]) === Number(group.n) &&
        Number(group[`${side}_min`]) >= 0 &&
        Number(group[`${side}_max`]) <= 1,
    );
    if (!usable) await refuseScores(engine, table, side, 'a probability between 0 and 1');
  }
  const found = groups.map(({ text, n }) => ({ label: String(text), rows: n ?? 0 }));
  const classes = chooseClasses(found, column, positive, where);
  const group = (label: string) => groups.find(({ text }) => text === label);
  const range = (side: Side, label: string) => ({
    minimum: Number(group(label)?.[`${side}_min`] ?? 0.5),
    maximum: Number(group(label)?.[`${side}_max`] ?? 0.5),
  });
  return {
    rows: groups.reduce((total, { n }) => total + Number(n), 0),
    classes,
    labelSql: `(${positiveSql(column, classes[1])})`,
    sides: table.sides.map((side) => ({
      side,
      negatives: range(side, classes[0]),
      positives: range(side, classes[1]),
    })),
  };
}

/** Compares in the column's own type where that is exact: casting three million labels to text takes its time. */
function positiveSql(column: Column, positive: string): string {
  const quoted = `'${positive.replaceAll("'", "''")}'`;
  const direct = isInteger(column) && /^-?\d{1,15}$/.test(positive);
  return direct ? `label = ${positive}` : `${labelText(column, 'label')} = ${quoted}`;
}

/** Refuses labels and scores that are not finite numbers, and learns where the labels lie. */
export async function checkRegression(engine: Engine, table: RowsTable): Promise<RegressionFacts> {
  const [row = {}] = await engine.query(`SELECT count(*) AS n, count(label) AS labels,
      min(label)::DOUBLE AS low, max(label)::DOUBLE AS high, avg(label)::DOUBLE AS mean,
      ${table.sides.map((side) => `count(${side}) AS ${side}_count, max(abs(${side})) AS ${side}_largest`).join(', ')}
    FROM rows`);
  const [low, high] = [Number(row.low), Number(row.high)];
  if (Number(row.labels) !== Number(row.n) || !Number.isFinite(low) || !Number.isFinite(high)) {
    const condition = 'label IS NULL OR NOT isfinite(label::DOUBLE)';
    await refuseRows(
      engine,
      table,
      table.label,
      condition,
      'no usable label (expected a finite number)',
      'label',
    );
  }
  for (const side of table.sides) {
    const usable =
      Number(row[`${side}_count`]) === Number(row.n) && Number.isFinite(Number(row[`${side}_largest`]));
    if (!usable) await refuseScores(engine, table, side, 'a finite number');
  }
  // The shift must come out the same however the engine adds up: eight bits of the mean are enough.
  const spread = high - low;
  const step = spread === 0 ? 1 : 2 ** (Math.floor(Math.log2(spread)) - 8);
  const shift = spread === 0 ? low : Math.round(Number(row.mean) / step) * step;
  return { shift };
}

async function refuseScores(engine: Engine, table: RowsTable, side: Side, expected: string): Promise<never> {
  const origin = table.scores[side] ?? table.label;
  const unusable = `${side} IS NULL OR NOT isfinite(${side})`;
  const outside = expected.startsWith('a probability') ? ` OR NOT ${side} BETWEEN 0 AND 1` : '';
  return refuseRows(
    engine,
    table,
    origin,
    `${unusable}${outside}`,
    `no usable score: expected ${expected}`,
    side,
  );
}

/** Says how many rows are wrong and shows the one with the smallest id. */
export async function refuseRows(
  engine: Engine,
  { id }: RowsTable,
  { where, column }: Origin,
  condition: string,
  problem: string,
  shown: string,
  table = 'rows',
): Promise<never> {
  const [row = {}] = await engine.query(
    `SELECT count(*) OVER () AS n, id, ${identifier(shown)}::VARCHAR AS value FROM ${table} WHERE ${condition} ORDER BY id LIMIT 1`,
  );
  throw new UserError(
    'predictions-invalid',
    `${where}: column ${showReceived(column.name)}: ${formatPlural(Number(row.n), 'row has', 'rows have')} ${problem}; the first is ${id.column.name} ${show(row.id)}, received ${show(row.value)}; correct the rows, or leave them out`,
  );
}

/** A cluster must be known for every row. */
export async function refuseMissingClusters(engine: Engine, table: RowsTable): Promise<void> {
  if (!table.cluster) return;
  const [row] = await engine.query('SELECT count(*) AS n FROM rows WHERE cluster IS NULL');
  if (Number(row?.n) > 0) {
    await refuseRows(engine, table, table.cluster, 'cluster IS NULL', 'no cluster', 'cluster');
  }
}

/**
 * Weights must be finite, not negative, and not all zero.
 * @returns their size, or undefined when rows count equally
 */
export async function checkWeights(engine: Engine, table: RowsTable): Promise<Weights | undefined> {
  if (!table.weight) return undefined;
  const bad = 'weight IS NULL OR NOT isfinite(weight) OR weight < 0';
  const [row = {}] = await engine.query(
    `SELECT count(*) AS n, count(*) FILTER (${bad}) AS bad, max(weight)::DOUBLE AS largest FROM rows`,
  );
  if (Number(row.bad) > 0) {
    const expected = 'no usable weight: expected a finite number of at least 0';
    await refuseRows(engine, table, table.weight, bad, expected, 'weight');
  }
  const largest = Number(row.largest);
  if (largest === 0) {
    const { where, column } = table.weight;
    throw new UserError(
      'predictions-invalid',
      `${where}: column ${showReceived(column.name)} (evaluation.weight): all weights are 0; expected some above`,
    );
  }
  return { largest, unit: powerOfTwoAbove(largest) / exactScale(Number(row.n)) };
}

/**
 * Refuses two tables whose ids differ, or whose labels do.
 * @param other the baseline's columns; its label is compared when it has one
 */
export async function refuseUnpaired(
  engine: Engine,
  candidate: { table: string; id: Origin; label: Origin },
  other: { table: string; id: Origin; label: Origin | undefined },
): Promise<void> {
  const sides = [
    { has: candidate, lacks: other },
    { has: other, lacks: candidate },
  ];
  for (const { has, lacks } of sides) {
    const [row] = await engine.query(`SELECT id, count(*) OVER () AS n FROM ${has.table}
      WHERE NOT EXISTS (FROM ${lacks.table} WHERE ${lacks.table}.id = ${has.table}.id) ORDER BY id LIMIT 1`);
    if (!row) continue;
    const examples = await engine.query(`SELECT id FROM ${lacks.table} ORDER BY id LIMIT 3`);
    throw new UserError(
      'predictions-invalid',
      `${has.id.where} and ${lacks.id.where}: candidate and baseline must be of the same rows: ${formatPlural(Number(row.n), 'id')} of the first ${Number(row.n) === 1 ? 'is' : 'are'} not in the second, for example ${show(row.id)}; the second has ${showNames(examples.map((example) => String(example.id)))}; predict the same test set with both`,
    );
  }
  if (!other.label) return;
  const [row] =
    await engine.query(`SELECT c.id, c.label::VARCHAR AS label, b.label::VARCHAR AS other, count(*) OVER () AS n
    FROM ${candidate.table} c JOIN ${other.table} b ON c.id = b.id
    WHERE ${labelText(candidate.label.column, 'c.label')} IS DISTINCT FROM ${labelText(other.label.column, 'b.label')} ORDER BY c.id LIMIT 1`);
  if (!row) return;
  throw new UserError(
    'predictions-invalid',
    `${candidate.label.where} and ${other.label.where}: ${formatPlural(Number(row.n), 'label differs', 'labels differ')}; the first is ${candidate.id.column.name} ${show(row.id)}: ${show(row.label)} and ${show(row.other)}; predict the same test set with both`,
  );
}

function show(value: Row[string] | undefined): string {
  return typeof value === 'bigint' ? String(value) : showReceived(value);
}
