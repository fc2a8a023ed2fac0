import { z } from 'zod';

/** One file or glob, or several. */
export const globs = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

/** Rows that are evaluated or watched. */
export const Rows = z.strictObject({
  files: globs.describe('Files or globs with the rows of the test set.'),
  sql: z
    .string()
    .optional()
    .describe(
      'A SELECT over the table `data` (the files) that makes the rows: filter, derive features and the label.',
    ),
});
