import { z } from 'zod';

const Bound = z.strictObject({ value: z.number(), exclusive: z.boolean() });

/**
 * How the numbers of a column lie about the bounds of its contract, taken as doubles. `edges` are the k+1 ends of k
 * bins of equal width; the bounds are edges where they lie among them, so that no bin is partly allowed. A value that
 * equals a bound counts on its allowed side. `below` and `above` count what lies beyond the edges.
 */
export const Histogram = z.strictObject({
  column: z.string(),
  rows: z.int().nonnegative(),
  nulls: z.int().nonnegative(),
  /** Values that are no finite numbers. */
  unreadable: z.int().nonnegative(),
  minimum: Bound.optional(),
  maximum: Bound.optional(),
  edges: z.array(z.number()).min(2),
  counts: z.array(z.int().nonnegative()).min(1),
  below: z.int().nonnegative(),
  above: z.int().nonnegative(),
});
export type Histogram = z.infer<typeof Histogram>;
