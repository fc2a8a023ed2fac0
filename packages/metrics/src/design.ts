import type { Side, SliceSums, Stratum } from '@proofmark/documents';
import { mergeStrata, momentsOf } from './moments.ts';

/** Which of the sums a metric reads when rows are independent. Clustered sums hold everything in one place. */
export type Family = 'confusion' | 'loss' | 'rank' | 'error';

/** Units drawn independently of the units of other blocks; `axes` names the features its co-moments are of. */
type Block = { units: number; axes: readonly string[]; comoment: readonly number[] };

/**
 * The totals that the metrics of a family are functions of, with what is known about their spread. Features of one
 * side are named `true_positives.candidate`. A feature with a total but no axis is known without error.
 */
export type Design = {
  totals: ReadonlyMap<string, number>;
  axes: readonly string[];
  blocks: readonly Block[];
  /** Of Student's t; null where the normal is the custom (DeLong). */
  degreesOfFreedom: number | null;
  clustered: boolean;
};

/** Reads the sums as one family needs them. `classes` is [negative, positive] of a binary task. */
export function designOf(sums: SliceSums, classes: readonly string[], family: Family): Design {
  if (sums.moments.unit === 'cluster') {
    return { ...single(sums, wholeOf(sums)), clustered: true };
  }
  switch (family) {
    case 'confusion':
      return confusionDesign(sums, classes);
    case 'rank':
      return rankDesign(sums, classes);
    case 'loss':
    case 'error': {
      const whole = wholeOf(sums);
      const design = single(sums, whole);
      return { ...design, totals: new Map([['rows', whole.units], ...design.totals]) };
    }
  }
}

function wholeOf({ moments }: SliceSums): Stratum {
  const zeros = (length: number) => new Array<number>(length).fill(0);
  const size = moments.features.length;
  const empty = { stratum: 'all', units: 0, mean: zeros(size), comoment: zeros((size * (size + 1)) / 2) };
  return moments.strata.reduce(mergeStrata, empty);
}

function single({ moments: { features } }: SliceSums, { units, mean, comoment }: Stratum): Design {
  return {
    totals: new Map(features.map((name, i) => [name, units * (mean[i] ?? 0)])),
    axes: features,
    blocks: [{ units, axes: features, comoment }],
    degreesOfFreedom: Math.max(0, units - 1),
    clustered: false,
  };
}

/** Rows are a multinomial sample of the cells. */
function confusionDesign({ cells }: SliceSums, classes: readonly string[]): Design {
  const positive = classes[1];
  const paired = cells.every((cell) => cell.baseline !== null);
  const sides: Side[] = paired ? ['candidate', 'baseline'] : ['candidate'];
  const axes = ['positives', ...sides.flatMap((s) => [`true_positives.${s}`, `false_positives.${s}`])];
  const { units, total, comoment } = momentsOf(
    axes.length,
    cells.map((cell) => {
      const isPositive = cell.label === positive;
      const hits = sides.flatMap((side) => {
        const flagged = cell[side] === positive;
        return [Number(flagged && isPositive), Number(flagged && !isPositive)];
      });
      return { count: cell.rows, x: [Number(isPositive), ...hits] };
    }),
  );
  return {
    totals: new Map([['rows', units], ...axes.map((name, i) => [name, total[i] ?? 0] as const)]),
    axes,
    blocks: [{ units, axes, comoment }],
    degreesOfFreedom: Math.max(0, units - 1),
    clustered: false,
  };
}

/** Positives and negatives are two independent samples (DeLong et al. 1988). */
function rankDesign({ moments: { strata, features } }: SliceSums, classes: readonly string[]): Design {
  const totals = new Map<string, number>([
    ['rows', 0],
    ['positives', 0],
  ]);
  const blocks = (['negative', 'positive'] as const).flatMap((name, i): Block[] => {
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
  return { totals, axes, blocks, degreesOfFreedom: null, clustered: false };
}
