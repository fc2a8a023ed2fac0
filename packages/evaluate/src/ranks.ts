import type { Side } from '@proofmark/documents';
import type { Engine, Numbers } from '@proofmark/engine';
import { type OrderedRows, orderRows } from './score-order.ts';
import {
  type ClassSizes,
  type RankColumn,
  rankScores,
  type ScoreRank,
  type SliceNumbers,
} from './score-ranks.ts';

/** Rows with scores, in memory: some forty bytes each. */
export type ScoreTable = {
  /** `y`, `w` where rows have weights, and other columns that were asked for, by name. */
  columns: ReadonlyMap<string, Numbers>;
  ordered: ReadonlyMap<Side, OrderedRows>;
  /** Where the ranks of each side go: cuts are ranked one after another, and memory that is new costs more. */
  ranks: Map<Side, Float64Array>;
};

/** Which rows are ranked among each other; without `slice`, all are of slice 0. */
export type RankedSlices = { slice: SliceNumbers | undefined; sizes: readonly ClassSizes[] };

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
  return { columns, ordered, ranks: new Map() };
}

/** The column of a rank of one side. */
export function rankColumn(side: Side, rank: ScoreRank): string {
  return `${side}_${rank}`;
}

/** The ranks of each side, 0 where a row is in no slice, until the next rows are ranked. */
export function rankRows(
  { ordered, ranks }: ScoreTable,
  { slice, sizes }: RankedSlices,
  asked: readonly ScoreRank[],
): Map<string, RankColumn> {
  const named = new Map<string, RankColumn>();
  for (const [side, rows] of ordered) {
    const values = ranks.get(side) ?? new Float64Array(rows.order.length * asked.length);
    ranks.set(side, values);
    rankScores(rows, slice, sizes, asked, values);
    for (const [at, rank] of asked.entries()) {
      named.set(rankColumn(side, rank), { values, width: asked.length, at });
    }
  }
  return named;
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
