import { z } from 'zod';
import { Task } from './common.ts';
import { Distance } from './drift.ts';
import { GateRule, PolicyOptions } from './policy.ts';

const globs = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

/** A document holds the rows shown of every rule, so they are few. */
export const SampleRows = z.int().nonnegative().max(1000);

const DataSection = z.strictObject({
  contract: z.string().min(1).describe('Path of the data contract (ODCS v3, YAML).'),
  files: globs.optional().describe('Files, globs, http(s) or s3 URLs of the data the contract speaks about.'),
  table: z
    .string()
    .min(1)
    .optional()
    .describe('The table of the contract that `files` hold; needed when it declares several.'),
  tables: z
    .record(z.string().min(1), z.strictObject({ files: globs }))
    .optional()
    .describe(
      'The files of several tables of the contract, instead of `files`; foreign keys are checked among them.',
    ),
  trino: z
    .strictObject({
      server: z
        .string()
        .min(1)
        .optional()
        .describe('Address of the coordinator. Default: the server of type `trino` in the contract.'),
      catalog: z.string().min(1).optional().describe('Where a `table` of one or two names is looked up.'),
      schema: z.string().min(1).optional().describe('Where a `table` of one name is looked up.'),
      table: z
        .string()
        .min(1)
        .optional()
        .describe('The table in Trino, `catalog.schema.table`. Default: its physicalName in the contract.'),
      user: z
        .string()
        .min(1)
        .optional()
        .describe('Who asks; default `proofmark`. Passwords never stand here.'),
    })
    .optional()
    .describe('A Trino server that holds the data, instead of `files`: the rules run there.'),
  environment: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Where these data are used: constraints of other environments (proofmarkEnvironments) do not apply.',
    ),
  variables: z
    .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), z.string())
    .optional()
    .describe('Values for the variables of the contract (ODCS v3.2), by name.'),
  delimiter: z
    .string()
    .length(1)
    .optional()
    .describe(
      'Separates the columns of text files; default: the most frequent of , ; | and tab in the first line.',
    ),
  'sample-rows': SampleRows.optional().describe(
    'Failing rows shown of each rule beside the first ten, drawn from all of them; default 5.',
  ),
  seed: z.int().optional().describe('Draws the failing rows shown; the same seed draws the same. Default 1.'),
});
export type DataSection = z.infer<typeof DataSection>;

const sliceLimits = {
  top: z.int().positive().optional().describe('Keep only this many of the largest values; default 100.'),
  'min-rows': z.int().positive().optional().describe('Leave out values with fewer rows; default 100.'),
};

const BinnedColumn = z.strictObject({
  column: z.string().min(1),
  bins: z
    .int()
    .min(2)
    .max(100)
    .optional()
    .describe('Of a column of numbers: bins of equally many rows, between its quantiles.'),
});

/** A column to slice by, or several crossed, with the number of largest values to keep. */
const Slice = z.union([
  z.string().min(1),
  BinnedColumn.extend(sliceLimits),
  z.strictObject({
    columns: z
      .array(z.union([z.string().min(1), BinnedColumn]))
      .min(2)
      .max(4)
      .describe(
        'Columns that are crossed: a slice for each pair of values. Gates name it `origin x weekday`.',
      ),
    ...sliceLimits,
  }),
]);

const Rows = z.strictObject({
  files: globs.describe('Files or globs with the rows of the test set.'),
  sql: z
    .string()
    .optional()
    .describe(
      'A SELECT over the table `data` (the files) that makes the rows: filter, derive features and the label.',
    ),
});

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
      'Multiclass: the predicted class; default: that with the highest score. Multilabel: a column of lists, or columns of 0 and 1 by name: predicted_{class}.',
    ),
  'baseline-prediction': z
    .string()
    .optional()
    .describe('The prediction of the baseline, when both are in one file.'),
  scores: z
    .string()
    .includes('{class}')
    .optional()
    .describe('Multiclass: the columns of the probabilities by name: p_{class}.'),
  'baseline-scores': z
    .string()
    .includes('{class}')
    .optional()
    .describe('The probabilities of the baseline, when both are in one file.'),
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
  column: z.string().optional().describe('A numeric column of the rows, with `quantile`.'),
  quantile: z.number().gt(0).lt(1).optional().describe('Which quantile of the column: 0.95.'),
  file: z.string().optional().describe('A file whose size in bytes is the value.'),
  json: z.string().optional().describe('A JSON file, an object that holds the value under the name.'),
  unit: z.string().optional().describe('For readers: ms, bytes, USD.'),
  better: z.enum(['higher', 'lower']).default('lower'),
  history: z
    .string()
    .optional()
    .describe('A JSON file, an object that holds the values of past runs, a list, under the name.'),
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
    .describe('Binary: a score of at least this predicts the positive class.'),
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

const PublishSection = z.strictObject({
  files: z.array(z.string()).min(1).describe('The files of the model.'),
  'public-key': z.string().optional().describe('PEM file that verifies the signature.'),
});

const MonitorSection = z.strictObject({
  rows: Rows.describe('Production rows, made the same way as the rows of the test set.'),
  columns: z
    .array(z.string())
    .optional()
    .describe("Columns to watch. Default: every column of the profile, the model's score too."),
  distance: Distance.default('psi').describe(
    'How far two distributions are apart. psi: population stability index; jensen-shannon: 0 to 1; wasserstein: how far the values of a number moved, in standard deviations of the reference (of a column told value by value: the share of rows that moved); l-infinity: the largest change of a share; null-rate: the change of the share of nulls alone.',
  ),
  threshold: z
    .number()
    .positive()
    .default(0.2)
    .describe(
      'A larger distance is drift, when sampling alone would not give it. Nulls: always 0.05 beside another distance.',
    ),
  overrides: z
    .record(z.string(), z.strictObject({ distance: Distance.optional(), threshold: z.number().positive() }))
    .default({})
    .describe('Another distance or threshold for single columns.'),
});
export type MonitorSection = z.infer<typeof MonitorSection>;

/** `proofmark.yml`: one file, each action reads its own section. */
export const Config = z.strictObject({
  model: z
    .string()
    .regex(/^[A-Za-z0-9]([A-Za-z0-9/_-]*[A-Za-z0-9])?$/, 'expected letters, digits, -, _ and / only')
    .describe('Name of the model; begins the names of its tags and releases.'),
  data: z.array(DataSection).default([]),
  evaluation: EvaluationSection.optional(),
  policy: PolicyOptions.prefault({}),
  gates: z.array(GateRule).default([]),
  publish: PublishSection.optional(),
  monitor: MonitorSection.optional(),
});
export type Config = z.infer<typeof Config>;
