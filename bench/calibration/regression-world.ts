import type { Random } from './random.ts';
import type { Sample } from './sums.ts';

/** Labels N(0, 1), errors of the two models normal and correlated. */
export type RegressionWorld = {
  /** Standard deviation of the errors of each model. */
  candidate: number;
  baseline: number;
  correlation: number;
  clusterSize: number;
};

const WITHIN_CLUSTER = 0.3;

export function drawRegression(world: RegressionWorld, rows: number, { normal }: Random): Sample {
  const { clusterSize, correlation } = world;
  const [label, candidate, baseline] = [0, 1, 2].map(() => new Float64Array(rows)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const clustered = clusterSize > 1;
  const cluster = clustered ? new Int32Array(rows) : undefined;
  const [common, own] = clustered ? [Math.sqrt(WITHIN_CLUSTER), Math.sqrt(1 - WITHIN_CLUSTER)] : [0, 1];
  const apart = Math.sqrt(1 - correlation * correlation);
  let [forLabel, forFirst, forSecond] = [0, 0, 0];
  for (let i = 0; i < rows; i++) {
    if (clustered && i % clusterSize === 0) {
      [forLabel, forFirst, forSecond] = [normal(), normal(), normal()];
    }
    if (cluster) cluster[i] = Math.floor(i / clusterSize);
    const y = common * forLabel + own * normal();
    const first = common * forFirst + own * normal();
    const second = correlation * first + apart * (common * forSecond + own * normal());
    label[i] = y;
    candidate[i] = y + world.candidate * first;
    baseline[i] = y + world.baseline * second;
  }
  return { label, candidate, baseline, cluster };
}

export function trueRegression(deviation: number): Readonly<Record<string, number>> {
  return {
    mae: deviation * Math.sqrt(2 / Math.PI),
    rmse: deviation,
    r2: 1 - deviation ** 2,
  };
}
