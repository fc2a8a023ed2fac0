import { z } from 'zod';
import { Rows } from './config-rows.ts';
import { Distance } from './drift.ts';

export const MonitorSection = z.strictObject({
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
