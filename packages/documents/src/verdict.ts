import { z } from 'zod';
import { header, Interval, Sha256, SliceKey, Status } from './common.ts';
import { Policy, Role } from './policy.ts';

export const GateKind = z.enum(['minimum', 'maximum', 'non-inferiority', 'superiority']);
export type GateKind = z.infer<typeof GateKind>;

const Measured = z.strictObject({ value: z.number(), interval: Interval.nullable() });

/** One decision: a rule of the policy on one slice. */
export const GateResult = z.strictObject({
  /** Stable and unique inside a verdict: `recall[origin=ATL]:max-drop`. */
  id: z.string(),
  metric: z.string(),
  slice: SliceKey,
  kind: GateKind,
  role: Role,
  direction: z.enum(['higher', 'lower']),
  /** The bound, or the margin, in units of the metric. */
  threshold: z.number(),
  confidence: z.number(),
  rows: z.int().nonnegative(),
  candidate: Measured.nullable(),
  baseline: Measured.nullable(),
  /** candidate − baseline. Its one-sided limits at `confidence` are the ends of the interval. */
  change: Measured.nullable(),
  /** The number that is compared with the threshold, and what it is ("lower 95 % limit of the change"). */
  limit: z.strictObject({ value: z.number(), name: z.string() }).nullable(),
  status: Status,
  /** A missing metric, slice or baseline; the status then follows the policy. */
  missing: z.string().optional(),
  /** One sentence with the numbers. */
  reason: z.string(),
  /** How many further rows would probably decide an inconclusive gate, at the observed values. */
  rowsNeeded: z.int().positive().optional(),
  /** False when the status is shown but does not enter the verdict (exploratory, or `warn`). */
  binding: z.boolean(),
});
export type GateResult = z.infer<typeof GateResult>;

export const Verdict = z.strictObject({
  ...header('verdict'),
  model: z.string(),
  /** SHA-256 of the evaluation document without its provenance, in canonical form. */
  evaluation: Sha256,
  policy: Policy,
  status: Status,
  /** In words, one line: "Better on 3 of 5 comparisons, no loss". */
  headline: z.string(),
  gates: z.array(GateResult),
  /**
   * Were the candidate exactly as good as the baseline, all of the guardrails against a loss would pass with at least
   * this probability. Absent without such a guardrail.
   */
  power: z
    .strictObject({
      gates: z.int().positive(),
      atLeast: z.number(),
      weakest: z.strictObject({ gate: z.string(), power: z.number() }),
    })
    .optional(),
  warnings: z.array(z.string()),
});
export type Verdict = z.infer<typeof Verdict>;
