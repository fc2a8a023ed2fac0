import { normalCdf, normalQuantile } from '@proofmark/stats';
import { expected } from './expected.ts';
import type { Random } from './random.ts';
import type { Sample } from './sums.ts';

/**
 * Two models that see the same rows. The latent score of a row is N(d, 1) for a positive and N(0, 1) for a negative,
 * the noise of the two models correlated; each says the calibrated probability of its own score. All true values
 * follow in closed form or by one integral.
 */
export type BinaryWorld = {
  /** Share of positives. */
  prevalence: number;
  threshold: number;
  /** d, the separation of the classes, of each model. */
  candidate: number;
  baseline: number;
  /** Of the noise of the two. */
  correlation: number;
  /** Rows of one cluster, which share a part of noise and label; 1: independent rows. */
  clusterSize: number;
};

/** Share of the variance that the rows of one cluster have in common. */
const WITHIN_CLUSTER = 0.3;

const logit = (p: number) => Math.log(p / (1 - p));
const logistic = (x: number) => 1 / (1 + Math.exp(-x));

export function drawBinary(world: BinaryWorld, rows: number, { normal }: Random): Sample {
  const { clusterSize, correlation } = world;
  const label = new Float64Array(rows);
  const [candidate, baseline] = [new Float64Array(rows), new Float64Array(rows)];
  const clustered = clusterSize > 1;
  const cluster = clustered ? new Int32Array(rows) : undefined;
  const [common, own] = clustered ? [Math.sqrt(WITHIN_CLUSTER), Math.sqrt(1 - WITHIN_CLUSTER)] : [0, 1];
  const [along, apart] = [correlation, Math.sqrt(1 - correlation * correlation)];
  const limit = normalQuantile(world.prevalence);
  const offset = logit(world.prevalence);
  let [forLabel, forFirst, forSecond] = [0, 0, 0];
  for (let i = 0; i < rows; i++) {
    if (clustered && i % clusterSize === 0) {
      [forLabel, forFirst, forSecond] = [normal(), normal(), normal()];
    }
    if (cluster) cluster[i] = Math.floor(i / clusterSize);
    const y = Number(common * forLabel + own * normal() < limit);
    const first = common * forFirst + own * normal();
    const second = along * first + apart * (common * forSecond + own * normal());
    const say = (d: number, noise: number) => logistic(offset + d * (d * y + noise) - (d * d) / 2);
    label[i] = y;
    candidate[i] = say(world.candidate, first);
    baseline[i] = say(world.baseline, second);
  }
  return { label, candidate, baseline, cluster };
}

/**
 * Of independent rows, how often each label meets each pair of predictions: in the order of label, candidate and
 * baseline, 0 before 1.
 */
export function trueCells(world: BinaryWorld): number[] {
  const { prevalence, threshold, correlation } = world;
  const apart = Math.sqrt(1 - correlation * correlation);
  const cutOf = (d: number) => (logit(threshold) - logit(prevalence) + (d * d) / 2) / d;
  return [0, 1].flatMap((y) => {
    const share = y === 1 ? prevalence : 1 - prevalence;
    const [a, b] = [world.candidate, world.baseline].map((d) => cutOf(d) - d * y) as [number, number];
    const bothAbove = expected((z) => 1 - normalCdf((b - correlation * z) / apart), a);
    const [first, second] = [1 - normalCdf(a), 1 - normalCdf(b)];
    return [1 - first - second + bothAbove, second - bothAbove, first - bothAbove, bothAbove].map(
      (probability) => share * probability,
    );
  });
}

/** Counts of rows by cell, which is all that a metric of right and wrong needs, and quicker to draw than scores. */
export function drawCells(cells: readonly number[], rows: number, { uniform }: Random): Int32Array {
  let sum = 0;
  const upTo = Float64Array.from(cells, (probability) => (sum += probability));
  const counts = new Int32Array(cells.length);
  for (let i = 0; i < rows; i++) {
    const u = uniform();
    let cell = 0;
    while (cell < cells.length - 1 && u >= (upTo[cell] ?? 1)) cell++;
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  return counts;
}

/** What each metric tends to with infinitely many rows, for a model of separation d. */
export function trueBinary(
  { prevalence, threshold }: BinaryWorld,
  d: number,
): Readonly<Record<string, number>> {
  const cut = (logit(threshold) - logit(prevalence) + (d * d) / 2) / d;
  const recall = 1 - normalCdf(cut - d);
  const fallOut = 1 - normalCdf(cut);
  const [tp, fp] = [prevalence * recall, (1 - prevalence) * fallOut];
  const [fn, tn] = [prevalence - tp, 1 - prevalence - fp];
  const say = (y: number, noise: number) => logistic(logit(prevalence) + d * (d * y + noise) - (d * d) / 2);
  const mean = (loss: (p: number) => number) =>
    prevalence * expected((z) => loss(say(1, z))) + (1 - prevalence) * expected((z) => loss(1 - say(0, z)));
  return {
    accuracy: tp + tn,
    precision: tp / (tp + fp),
    recall,
    balanced_accuracy: (recall + 1 - fallOut) / 2,
    f1: (2 * tp) / (2 * tp + fp + fn),
    'f_beta@2': (5 * tp) / (5 * tp + fp + 4 * fn),
    mcc: (tp * tn - fp * fn) / Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)),
    log_loss: mean((p) => -Math.log(p)),
    brier: mean((p) => (1 - p) ** 2),
    roc_auc: normalCdf(d / Math.SQRT2),
    // ∫ precision d(recall), over the scores of the positives.
    average_precision: expected((z) => {
      const [above, false_] = [1 - normalCdf(z), 1 - normalCdf(z + d)];
      return (prevalence * above) / (prevalence * above + (1 - prevalence) * false_ || 1);
    }),
  };
}
