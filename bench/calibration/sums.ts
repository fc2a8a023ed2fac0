import type { Cell, SliceSums, Stratum } from '@proofmark/documents';

/** Rows as columns. `cluster` numbers the clusters from 0. */
export type Sample = {
  /** Binary: 0 or 1. */
  label: Float64Array;
  candidate: Float64Array;
  baseline: Float64Array;
  cluster: Int32Array | undefined;
};

export type Column = readonly [name: string, values: Float64Array];

const SIDES = ['candidate', 'baseline'] as const;
const CLIP = 2 ** -52;

/**
 * What an evaluation of these rows would hold; `run.ts` checks them against the reference of packages/metrics.
 * @param needs only these features of independent rows: what one metric needs
 */
export function sumBinary(sample: Sample, threshold: number, needs?: readonly string[]): SliceSums {
  const wanted = (name: string) => needs === undefined || needs.some((need) => need.startsWith(name));
  const [isPlaced, isCurve] = [wanted('placement'), wanted('precision_area')];
  const { label, cluster } = sample;
  const none = new Float64Array(label.length);
  const sides = SIDES.map((side) => ({
    side,
    scores: sample[side],
    place: isPlaced ? placements(label, sample[side]) : none,
    area: isCurve ? precisionAreas(label, sample[side]) : none,
  }));
  const losses = sides.flatMap(({ side, scores, place, area }): Column[] => [
    ...(wanted('log_loss')
      ? [[`log_loss.${side}`, scores.map((p, i) => logLoss(label[i] === 1 ? p : 1 - p))] as const]
      : []),
    ...(wanted('brier')
      ? [[`brier.${side}`, scores.map((p, i) => (p - (label[i] ?? 0)) ** 2)] as const]
      : []),
    ...(isCurve ? [[`precision_area.${side}`, area] as const] : []),
    ...(isPlaced ? [[`placement.${side}`, place] as const] : []),
  ]);
  const cells = countCells(sample, threshold);
  if (cluster === undefined) {
    const strata = [0, 1].map((y) => stratumOf(String(y), losses, rowsWith(label, y)));
    return sumsOf(label.length, cells, 'row', losses, strata);
  }
  const flags = sides.flatMap(({ side, scores, place }): Column[] => [
    [`true_positives.${side}`, scores.map((p, i) => (p >= threshold ? (label[i] ?? 0) : 0))],
    [`false_positives.${side}`, scores.map((p, i) => (p >= threshold ? 1 - (label[i] ?? 0) : 0))],
    [`placement_positive.${side}`, place.map((share, i) => share * (label[i] ?? 0))],
    [`placement_negative.${side}`, place.map((share, i) => share * (1 - (label[i] ?? 0)))],
  ]);
  const columns: Column[] = [
    ['rows', new Float64Array(label.length).fill(1)],
    ['positives', label],
    ...losses.filter(([name]) => !name.startsWith('placement')),
    ...flags,
  ];
  const grouped = groupBy(cluster, columns);
  return sumsOf(label.length, cells, 'cluster', grouped, [stratumOf('all', grouped)]);
}

export function sumRegression(sample: Sample): SliceSums {
  const { label, cluster } = sample;
  const columns: Column[] = [
    ['rows', new Float64Array(label.length).fill(1)],
    ['label', label],
    ['label_squared', label.map((y) => y * y)],
    ...SIDES.flatMap((side): Column[] => [
      [`absolute_error.${side}`, sample[side].map((p, i) => Math.abs(p - (label[i] ?? 0)))],
      [`squared_error.${side}`, sample[side].map((p, i) => (p - (label[i] ?? 0)) ** 2)],
    ]),
  ];
  const units = cluster === undefined ? columns.slice(1) : groupBy(cluster, columns);
  return sumUnits(label.length, cluster === undefined ? 'row' : 'cluster', units);
}

/** Of numbers per unit, such as those of queries and series; `rows` are the rows in all. */
export function sumUnits(rows: number, unit: 'row' | 'cluster', columns: readonly Column[]): SliceSums {
  return sumsOf(rows, [], unit, columns, [stratumOf('all', columns)]);
}

function sumsOf(
  rows: number,
  cells: Cell[],
  unit: 'row' | 'cluster',
  columns: readonly Column[],
  strata: Stratum[],
): SliceSums {
  return { slice: [], rows, cells, moments: { unit, features: columns.map(([name]) => name), strata } };
}

function rowsWith(label: Float64Array, y: number): Int32Array {
  return Int32Array.from(label.keys()).filter((i) => label[i] === y);
}

