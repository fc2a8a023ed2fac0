import { z } from 'zod';
import { Task } from './common.ts';
import { globs, Rows } from './config-rows.ts';
import { Slice } from './config-slices.ts';

const Columns = z.strictObject({
  id: z.string().default('id').describe('Identifies a row; pairs candidate and baseline.'),
  label: z
    .string()
    .default('label')
    .describe('The true value. Multilabel: a column of lists, or columns of 0 and 1 by name: is_{class}.'),
  score: z
    .string()
    .default('score')
    .describe('Binary: probability of the positive class. Regression: the prediction.'),
  'baseline-score': z.string().optional().describe('The score of the baseline, when both are in one file.'),
  prediction: z
    .string()
    .optional()
    .describe(
      'Multiclass: the predicted class; default: that with the highest score. Multilabel: a column of lists, or columns of numbers by name: predicted_{class}, where those of at least the threshold are predicted.',
    ),
  'baseline-prediction': z
    .string()
    .optional()
    .describe('The prediction of the baseline, when both are in one file.'),
  scores: z
    .string()
    .includes('{class}')
    .optional()
    .describe(
      'Multiclass: the columns of the probabilities by name: p_{class}. Multilabel: of any scores; default: the columns of the prediction.',
    ),
  'baseline-scores': z
    .string()
    .includes('{class}')
    .optional()
    .describe('The probabilities or scores of the baseline, when both are in one file.'),
  query: z
    .string()
    .default('query')
    .describe('Ranking: the query that an item answers; ids need be unique within a query only.'),
  rank: z
    .string()
    .optional()
    .describe('Ranking: the place of an item, 1 the best, instead of a score; empty: not retrieved.'),
  'baseline-rank': z
    .string()
    .optional()
    .describe('Ranking: the place by the baseline, when both are in one file.'),
  series: z
    .string()
    .default('series')
    .describe('Forecast: the series that a row belongs to; ids (times) need be unique within a series only.'),
  quantiles: z
    .string()
    .includes('{quantile}')
    .optional()
    .describe('Forecast: the columns of quantiles by name: q_{quantile}, for q_0.1 and q_0.9.'),
  'baseline-quantiles': z
    .string()
    .includes('{quantile}')
    .optional()
    .describe('Forecast: the quantiles of the baseline, when both are in one file.'),
});

/** A column of numbers per row that some judge gave. */
const ScoreColumn = z.strictObject({
  column: z.string().min(1),
  'baseline-column': z
    .string()
    .min(1)
    .optional()
    .describe('The score of the baseline, when both are in one file.'),
  better: z.enum(['higher', 'lower']).default('higher'),
});

const History = z.strictObject({
  files: globs.describe(
    'Files with the rows that the models were fitted on: series, id (the time) and label.',
  ),
  season: z
    .int()
    .positive()
    .default(1)
    .describe('Rows of a season; the naive forecast repeats the value of so many rows before.'),
});

const MeasureSection = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_.-]*$/, 'expected letters, digits, _, - and .')
    .describe('What gates call it: latency_p95.'),
  column: z
    .string()
    .optional()
    .describe('A numeric column of the rows, with `quantile`; each row counts once, whatever `weight` says.'),
  quantile: z.number().gt(0).lt(1).optional().describe('Which quantile of the column: 0.95.'),
  file: z.string().optional().describe('A file whose size in bytes is the value.'),
  json: z.string().optional().describe('A JSON file, an object that holds the value under the name.'),
  unit: z.string().optional().describe('For readers: ms, bytes, USD.'),
  better: z.enum(['higher', 'lower']).default('lower'),
  history: z
    .string()
    .optional()
    .describe(
      'The values of past runs. branch: those recorded of the default branch; else a JSON file, an object that holds them, a list, under the name.',
    ),
});
export type MeasureSection = z.infer<typeof MeasureSection>;

export const ImportFormat = z.enum([
  'dvc',
  'mlflow',
  'lm-eval',
  'promptfoo',
  'sklearn',
  'huggingface',
  'evidently',
  'github-action-benchmark',
  'bencher',
]);
export type ImportFormat = z.infer<typeof ImportFormat>;

const ImportSection = z.strictObject({
  format: ImportFormat.describe('The tool that computed the results.'),
  candidate: z
    .string()
    .min(1)
    .describe('File with the results of the candidate; of mlflow the id of its run.'),
  baseline: z.string().min(1).optional().describe('The same of the baseline.'),
  store: z
    .string()
    .min(1)
    .optional()
    .describe('Of mlflow: its SQLite database, or the http(s) address of the tracking server.'),
});

export const EvaluationSection = z.strictObject({
  task: Task,
  rows: Rows.optional().describe('The feature table that ONNX models are run on.'),
  model: z.string().optional().describe('ONNX file of the candidate.'),
  'baseline-model': z.string().optional().describe('ONNX file of the baseline.'),
  features: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('For an ONNX model with one matrix as input: its columns, in order.'),
  'on-missing-features': z
    .enum(['fail', 'warn'])
    .default('fail')
    .describe(
      'Features that are null: refused, or given to the ONNX model as NaN, which trees may be made for.',
    ),
  classes: z
    .array(z.string().min(1))
    .min(2)
    .optional()
    .describe(
      'Multiclass: the classes whose probabilities an ONNX model gives, in order, where it does not name them.',
    ),
  predictions: globs.optional().describe('Predictions of the candidate, instead of running a model.'),
  'baseline-predictions': globs.optional().describe('Predictions of the baseline, joined by id.'),
  import: ImportSection.optional().describe(
    'Task aggregates: results that another tool computed, without rows. Gates then use the unpaired test. Task scores: the rows of lm-eval (samples, a glob of them) or promptfoo, repeats averaged.',
  ),
  baseline: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Where the baseline comes from, when it is in no prediction file. release: the evaluation in the newest release; merge-base: the one recorded of the default branch; model: the newest released model, run again on these rows; else the path of an evaluation document. Only model compares row by row.',
    ),
  run: z
    .string()
    .min(1)
    .optional()
    .describe('A command for bash that writes the predictions (or the results to import).'),
  'run-timeout': z.number().positive().max(1440).default(60).describe('Minutes that the command may take.'),
  columns: Columns.prefault({}),
  positive: z.string().default('1').describe('Binary: the label that counts as positive.'),
  threshold: z
    .number()
    .default(0.5)
    .describe(
      'Binary: a score of at least this predicts the positive class; multilabel: a label. Metrics may name another: recall@threshold=0.3.',
    ),
  metrics: z.array(z.string()).optional().describe('Default: all metrics of the task.'),
  scores: z
    .array(
      z.union([
        z
          .string()
          .min(1)
          .transform((column) => ScoreColumn.parse({ column })),
        ScoreColumn,
      ]),
    )
    .min(1)
    .optional()
    .describe('Scores: the columns of scores; repeats of an id are averaged first.'),
  history: History.optional().describe('Forecast: the past, for MASE and RMSSE.'),
  slices: z
    .array(Slice)
    .default([])
    .describe('Columns whose values are evaluated each on its own; of numbers by bins, several crossed.'),
  weight: z.string().optional().describe('Column of the weights of rows; without it all count 1.'),
  measures: z
    .array(MeasureSection)
    .default([])
    .describe('Budgets without labels: latency, size, cost; gates name them like metrics.'),
  cluster: z.string().optional().describe('Rows that share this value are not independent (a user, a day).'),
});
export type EvaluationSection = z.infer<typeof EvaluationSection>;
