import { availableParallelism } from 'node:os';
import type { Side } from '@proofmark/documents';
import type { Engine, Numbers } from '@proofmark/engine';
import { rankInThread } from './rank-in-thread.ts';
import { rankHere, type ScoreRanker } from './score-ranker.ts';
import type { RankColumn, RankedSlices, ScoreRank } from './score-ranks.ts';

/** Rows with scores, in memory: some sixty bytes each. */
export type ScoreTable = {
  /** `y`, `w` where rows have weights, and other columns that were asked for, by name. */
  columns: ReadonlyMap<string, Numbers>;
  rows: number;
  rankers: ReadonlyMap<Side, ScoreRanker>;
  /** Where the ranks of each side go: cuts are ranked one after another, and memory that is new costs more. */
  ranks: Map<Side, Float64Array>;
};

/** From so many rows on, a second thread saves more than it takes to start: on two processors a tenth of the whole. */
const THREAD_ROWS = 2_000_000;

/**
 * Reads `y`, the scores and other columns of numbers of rows, in their order.
 * @param rows how many there are
 */
export function readScores(
  engine: Engine,
  base: string,
  { sides, others, rows }: { sides: readonly Side[]; others: readonly string[]; rows: number },
): Promise<Map<string, Numbers>> {
  const scores = sides.map((side) => `${side}::DOUBLE AS ${side}`);
  return engine.read(`SELECT ${['y', ...others, ...scores].join(', ')} FROM (${base})`, rows);
}

/** What ranks the rows that `readScores` read by the scores of each side: of many rows the second in another thread. */
export function orderScores(read: ReadonlyMap<string, Numbers>, sides: readonly Side[]): ScoreTable {
  const columns = new Map(read);
  const positive = requireColumn(columns, 'y', Uint8Array);
  const weight = columns.has('w') ? requireColumn(columns, 'w', Float64Array) : undefined;
  const rankers = new Map<Side, ScoreRanker>();
  for (const [i, side] of sides.entries()) {
    const rows = { scores: requireColumn(columns, side, Float64Array), positive, weight };
    const apart = i > 0 && positive.length >= THREAD_ROWS && availableParallelism() > 1;
    rankers.set(side, apart ? rankInThread(rows) : rankHere(rows));
    columns.delete(side);
  }
  return { columns, rows: positive.length, rankers, ranks: new Map() };
}

/** Ends the threads of a table, whose rows are not ranked any more. */
export async function closeScores({ rankers }: ScoreTable): Promise<void> {
  await Promise.all([...rankers.values()].map((ranker) => ranker.close()));
}

/** The column of a rank of one side. */
export function rankColumn(side: Side, rank: ScoreRank): string {
  return `${side}_${rank}`;
}

/** The ranks of each side, 0 where a row is in no slice, until the next rows are ranked. */
export async function rankRows(
  { rows, rankers, ranks }: ScoreTable,
  ranked: RankedSlices,
  asked: readonly ScoreRank[],
): Promise<Map<string, RankColumn>> {
  const width = asked.length;
  const each = [...rankers].map(async ([side, ranker]) => {
    const values = await ranker.rank(ranked, asked, ranks.get(side) ?? new Float64Array(rows * width));
    ranks.set(side, values);
    return asked.map((rank, at) => [rankColumn(side, rank), { values, width, at }] as const);
  });
  return new Map((await Promise.all(each)).flat());
}

/** The ranks of all rows, for a table. */
export function columnOf({ values, width, at }: RankColumn): Float64Array {
  const column = new Float64Array(values.length / width);
  for (let row = 0; row < column.length; row++) column[row] = values[row * width + at] ?? 0;
  return column;
}

/** Makes a table of columns in memory anew. */
export async function loadTable(
  engine: Engine,
  table: string,
  columns: ReadonlyMap<string, Numbers>,
): Promise<void> {
  await engine.query(`DROP TABLE IF EXISTS ${table}`);
  await engine.load(
    table,
    [...columns].map(([name, values]) => ({ name, values })),
  );
}

/** @throws Error when the engine has a column of another type */
export function requireColumn<T extends Numbers>(
  columns: ReadonlyMap<string, Numbers>,
  name: string,
  kind: new (length: number) => T,
): T {
  const values = columns.get(name);
  if (values instanceof kind) return values;
  throw new Error(`${name}: expected ${kind.name}, received ${values?.constructor.name ?? 'no column'}`);
}
