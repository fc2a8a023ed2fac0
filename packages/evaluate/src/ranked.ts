import { type Engine, identifier } from '@proofmark/engine';
import type { CurveFeature } from './curves.ts';
import { type RankOptions, rankRows, weightedRankedSql } from './ranks.ts';

/**
 * SQL of the rows of `base` (`s`, `y`, the scores, and the weight `w` where rows are weighted) with their placements and
 * the features of the curves as columns, by name. Makes tables, so ask for one at a time.
 */
export async function rankedSql(
  engine: Engine,
  base: string,
  options: Omit<RankOptions, 'levels'>,
  { weighted, curves }: { weighted: boolean; curves: readonly CurveFeature[] },
): Promise<string> {
  const asked = { ...options, levels: curves.length > 0 };
  const ranked = weighted ? weightedRankedSql(base, asked) : await rankRows(engine, base, asked);
  if (curves.length === 0) return ranked;
  // Ranks by weights are made by windows, which must not be run again by every curve.
  await engine.query(`CREATE OR REPLACE ${weighted ? 'TABLE' : 'VIEW'} ranked AS ${ranked}`);
  for (const curve of curves) await curve.prepare(engine);
  const columns = curves.flatMap(({ features }) =>
    features.map(({ name, sql }) => `${sql} AS ${identifier(name)}`),
  );
  const joins = [...new Set(curves.flatMap((curve) => curve.joins))];
  return `SELECT ranked.*, ${columns.join(', ')} FROM ranked ${joins.join(' ')}`;
}
