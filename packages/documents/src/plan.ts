import { z } from 'zod';
import { header, SliceKey, Task } from './common.ts';

/** How many rows a decision needs, were the model as assumed. */
export const PlannedGate = z.strictObject({
  /** As in the verdict, or what was assumed. */
  id: z.string(),
  slice: SliceKey,
  /** What the number of rows rests on: "no true change", "the observed value", "any number of rows". */
  assuming: z.string(),
  /** One-sided, after the share of the error rate that Holm's method or a budget leaves. */
  confidence: z.number(),
  /** Of the judged number, for one row; null where the bound needs none. */
  variance: z.number().nullable(),
  /** From the assumed true number to the bound. */
  distance: z.number(),
  /** Rows of the evaluation, and the power they give; null without an evaluation. */
  rows: z.int().nonnegative().nullable(),
  power: z.number().nullable(),
  /** Rows that give the power asked for; null when no number does. */
  needed: z.int().positive().nullable(),
  /** Rows by power. */
  curve: z.array(z.strictObject({ power: z.number(), rows: z.int().positive() })),
  /** Why there is no number. */
  reason: z.string().optional(),
});
export type PlannedGate = z.infer<typeof PlannedGate>;

export const Plan = z.strictObject({
  ...header('plan'),
  model: z.string().optional(),
  /** Of the evaluation: the rows of a ranking are queries, those of a forecast series. */
  task: Task.optional(),
  /** The power asked for. */
  power: z.number().gt(0).lt(1),
  gates: z.array(PlannedGate).min(1),
});
export type Plan = z.infer<typeof Plan>;
