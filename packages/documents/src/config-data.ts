import { z } from 'zod';
import { globs } from './config-rows.ts';

/** A document holds the rows shown of every rule, so they are few. */
export const SampleRows = z.int().nonnegative().max(1000);

/** Whether values of the data are shown: `auto` shows them except on pull requests of forks. */
export const ShowValues = z.enum(['auto', 'always', 'never']);
export type ShowValues = z.infer<typeof ShowValues>;

export const DataSection = z.strictObject({
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
  'show-values': ShowValues.optional().describe(
    'Whether values of the data are shown: `never`, or `auto` (default): except on pull requests of forks; `always` counts there only as an input, as a fork may write its own configuration.',
  ),
  seed: z.int().optional().describe('Draws the failing rows shown; the same seed draws the same. Default 1.'),
});
export type DataSection = z.infer<typeof DataSection>;
