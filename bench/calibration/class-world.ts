import type { Cell, SliceSums } from '@proofmark/documents';
import { estimate, requireMetric } from '@proofmark/metrics';
import type { Random } from './random.ts';

/**
 * Rows of several classes. A model is right with its accuracy, whatever the class, and else says another class, the
 * more probably the more frequent that is. With probability `agreement` the two models draw alike.
 */
export type ClassWorld = {
  shares: readonly number[];
  candidate: number;
  baseline: number;
  agreement: number;
};

export const classNames = ({ shares }: ClassWorld): string[] => shares.map((_, k) => `c${k}`);

export function drawClasses(world: ClassWorld, rows: number, { uniform }: Random): SliceSums {
  const { shares, agreement } = world;
  const [first, second] = [predictionsOf(world, 'candidate'), predictionsOf(world, 'baseline')];
  const size = shares.length;
  const counts = new Int32Array(size ** 3);
  for (let i = 0; i < rows; i++) {
    const y = pick(shares, uniform());
    const u = uniform();
    const v = uniform() < agreement ? u : uniform();
    const index = (y * size + pick(first[y] ?? [], u)) * size + pick(second[y] ?? [], v);
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return sumsOf(world, rows, counts);
}

/** Metrics of the population, whose cells are the probabilities of one model, of so many rows that rounding is small. */
export function trueClasses(
  world: ClassWorld,
  side: 'candidate' | 'baseline',
  metrics: readonly string[],
): Readonly<Record<string, number>> {
  const classes = classNames(world);
  const size = classes.length;
  const predictions = predictionsOf(world, side);
  const counts = new Float64Array(size ** 3);
  world.shares.forEach((share, y) => {
    for (let k = 0; k < size; k++) {
      counts[(y * size + k) * size + k] = 2 ** 40 * share * (predictions[y]?.[k] ?? 0);
    }
  });
  const sums = sumsOf(world, 2 ** 40, counts);
  return Object.fromEntries(
    metrics.map((name) => {
      const metric = requireMetric(name, { task: 'multiclass', classes }, 'bench');
      const { value } = estimate(metric, sums, 'candidate', { classes, level: 0.95 });
      return [name, value ?? Number.NaN];
    }),
  );
}

function predictionsOf(world: ClassWorld, side: 'candidate' | 'baseline'): number[][] {
  const accuracy = world[side];
  return world.shares.map((own, y) =>
    world.shares.map((share, k) => (k === y ? accuracy : ((1 - accuracy) * share) / (1 - own))),
  );
}

function pick(shares: readonly number[], u: number): number {
  let sum = 0;
  for (let k = 0; k < shares.length - 1; k++) {
    sum += shares[k] ?? 0;
    if (u < sum) return k;
  }
  return shares.length - 1;
}

function sumsOf(world: ClassWorld, rows: number, counts: ArrayLike<number>): SliceSums {
  const classes = classNames(world);
  const size = classes.length;
  const cells = Array.from(counts, (count, i): Cell => {
    const [y, k, l] = [Math.floor(i / (size * size)), Math.floor(i / size) % size, i % size];
    return { label: classes[y] ?? '', candidate: classes[k] ?? '', baseline: classes[l] ?? '', rows: count };
  });
  return {
    slice: [],
    rows,
    cells: cells.filter((cell) => cell.rows > 0),
    moments: { unit: 'row', features: [], strata: [] },
  };
}
