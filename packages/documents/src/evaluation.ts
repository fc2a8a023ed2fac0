import { z } from 'zod';
import { Aggregate } from './aggregates.ts';
import { FileReference, header, Interval, Sha256, Side, SliceKey, Task } from './common.ts';
import { Omission } from './omission.ts';

/** A count of rows by label, predicted class of the candidate and of the baseline (null: no baseline). */
export const Cell = z.strictObject({
  label: z.string(),
  candidate: z.string(),
  baseline: z.string().nullable(),
  rows: z.int().positive(),
});
export type Cell = z.infer<typeof Cell>;

/** The cells when a score of at least `threshold` predicts the positive class. */
export const CellsAt = z.strictObject({ threshold: z.number(), cells: z.array(Cell) });
export type CellsAt = z.infer<typeof CellsAt>;

/**
 * First and second moments of the features of one stratum. `comoment` is the upper triangle, row by row, of
 * Σ (x − mean)(x − mean)'; k features give k(k+1)/2 numbers, null for two features that no metric is made of together.
 * Two shards merge by the formula of Chan et al. 1979.
 */
export const Stratum = z.strictObject({
  stratum: z.string(),
  units: z.int().nonnegative(),
  mean: z.array(z.number()),
  comoment: z.array(z.number().nullable()),
});
export type Stratum = z.infer<typeof Stratum>;

/** Moments over units: rows, or clusters (features summed inside each cluster first). */
export const Moments = z.strictObject({
  unit: z.enum(['row', 'cluster']),
  features: z.array(z.string()),
  strata: z.array(Stratum),
});
export type Moments = z.infer<typeof Moments>;

/** Everything that any metric of this slice, its interval and its paired difference are computed from. */
export const SliceSums = z.strictObject({
  slice: SliceKey,
  rows: z.int().nonnegative(),
  cells: z.array(Cell),
  /** Binary: for metrics that name a threshold of their own, `recall@threshold=0.3`. */
  thresholds: z.array(CellsAt).optional(),
  /** Multilabel, which has no cells: how many rows have a label that a metric is about, one or a mean over all. */
  support: z.array(z.strictObject({ label: z.string(), rows: z.int().nonnegative() })).optional(),
  moments: Moments,
  /** Why a feature that is named like a metric has no meaning here: `f1_macro.candidate`. */
  undefined: z.record(z.string(), z.string()).optional(),
});
export type SliceSums = z.infer<typeof SliceSums>;

/** A readable summary at 95 %. It repeats what the sums say; `verify` recomputes it. */
export const Estimate = z.strictObject({
  metric: z.string(),
  slice: SliceKey,
  rows: z.int().nonnegative(),
  candidate: z.strictObject({ value: z.number(), interval: Interval.nullable() }).nullable(),
  baseline: z.strictObject({ value: z.number(), interval: Interval.nullable() }).nullable(),
  /** candidate − baseline, paired. */
  change: z.strictObject({ value: z.number(), interval: Interval.nullable() }).nullable(),
  /** Why a number is missing: "only one class among the labels". */
  reason: z.string().optional(),
});
export type Estimate = z.infer<typeof Estimate>;

/** Counts of rows (or their weights) when a score of at least `threshold` predicts the positive class. */
export const SweepPoint = z.strictObject({
  side: Side,
  threshold: z.number(),
  truePositives: z.number().nonnegative(),
  falsePositives: z.number().nonnegative(),
  falseNegatives: z.number().nonnegative(),
  trueNegatives: z.number().nonnegative(),
});
export type SweepPoint = z.infer<typeof SweepPoint>;

/** Multilabel: counts of rows by whether they have a label and whether they are predicted to. */
export const LabelCounts = SweepPoint.omit({ threshold: true }).extend({ label: z.string() });
export type LabelCounts = z.infer<typeof LabelCounts>;

/** Counts of rows (or their weights) that score at least `threshold`. */
export const CurvePoint = SweepPoint.pick({ threshold: true, truePositives: true, falsePositives: true });
export type CurvePoint = z.infer<typeof CurvePoint>;

/** Rows of neighbouring scores: what was predicted on average, and how many were positive. */
export const CalibrationBin = z.strictObject({
  rows: z.int().positive(),
  meanScore: z.number(),
  positiveRate: z.number().min(0).max(1),
});
export type CalibrationBin = z.infer<typeof CalibrationBin>;

/**
 * Binary: what the curves of one model are drawn from, over the whole test set. `points` go from the highest score
 * down and end with all rows; they are exact, and left out where the curve is dense. `calibration` has bins of about
 * equal size. `histogram` counts (or weighs) the rows of each class in `[edge, next edge)`, the last bin closed.
 */
export const ScoreCurves = z.strictObject({
  side: Side,
  points: z.array(CurvePoint).min(1).max(200),
  calibration: z.array(CalibrationBin).min(1).max(20),
  histogram: z.strictObject({
    edges: z.array(z.number()).min(2).max(65),
    positives: z.array(z.number().nonnegative()).min(1),
    negatives: z.array(z.number().nonnegative()).min(1),
  }),
});
export type ScoreCurves = z.infer<typeof ScoreCurves>;

/**
 * Regression and forecasts: how prediction − label is distributed, in `[edge, next edge)`; `below` and `above` count the rows beyond
 * the edges, which span the middle 99 %.
 */
export const Residuals = z.strictObject({
  side: Side,
  edges: z.array(z.number()).min(2).max(65),
  counts: z.array(z.int().nonnegative()).min(1),
  below: z.int().nonnegative(),
  above: z.int().nonnegative(),
});
export type Residuals = z.infer<typeof Residuals>;

