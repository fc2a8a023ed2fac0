import type { Side } from '@proofmark/documents';
import type { Engine, Numbers } from '@proofmark/engine';
import { ascendingOrder } from '@proofmark/stats';
import { type ClassSizes, type OrderedScores, rankScores, type ScoreRank } from './score-ranks.ts';

/** Rows with scores, in memory: some forty bytes each. */
export type ScoreTable = {
  sides: readonly Side[];
  /** All that was read, by name: `y`, `w` where rows have weights, other columns, and the scores. */
  columns: ReadonlyMap<string, Numbers>;
  ordered: ReadonlyMap<Side, OrderedScores>;
};

/** Which rows are ranked among each other: the slice of each row, below 0 for none; without, all are of slice 0. */
export type RankedSlices = { slice: Int32Array | undefined; sizes: readonly ClassSizes[] };

/**
 * Reads rows with `y`, the scores and other columns of numbers, and sorts them by the scores of each side.
 * @param rows how many there are
 */
export async function readScores(
  engine: Engine,
  base: string,
  { sides, others, rows }: { sides: readonly Side[]; others: readonly string[]; rows: number },
): Promise<ScoreTable> {
  const scores = sides.map((side) => `${side}::DOUBLE AS ${side}`);
  const columns = await engine.read(`SELECT ${['y', ...others, ...scores].join(', ')} FROM (${base})`, rows);
  const ordered = sides.map((side) => {
    const values = requireColumn(columns, side, Float64Array);
    return [side, { scores: values, order: ascendingOrder(values) }] as const;
  });
  return { sides, columns, ordered: new Map(ordered) };
}

/** The column of a rank of one side. */
export function rankColumn(side: Side, rank: ScoreRank): string {
  return `${side}_${rank}`;
}

/** The ranks of each side as columns, in the order of the rows; 0 where a row is in no slice. */
export function rankRows(
  { columns, ordered }: ScoreTable,
  { slice, sizes }: RankedSlices,
  asked: readonly ScoreRank[],
): Map<string, Float64Array> {
  const rows = {
    positive: requireColumn(columns, 'y', Uint8Array),
    weight: columns.has('w') ? requireColumn(columns, 'w', Float64Array) : undefined,
    slice,
  };
  const named = [...ordered].flatMap(([side, scores]) =>
    Object.entries(rankScores(scores, rows, sizes, asked)).map(
      ([rank, values]) => [rankColumn(side, rank as ScoreRank), values] as const,
    ),
  );
  return new Map(named);
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
