import { z } from 'zod';

/** One number that another tool computed, with what that tool says of its uncertainty, and nothing more. */
export const StatedValue = z.strictObject({
  value: z.number(),
  standardError: z.number().nonnegative().optional(),
  /** How many independent rows it was computed on. */
  rows: z.int().positive().optional(),
  /** The value is a share of `rows`, so that its spread follows from the two. */
  share: z.literal(true).optional(),
});
export type StatedValue = z.infer<typeof StatedValue>;

/** A metric of which only the result is known. */
export const Aggregate = z.strictObject({
  metric: z.string().min(1).max(300),
  /** Which way is better, where the source says so or the name is one of scikit-learn's. */
  direction: z.enum(['higher', 'lower']).optional(),
  candidate: StatedValue.nullable(),
  baseline: StatedValue.nullable(),
});
export type Aggregate = z.infer<typeof Aggregate>;
