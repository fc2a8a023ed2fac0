import { z } from 'zod';
import { FileReference, header } from './common.ts';

/**
 * What a numeric column looked like, its values taken as doubles. `edges` are the k−1 inner edges of k bins
 * `(edge before, edge]`, so that the outer bins are open and data outside the range of then still has a bin; `counts`
 * has k entries. `outerMeans` are the means of the values in the first and in the last bin, null where there is none:
 * how far the open bins reach. Profiles with equal edges merge. `nulls` counts NaN and infinities too. Means and
 * standard deviation have nine significant digits: more would differ between runs of parallel sums.
 */
export const NumericColumn = z.strictObject({
  kind: z.literal('numeric'),
  name: z.string(),
  rows: z.int().nonnegative(),
  nulls: z.int().nonnegative(),
  mean: z.number().nullable(),
  standardDeviation: z.number().nullable(),
  minimum: z.number().nullable(),
  maximum: z.number().nullable(),
  edges: z.array(z.number()),
  counts: z.array(z.int().nonnegative()),
  outerMeans: z.tuple([z.number().nullable(), z.number().nullable()]).optional(),
});
export type NumericColumn = z.infer<typeof NumericColumn>;

/** What a categorical column, or one of few numbers, looked like: the most frequent values, the rest in one bin. */
export const CategoricalColumn = z.strictObject({
  kind: z.literal('categorical'),
  name: z.string(),
  rows: z.int().nonnegative(),
  nulls: z.int().nonnegative(),
  distinct: z.int().nonnegative(),
  values: z.array(z.strictObject({ value: z.string(), count: z.int().nonnegative() })),
  other: z.int().nonnegative(),
});
export type CategoricalColumn = z.infer<typeof CategoricalColumn>;

export const ColumnProfile = z.discriminatedUnion('kind', [NumericColumn, CategoricalColumn]);
export type ColumnProfile = z.infer<typeof ColumnProfile>;

export const Profile = z.strictObject({
  ...header('profile'),
  source: z.strictObject({ files: z.array(FileReference), sql: z.string().optional() }),
  rows: z.int().nonnegative(),
  columns: z.array(ColumnProfile),
  /** Columns without a profile: dates, times and nested values with their types, personal ones with the reason. */
  omitted: z.array(z.string()).default([]),
});
export type Profile = z.infer<typeof Profile>;
