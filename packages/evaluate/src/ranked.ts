import { type Engine, identifier, type Numbers } from '@proofmark/engine';
import type { CurveFeature } from './curves.ts';
import { type Cut, sliceNumberSql } from './cut.ts';
import type { MemorySource } from './memory-sums.ts';
import { double } from './moments.ts';
import { columnOf, loadTable, rankRows, requireColumn, type ScoreTable } from './ranks.ts';
import type { ClassSizes, RankedSlices, ScoreRank, SliceNumbers } from './score-ranks.ts';

/** How the rows of two classes are ranked, in every cut. */
export type Ranking = {
  /** SQL of what sums read of a row, besides ranks: `y`, the scores, `cluster` and `w`. */
  columns: readonly string[];
  table: ScoreTable;
  ranks: readonly ScoreRank[];
  curves: readonly CurveFeature[];
};

/** A cut to rank: `rank` does, each row among those of its slice. */
export type RankedCut = RankedSlices & { rank: () => Promise<MemorySource> };

/** Reads what the rows of a cut are to be ranked by. */
export async function rankCut(
  engine: Engine,
  { table, ranks }: Ranking,
  cut: Cut,
  sizes: readonly ClassSizes[],
): Promise<RankedCut> {
  const positive = requireColumn(table.columns, 'y', Uint8Array);
  const slice = cut && (await readSlices(engine, cut, positive.length));
  const rank = async () => ({
    columns: await rankRows(table, { slice, sizes }, ranks),
    positive,
    slice,
    slices: sizes.length,
  });
  return { slice, sizes, rank };
}

/** The number of the slice of each of `rows`: a byte does for most cuts. */
async function readSlices(engine: Engine, cut: NonNullable<Cut>, rows: number): Promise<SliceNumbers> {
  const [type, kind] =
    cut.values.length < 128 ? (['TINYINT', Int8Array] as const) : (['INTEGER', Int32Array] as const);
  const read = await engine.read(`SELECT ${sliceNumberSql(cut)}::${type} AS s FROM rows`, rows);
  return requireColumn<SliceNumbers>(read, 's', kind);
}

/**
 * SQL of the rows of a cut with their ranks, and the features of the curves by name. Makes tables, so ask for one at a
 * time. The table `ranks` has the ranks of all rows in the order of the table `rows`.
 */
export async function rankedSql(
  engine: Engine,
  { columns, table, curves }: Ranking,
  { slice, sizes, rank }: RankedCut,
): Promise<string> {
  const ranks = (await rank()).columns;
  const s = slice ?? new Int8Array(requireColumn(table.columns, 'y', Uint8Array).length);
  const own = [...ranks].map(([name, rank]) => [name, columnOf(rank)] as const);
  await loadTable(engine, 'ranks', new Map<string, Numbers>([['s', s], ...own]));
  const placed = `SELECT ${['s', ...columns, ...ranks.keys()].join(', ')}
    FROM rows POSITIONAL JOIN ranks WHERE s >= 0`;
  if (curves.length === 0) return placed;
  const slices = sizes.map(
    ({ positives, negatives }, s) => `(${s}, ${double(positives)}, ${double(negatives)})`,
  );
  await engine.query(`CREATE OR REPLACE VIEW ranked AS
    SELECT *${table.columns.has('w') ? '' : ', 1.0::DOUBLE AS w'} FROM (${placed})
    JOIN (VALUES ${slices.join(', ')}) AS sizes (s, positives, negatives) USING (s)`);
  for (const curve of curves) await curve.prepare(engine);
  const features = curves.flatMap((curve) =>
    curve.features.map(({ name, sql }) => `${sql} AS ${identifier(name)}`),
  );
  const joins = [...new Set(curves.flatMap((curve) => curve.joins))];
  return `SELECT ranked.*, ${features.join(', ')} FROM ranked ${joins.join(' ')}`;
}
