import type { SliceSums } from '@proofmark/documents';
import { linearise, requireMetric } from '@proofmark/metrics';
import { normalCdf } from '@proofmark/stats';
import { expected } from './expected.ts';
import type { Random } from './random.ts';
import { type Column, placements, precisionAreas, stratumOf } from './sums.ts';

/**
 * Rows of several classes, of which a row has one or, of several labels a row, any number, each with its share. The
 * score of a class is N(d, 1) for the rows that have it and N(0, 1) for the others; the noise of the two models is
 * correlated. All true values follow in closed form or by one integral.
 */
export type ScoreWorld = {
  task: 'multiclass' | 'multilabel';
  shares: readonly number[];
  /** d, the separation of a class from the rest, of each model. */
  candidate: number;
  baseline: number;
  correlation: number;
  /** A score of at least this predicts a label. */
  threshold: number;
};

const SIDES = ['candidate', 'baseline'] as const;

/** By class, one number per row: 0 or 1, and the scores. */
type Rows = Record<'label' | (typeof SIDES)[number], Float64Array[]>;

export const scoreNames = ({ shares }: ScoreWorld): string[] => shares.map((_, k) => `c${k}`);

/** The means over classes of the task, by name. */
export function trueScoreMeans(
  { task, shares, threshold }: ScoreWorld,
  d: number,
): Readonly<Record<string, number>> {
  const auc = normalCdf(d / Math.SQRT2);
  const precision = shares.map((share) =>
    expected((z) => {
      const [above, false_] = [1 - normalCdf(z), 1 - normalCdf(z + d)];
      return (share * above) / (share * above + (1 - share) * false_ || 1);
    }),
  );
  const average_precision_macro = precision.reduce((sum, one) => sum + one, 0) / shares.length;
  return task === 'multiclass'
    ? { roc_auc_ovr: auc, average_precision_macro }
    : { roc_auc_macro: auc, average_precision_macro, recall_macro: 1 - normalCdf(threshold - d) };
}

/** What an evaluation of such rows would hold: each metric as a mean over rows of its value and their influences. */
export function drawScoreMeans(world: ScoreWorld, rows: number, random: Random): SliceSums {
  const drawn = drawRows(world, rows, random);
  const metrics = Object.keys(trueScoreMeans(world, world.candidate));
  const columns = SIDES.flatMap((side) =>
    metrics.map((metric): Column => [`${metric}.${side}`, termsOf(world, metric, drawn, side, rows)]),
  );
  const support = drawn.label.map((own, k) => ({ label: `c${k}`, rows: sum(own) }));
  const counted =
    world.task === 'multilabel'
      ? { support, cells: [] }
      : {
          // Of labels alone: these metrics read no predictions.
          cells: support
            .filter(({ rows: own }) => own > 0)
            .map((own) => ({ ...own, candidate: own.label, baseline: own.label })),
        };
  return {
    slice: [],
    rows,
    ...counted,
    moments: { unit: 'row', features: columns.map(([name]) => name), strata: [stratumOf('all', columns)] },
  };
}

function drawRows(world: ScoreWorld, rows: number, { uniform, normal }: Random): Rows {
  const { task, shares, correlation } = world;
  const apart = Math.sqrt(1 - correlation ** 2);
  const empty = () => shares.map(() => new Float64Array(rows));
  const drawn: Rows = { label: empty(), candidate: empty(), baseline: empty() };
  for (let i = 0; i < rows; i++) {
    let left = uniform();
    shares.forEach((share, k) => {
      const one = left >= 0 && left < share;
      left -= share;
      const y = Number(task === 'multiclass' ? one : uniform() < share);
      const noise = normal();
      set(drawn.label, k, i, y);
      set(drawn.candidate, k, i, world.candidate * y + noise);
      set(drawn.baseline, k, i, world.baseline * y + correlation * noise + apart * normal());
    });
  }
  return drawn;
}

function set(columns: readonly Float64Array[], k: number, i: number, value: number): void {
  const column = columns[k];
  if (column) column[i] = value;
}

function termsOf(
  world: ScoreWorld,
  metric: string,
  drawn: Rows,
  side: (typeof SIDES)[number],
  rows: number,
): Float64Array {
  if (metric === 'recall_macro') return recallTerms(world, drawn, side, rows);
  const byClass = drawn.label.flatMap((label, k) => {
    const scores = drawn[side][k] ?? new Float64Array();
    const found = metric.startsWith('roc_auc') ? aucTerms(label, scores) : precisionTerms(label, scores);
    // Several labels a row: a label without rows counts 0.
    return (
      found ?? (metric.startsWith('average') && world.task === 'multilabel' ? new Float64Array(rows) : [])
    );
  });
  return meanOf(byClass, rows);
}

/** The AUC, and by how much a row moves it. */
function aucTerms(label: Float64Array, scores: Float64Array): Float64Array | undefined {
  const [rows, own] = [label.length, sum(label)];
  if (own === 0 || own === rows) return undefined;
  const places = placements(label, scores);
  const auc = places.reduce((total, place, i) => total + place * (label[i] ?? 0), 0) / own;
  return places.map((place, i) => auc + ((place - auc) * rows) / (label[i] === 1 ? own : rows - own));
}

function precisionTerms(label: Float64Array, scores: Float64Array): Float64Array | undefined {
  const [rows, own] = [label.length, sum(label)];
  if (own === 0) return undefined;
  const areas = precisionAreas(label, scores);
  const value = sum(areas) / own;
  return areas.map((area, i) => value + ((area - value * (label[i] ?? 0)) * rows) / own);
}

function recallTerms(
  world: ScoreWorld,
  drawn: Rows,
  side: (typeof SIDES)[number],
  rows: number,
): Float64Array {
  const { label } = drawn;
  const marks = drawn[side].map((of) => of.map((score) => Number(score >= world.threshold)));
  const both = marks.map((of, k) => of.map((mark, i) => mark * (label[k]?.[i] ?? 0)));
  const metric = requireMetric('recall_macro', { task: 'multilabel', classes: scoreNames(world) }, 'bench');
  const totals = { rows, support: label.map(sum), predicted: marks.map(sum), hits: both.map(sum) };
  const linear = linearise(metric, totals);
  if ('undefined' in linear) throw new Error(linear.undefined);
  const terms = new Float64Array(rows).fill(linear.each);
  label.forEach((own, k) => {
    for (let i = 0; i < rows; i++) {
      terms[i] =
        (terms[i] ?? 0) +
        (own[i] ?? 0) * (linear.support[k] ?? 0) +
        (marks[k]?.[i] ?? 0) * (linear.predicted[k] ?? 0) +
        (both[k]?.[i] ?? 0) * (linear.hits[k] ?? 0);
    }
  });
  return terms;
}

function meanOf(columns: readonly Float64Array[], rows: number): Float64Array {
  const mean = new Float64Array(rows);
  for (const column of columns) {
    for (let i = 0; i < rows; i++) mean[i] = (mean[i] ?? 0) + (column[i] ?? 0) / columns.length;
  }
  return mean;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
