import type { Stratum } from '@proofmark/documents';
import type { Engine, Row } from '@proofmark/engine';
import {
  double,
  exactScale,
  type Feature,
  momentSums,
  powerOfTwoAbove,
  readMoments,
  scaledFeatures,
} from './moments.ts';

/**
 * Moments over clusters: features are summed inside each cluster first (the "ultimate cluster" variance of survey
 * sampling). `source` has the slice number `s` and `cluster`. One stratum, "all", per slice.
 */
export async function clusterStrata(
  engine: Engine,
  source: string,
  features: readonly Feature[],
  totalRows: number,
): Promise<Map<number, Stratum[]>> {
  const names = features.map((_, i) => `f${i}`);
  const rowScale = exactScale(totalRows);
  const sums = features.map(
    ({ bound }, i) => `sum(round(f${i} * ${double(rowScale)})) * ${double(bound / rowScale)} AS f${i}`,
  );
  await engine.query(`CREATE OR REPLACE TABLE clusters AS SELECT s, cluster, ${sums.join(', ')}
    FROM (SELECT s, cluster, ${scaledFeatures(features).join(', ')} FROM (${source})) GROUP BY s, cluster`);
  // The sums of the clusters are multiples of one power of two, so their own sum is exact in any order too.
  const [range = {}] = await engine.query(
    `SELECT count(*) AS n, ${names.map((f) => `min(${f}) AS min_${f}, max(${f}) AS max_${f}, sum(${f}) AS sum_${f}`).join(', ')} FROM clusters`,
  );
  const clusters = Number(range.n);
  const centred = features.map((feature, i) => centre(feature, `f${i}`, range, clusters));
  const scale = exactScale(clusters);
  const rows = await engine.query(`SELECT s, count(*) AS units, ${momentSums(centred, scale).join(', ')}
    FROM (SELECT s, ${scaledFeatures(centred).join(', ')} FROM clusters) GROUP BY s`);
  return new Map(
    rows.map((row) => {
      const stratum = readMoments('all', centred, scale, row);
      const mean = stratum.mean.map((value, i) => value + (centred[i]?.centre ?? 0));
      return [Number(row.s), [{ ...stratum, mean }]];
    }),
  );
}

/** A cluster sum relative to its mean over all clusters, with the bound that gives. */
function centre(
  feature: Feature,
  column: string,
  range: Row,
  clusters: number,
): Feature & { centre: number } {
  const mean = Number(range[`sum_${column}`]) / clusters;
  const spread = Math.max(Number(range[`max_${column}`]) - mean, mean - Number(range[`min_${column}`]));
  return { ...feature, sql: `${column} - ${double(mean)}`, bound: powerOfTwoAbove(spread), centre: mean };
}
