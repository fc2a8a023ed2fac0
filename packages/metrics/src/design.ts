import type { Cell, Side, SliceSums, Stratum } from '@proofmark/documents';
import { type Comoment, mergeStrata } from './moments.ts';

/** Which of the sums a metric reads when rows are independent and equal. Sums of clusters or of weighted rows hold everything in one place. */
export type Family =
  | 'confusion'
  | 'classes'
  | 'curve'
  | 'loss'
  | 'rank'
  | 'error'
  /** Means of numbers in a known range, such as NDCG. */
  | 'share'
  /** Means of numbers that may have any size. */
  | 'score'
  | 'quantile'
  | 'extreme';

/** Rows that are alike: `entries` are the features they have, by the number of the axis. */
export type Kind = { count: number; entries: readonly (readonly [axis: number, value: number])[] };

/** Units drawn independently of the units of other blocks: kinds of rows, or the co-moments of features (`axes`). */
export type KindsBlock = { units: number; kinds: readonly Kind[] };
export type MomentsBlock = {
  units: number;
  axes: readonly string[];
  comoment: Comoment;
  /** The classes, where the units are of several that are known apart. */
  strata?: readonly Stratum[];
};

/**
 * The totals that the metrics of a family are functions of, with what is known about their spread. Features of one
 * side are named `true_positives.candidate`. A feature with a total but no axis is known without error.
 */
export type Design = {
  totals: ReadonlyMap<string, number>;
  axes: readonly string[];
  blocks: readonly (KindsBlock | MomentsBlock)[];
  unit: 'row' | 'cluster';
  /** Rows count equally and alone, so a share is a binomial proportion. */
  simple: boolean;
  /** Equally weighted units that would tell as much as these: Kish's (Σw)²/Σw². */
  effectiveUnits: number;
};

/** Reads the sums as one family needs them. `classes` is [negative, positive] of a binary task. */
export function designOf(sums: SliceSums, classes: readonly string[], family: Family): Design {
  if (!isSimple(sums)) return single(sums, wholeOf(sums));
  switch (family) {
    case 'confusion':
      return confusionDesign(sums, classes);
    case 'classes':
      return classesDesign(sums, classes);
    case 'rank':
      return rankDesign(sums, classes);
    case 'curve':
      return withRows(withPositives(sums, classes[1]));
    case 'loss':
    case 'error':
    case 'share':
    case 'score':
    case 'quantile':
    case 'extreme':
      return withRows(sums);
  }
}

/** Sums of clusters and of weighted rows bring the total weight as a feature. */
export function isSimple({ moments: { features } }: SliceSums): boolean {
  return !features.includes('rows');
}

function withRows(sums: SliceSums): Design {
  const whole = wholeOf(sums);
  const { blocks, ...design } = single(sums, whole);
  const { strata } = sums.moments;
  return {
    ...design,
    blocks: strata.length > 1 ? blocks.map((block) => ({ ...block, strata })) : blocks,
    totals: new Map([['rows', whole.units], ...design.totals]),
  };
}

/** Whether a row is positive is constant in the strata, which are the classes, and varies over the whole. */
function withPositives(sums: SliceSums, positive: string | undefined): SliceSums {
  const { moments } = sums;
  const strata = moments.strata.map((stratum) => ({
    ...stratum,
    mean: [Number(stratum.stratum === positive), ...stratum.mean],
    comoment: [...new Array<number>(stratum.mean.length + 1).fill(0), ...stratum.comoment],
  }));
  return { ...sums, moments: { ...moments, features: ['positives', ...moments.features], strata } };
}

function wholeOf({ moments }: SliceSums): Stratum {
  const zeros = (length: number) => new Array<number>(length).fill(0);
  const size = moments.features.length;
  const empty = { stratum: 'all', units: 0, mean: zeros(size), comoment: zeros((size * (size + 1)) / 2) };
  return moments.strata.reduce(mergeStrata, empty);
}

function single({ moments: { features, unit } }: SliceSums, { units, mean, comoment }: Stratum): Design {
  const weight = features.indexOf('rows');
  const [average, spread] = [mean[weight] ?? 1, comoment[diagonal(weight, features.length)] ?? 0];
  const squares = units * average * average + (weight < 0 ? 0 : spread);
  return {
    totals: new Map(features.map((name, i) => [name, units * (mean[i] ?? 0)])),
    axes: features,
    blocks: [{ units, axes: features, comoment }],
    unit,
    simple: weight < 0,
    effectiveUnits: squares === 0 ? 0 : (units * average) ** 2 / squares,
  };
}

