import { z } from 'zod';

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
export const Slice = z.union([
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