function logLoss(p: number): number {
  return -Math.log(Math.min(1 - CLIP, Math.max(CLIP, p)));
}

/** The sums that metrics of right and wrong need, from counts by label and the predictions of the two models. */
export function sumCells(counts: ArrayLike<number>): SliceSums {
  const cells = cellsOf(counts);
  return sumsOf(
    cells.reduce((sum, { rows }) => sum + rows, 0),
    cells,
    'row',
    [],
    [],
  );
}

function countCells({ label, candidate, baseline }: Sample, threshold: number): Cell[] {
  const counts = new Int32Array(8);
  for (let i = 0; i < label.length; i++) {
    const [c, b] = [Number((candidate[i] ?? 0) >= threshold), Number((baseline[i] ?? 0) >= threshold)];
    const index = 4 * (label[i] ?? 0) + 2 * c + b;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return cellsOf(counts);
}

function cellsOf(counts: ArrayLike<number>): Cell[] {
  return Array.from(counts).flatMap((rows, i) => {
    const [y, c, b] = [i >> 2, (i >> 1) & 1, i & 1].map(String);
    return rows === 0 ? [] : [{ label: y ?? '', candidate: c ?? '', baseline: b ?? '', rows }];
  });
}

/** For each row the share of the other class that it is ranked on the right side of; scores without ties. */
export function placements(label: Float64Array, scores: Float64Array): Float64Array {
  const sorted = [0, 1].map((y) => scores.filter((_, i) => label[i] === y).sort());
  const [negatives, positives] = [sorted[0] ?? new Float64Array(), sorted[1] ?? new Float64Array()];
  return scores.map((score, i) => {
    const others = label[i] === 1 ? negatives : positives;
    if (others.length === 0) return 0;
    const below = countBelow(others, score) / others.length;
    return label[i] === 1 ? below : 1 - below;
  });
}

/**
 * Of each row the precision at its score, if it is positive, plus how it moves the precision at scores below: the
 * influence of average precision as packages/evaluate sums it; scores without ties.
 */
export function precisionAreas(label: Float64Array, scores: Float64Array): Float64Array {
  const n = scores.length;
  const sorted = scores.slice().sort();
  const rank = scores.map((score) => countBelow(sorted, score));
  const byRank = new Float64Array(n);
  for (let i = 0; i < n; i++) byRank[rank[i] ?? 0] = label[i] ?? 0;
  const [at, first, second] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  let positives = 0;
  for (let r = n - 1; r >= 0; r--) {
    positives += byRank[r] ?? 0;
    at[r] = positives / (n - r);
  }
  let [sumFirst, sumSecond] = [0, 0];
  for (let r = 0; r < n; r++) {
    const weight = (byRank[r] ?? 0) / (n - r);
    sumFirst += weight;
    sumSecond += weight * (at[r] ?? 0);
    first[r] = sumFirst;
    second[r] = sumSecond;
  }
  return rank.map((r, i) => (label[i] ?? 0) * ((at[r] ?? 0) + (first[r] ?? 0)) - (second[r] ?? 0));
}

function countBelow(sorted: Float64Array, score: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < score) low = middle + 1;
    else high = middle;
  }
  return low;
}

function groupBy(cluster: Int32Array, columns: readonly Column[]): Column[] {
  const groups = 1 + cluster.reduce((largest, group) => Math.max(largest, group), -1);
  return columns.map(([name, values]) => {
    const total = new Float64Array(groups);
    for (let i = 0; i < values.length; i++) {
      const group = cluster[i] ?? 0;
      total[group] = (total[group] ?? 0) + (values[i] ?? 0);
    }
    return [name, total];
  });
}

/** Mean and co-moments of some rows, or of all, in two passes. */
export function stratumOf(stratum: string, columns: readonly Column[], rows?: Int32Array): Stratum {
  const units = rows?.length ?? columns[0]?.[1].length ?? 0;
  const mean: number[] = [];
  const centred = columns.map(([, column]) => {
    const values = new Float64Array(units);
    let sum = 0;
    for (let i = 0; i < units; i++) {
      const value = column[rows ? (rows[i] ?? 0) : i] ?? 0;
      values[i] = value;
      sum += value;
    }
    const centre = units === 0 ? 0 : sum / units;
    for (let i = 0; i < units; i++) values[i] = (values[i] ?? 0) - centre;
    mean.push(centre);
    return values;
  });
  const comoment = centred.flatMap((a, j) => centred.slice(j).map((b) => dot(a, b)));
  return { stratum, units, mean, comoment };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