/** Place of a feature's own co-moment in the packed upper triangle. */
function diagonal(index: number, size: number): number {
  return index * size - (index * (index - 1)) / 2;
}

/** Rows are a multinomial sample of the cells. */
function confusionDesign(sums: SliceSums, classes: readonly string[]): Design {
  const positive = classes[1];
  const sides = sidesOf(sums);
  const axes = ['positives', ...sides.flatMap((s) => [`true_positives.${s}`, `false_positives.${s}`])];
  return cellsDesign(sums, axes, (cell) => [
    ...(cell.label === positive ? [0] : []),
    ...sides.flatMap((side, i) =>
      cell[side] === positive ? [1 + 2 * i + (cell.label === positive ? 0 : 1)] : [],
    ),
  ]);
}

/** As above, for any number of classes: `support[k]`, and `predicted[k].side` and `hits[k].side`. */
function classesDesign(sums: SliceSums, classes: readonly string[]): Design {
  const sides = sidesOf(sums);
  const number = new Map(classes.map((name, k) => [name, k]));
  const place = (name: string | null) => number.get(name ?? '') ?? 0;
  const size = classes.length;
  const axes = [
    ...classes.map((_, k) => `support[${k}]`),
    ...sides.flatMap((side) => [
      ...classes.map((_, k) => `predicted[${k}].${side}`),
      ...classes.map((_, k) => `hits[${k}].${side}`),
    ]),
  ];
  return cellsDesign(sums, axes, (cell) => [
    place(cell.label),
    ...sides.flatMap((side, i) => {
      const predicted = (1 + 2 * i) * size + place(cell[side]);
      return cell[side] === cell.label ? [predicted, predicted + size] : [predicted];
    }),
  ]);
}

/** The models whose predictions the cells tell. */
export function sidesOf({ cells }: SliceSums): Side[] {
  return cells.every((cell) => cell.baseline !== null) ? ['candidate', 'baseline'] : ['candidate'];
}

/** @param marks the axes on which a row of the cell is 1 */
function cellsDesign({ cells }: SliceSums, axes: string[], marks: (cell: Cell) => number[]): Design {
  const kinds = cells.map((cell) => ({
    count: cell.rows,
    entries: marks(cell).map((axis) => [axis, 1] as const),
  }));
  const totals = new Array<number>(axes.length).fill(0);
  for (const { count, entries } of kinds) {
    for (const [axis] of entries) totals[axis] = (totals[axis] ?? 0) + count;
  }
  const units = kinds.reduce((sum, { count }) => sum + count, 0);
  return {
    totals: new Map([['rows', units], ...axes.map((name, i) => [name, totals[i] ?? 0] as const)]),
    axes,
    blocks: [{ units, kinds }],
    unit: 'row',
    simple: true,
    effectiveUnits: units,
  };
}

/** Positives and negatives are two independent samples (DeLong et al. 1988). */
function rankDesign({ moments: { strata, features } }: SliceSums, classes: readonly string[]): Design {
  const totals = new Map<string, number>([
    ['rows', 0],
    ['positives', 0],
  ]);
  const blocks = (['negative', 'positive'] as const).flatMap((name, i): MomentsBlock[] => {
    const stratum = strata.find((s) => s.stratum === classes[i]);
    if (!stratum) return [];
    const { units, mean, comoment } = stratum;
    const axes = features.map((feature) => feature.replace(/^placement\./, `placement_${name}.`));
    totals.set('rows', (totals.get('rows') ?? 0) + units);
    if (name === 'positive') totals.set('positives', units);
    axes.forEach((axis, j) => {
      totals.set(axis, (totals.get(axis) ?? 0) + units * (mean[j] ?? 0));
    });
    return [{ units, axes, comoment }];
  });
  const axes = [...new Set(blocks.flatMap((block) => block.axes))];
  const effectiveUnits = Math.min(...blocks.map((block) => block.units));
  return { totals, axes, blocks, unit: 'row', simple: true, effectiveUnits };
}