/** A baseline that was evaluated before: its sums, without its rows, so that nothing can be paired. */
export const RecordedBaseline = z.strictObject({
  origin: z.enum(['release', 'merge-base', 'file']),
  /** The tag, commit or path it was found under. */
  name: z.string(),
  /** Digest of its evaluation document. */
  evaluation: Sha256,
  testSet: z.strictObject({ rows: z.int().nonnegative(), digest: z.string() }),
  task: Task,
  classes: z.array(z.string()),
  threshold: z.number().optional(),
  sums: z.array(SliceSums),
});
export type RecordedBaseline = z.infer<typeof RecordedBaseline>;
/** A number that needs no labels: the quantile of a column, the size of a file, a cost; with past runs if known. */
export const Measure = z.strictObject({
  name: z.string(),
  unit: z.string().optional(),
  direction: z.enum(['higher', 'lower']),
  value: z.number(),
  quantile: z.number().gt(0).lt(1).optional(),
  /** Of a quantile: how many values it is of. */
  rows: z.int().positive().optional(),
  /** Of a quantile: order statistics around it, by their place from 1, which its interval is read from. */
  order: z
    .array(z.strictObject({ rank: z.int().positive(), value: z.number() }))
    .max(400)
    .optional(),
  /**
   * Of a quantile of clustered rows: how many clusters, how many independent rows would tell as much about the share of
   * rows up to the value, and how many clusters have rows on the side of it (up to it, or beyond) that fewer have.
   */
  clusters: z
    .strictObject({
      units: z.int().positive(),
      effective: z.number().positive(),
      rarest: z.int().nonnegative(),
    })
    .optional(),
  /** The values of past runs, oldest first. */
  history: z.array(z.number()).max(1000).optional(),
});
export type Measure = z.infer<typeof Measure>;

/** The outcome of a search among the slices for those on which the candidate is worse than on the whole. Binds nothing. */
export const WeakSlices = z.strictObject({
  metrics: z.array(z.string()).min(1),
  /** How many slices were compared, in how many comparisons by a metric, and how many of the slices stand out. */
  searched: z.int().positive(),
  comparisons: z.int().positive(),
  found: z.int().nonnegative(),
  falseDiscoveryRate: z.number(),
  /**
   * The clearest ones, each by the metric in which it is clearest, and the others in which it stands out too;
   * `shortfall` is positive where the slice is worse, `atLeast` its lower 95 % limit.
   */
  slices: z.array(
    z.strictObject({
      slice: SliceKey,
      metric: z.string(),
      also: z.array(z.string()),
      rows: z.int().positive(),
      value: z.number(),
      shortfall: z.number(),
      atLeast: z.number(),
    }),
  ),
});
export type WeakSlices = z.infer<typeof WeakSlices>;

export const ModelReference = z.strictObject({
  name: z.string(),
  /** The file the scores came from: the model, the predictions somebody else computed, or only their results. */
  kind: z.enum(['model', 'predictions', 'aggregates']),
  file: FileReference,
});
export type ModelReference = z.infer<typeof ModelReference>;

/** How many rows flipped one way, and the ids of some, drawn by a hash of the id; personal data in them is masked. */
const Flipped = z.strictObject({ rows: z.int().nonnegative(), ids: z.array(z.string()).max(20) });

/** Rows that one of the two models predicts right and the other wrong. */
export const Flips = z.strictObject({
  /** The name of the column of ids. */
  column: z.string(),
  seed: z.int(),
  /** The baseline was right, the candidate is wrong. */
  lost: Flipped,
  /** The baseline was wrong, the candidate is right. */
  won: Flipped,
});
export type Flips = z.infer<typeof Flips>;

export const Evaluation = z.strictObject({
  ...header('evaluation'),
  model: z.string(),
  task: Task,
  candidate: ModelReference,
  baseline: ModelReference.nullable(),
  testSet: z.strictObject({
    files: z.array(FileReference),
    rows: z.int().nonnegative(),
    /** Digest of the pairs (id, label), independent of their order: equal digests mean the same test set. */
    digest: z.string(),
    /** The SELECT that made the rows from the files, when there was one. */
    sql: z.string().optional(),
  }),
  /** Binary: [negative, positive]. Scores: the names of the columns. */
  classes: z.array(z.string()),
  threshold: z.number().optional(),
  cluster: z.string().optional(),
  /** The column of the weights of rows. Cells count rows all the same. */
  weight: z.string().optional(),
  metrics: z.array(z.string()),
  sums: z.array(SliceSums),
  /** Instead of sums, of the task aggregates. */
  aggregates: z.array(Aggregate).optional(),
  /** What `baseline` was evaluated as before; the sums then hold the candidate alone. */
  recorded: RecordedBaseline.optional(),
  omitted: z.array(Omission),
  /** What an import did not take over, and why. */
  notes: z.array(z.string()).max(100).optional(),
  estimates: z.array(Estimate),
  /** What needs no labels: latency, size, cost. */
  measures: z.array(Measure).max(100).optional(),
  weakest: WeakSlices.optional(),
  /** Binary: the confusion matrix of the whole test set at other thresholds. */
  sweep: z.array(SweepPoint).optional(),
  /** Multilabel: of each label, over the whole test set. */
  labelCounts: z.array(LabelCounts).max(2_000).optional(),
  /** Against a baseline, where predictions are right or wrong. */
  flips: Flips.optional(),
  curves: z.array(ScoreCurves).max(2).optional(),
  residuals: z.array(Residuals).max(2).optional(),
});
export type Evaluation = z.infer<typeof Evaluation>;
