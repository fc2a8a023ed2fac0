import type { Side } from '@proofmark/documents';
import type { Engine, Numbers } from '@proofmark/engine';
import { type ClassSizes, type OrderedRows, orderRows, rankScores, type ScoreRank } from './score-ranks.ts';

/** Rows with scores, in memory: some forty bytes each. */
export type ScoreTable = {
  /** `y`, `w` where rows have weights, and other columns that were asked for, by name. */
  columns: ReadonlyMap<string, Numbers>;
  ordered: ReadonlyMap<Side, OrderedRows>;
};

/** Which rows are ranked among each other: the slice of each row, below 0 for none; without, all are of slice 0. */
export type RankedSlices = { slice: Int32Array | undefined; sizes: readonly ClassSizes[] };

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

/** Sorts the rows that `readScores` read by the scores of each side. */
export function orderScores(read: ReadonlyMap<string, Numbers>, sides: readonly Side[]): ScoreTable {
  const columns = new Map(read);
  const positive = requireColumn(columns, 'y', Uint8Array);
  const weight = columns.has('w') ? requireColumn(columns, 'w', Float64Array) : undefined;
  const ordered = new Map<Side, OrderedRows>();
  for (const side of sides) {
    ordered.set(side, orderRows(requireColumn(columns, side, Float64Array), positive, weight));
    columns.delete(side);
  }
  return { columns, ordered };
}

/** The column of a rank of one side. */
export function rankColumn(side: Side, rank: ScoreRank): string {
  return `${side}_${rank}`;
}

/** The ranks of each side as columns, in the order of the rows; 0 where a row is in no slice. */
export function rankRows(
  { ordered }: ScoreTable,
  { slice, sizes }: RankedSlices,
  asked: readonly ScoreRank[],
): Map<string, Float64Array> {
  const named = new Map<string, Float64Array>();
  for (const [side, rows] of ordered) {
    const ranks = rankScores(rows, slice, sizes, asked);
    for (const rank of asked) named.set(rankColumn(side, rank), ranks[rank] ?? new Float64Array());
  }
  return named;
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
