import { type Engine, identifier } from '@proofmark/engine';
import type { CurveFeature } from './curves.ts';
import type { MemorySource } from './memory-sums.ts';
import { loadRanks, type RankedSlices, rankRows, requireColumn, type ScoreTable } from './ranks.ts';
import type { ClassSizes, ScoreRank } from './score-ranks.ts';
import { type Cut, cutSql } from './sums.ts';

/** How the rows of two classes are ranked, in every cut. */
export type Ranking = {
  table: ScoreTable;
  ranks: readonly ScoreRank[];
  curves: readonly CurveFeature[];
};

/** A cut to rank: `rank` does, each row among those of its slice. */
export type RankedCut = RankedSlices & { rank: () => MemorySource };

/**
 * Reads what the rows of a cut are to be ranked by.
 * @param rows how many rows are in its slices
 */
export async function rankCut(
  engine: Engine,
  { table, ranks }: Ranking,
  cut: Cut,
  rows: number,
  sizes: readonly ClassSizes[],
): Promise<RankedCut> {
  const positive = requireColumn(table.columns, 'y', Uint8Array);
  const slice = cut && (await readSlices(engine, cut, rows, positive.length));
  const rank = () => ({
    columns: rankRows(table, { slice, sizes }, ranks),
    positive,
    slice,
    slices: sizes.length,
  });
  return { slice, sizes, rank };
}

/** The number of the slice of each of `total` rows, −1 of those in none. */
async function readSlices(
  engine: Engine,
  cut: NonNullable<Cut>,
  rows: number,
  total: number,
): Promise<Int32Array> {
  const read = await engine.read(cutSql('rows', ['rows.rowid AS place'], cut), rows);
  const [found, places] = [requireColumn(read, 's', Int32Array), requireColumn(read, 'place', BigInt64Array)];
  const slice = new Int32Array(total).fill(-1);
  for (let i = 0; i < found.length; i++) slice[Number(places[i])] = found[i] ?? -1;
  return slice;
}

/** SQL of the ranked rows with the features of the curves as columns, by name. Makes tables, so ask for one at a time. */
export async function rankedSql(
  engine: Engine,
  { table, curves }: Ranking,
  { slice, sizes, rank }: RankedCut,
): Promise<string> {
  const loaded = await loadRanks(engine, table, { slice, sizes }, rank().columns);
  if (curves.length === 0) return loaded;
  await engine.query(`CREATE OR REPLACE VIEW ranked AS ${loaded}`);
  for (const curve of curves) await curve.prepare(engine);
  const features = curves.flatMap((curve) =>
    curve.features.map(({ name, sql }) => `${sql} AS ${identifier(name)}`),
  );
  const joins = [...new Set(curves.flatMap((curve) => curve.joins))];
  return `SELECT ranked.*, ${features.join(', ')} FROM ranked ${joins.join(' ')}`;
}
