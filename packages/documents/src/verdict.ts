import { z } from 'zod';
import { header, Interval, Sha256, SliceKey, Status } from './common.ts';
import { Best, Waiver } from './ledger.ts';
import { Omission } from './omission.ts';
import { Budget, Policy, Role } from './policy.ts';

export const GateKind = z.enum(['minimum', 'maximum', 'non-inferiority', 'superiority', 'condition']);
export type GateKind = z.infer<typeof GateKind>;

const Measured = z.strictObject({ value: z.number(), interval: Interval.nullable() });

/** One decision: a rule of the policy on one slice. */
export const GateResult = z.strictObject({
  /** Stable and unique inside a verdict: `recall[origin=ATL]:max-drop`. */
  id: z.string(),
  /** Of a condition: the condition. */
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
  /** Of a condition: each clause with its value, the bounds of its true value, and the rows its tolerance asks for. */
  clauses: z
    .array(
      z.strictObject({
        text: z.string(),
        value: z.number(),
        lower: z.number(),
        upper: z.number(),
        status: Status,
        rows: z.int().positive(),
      }),
    )
    .optional(),
  status: Status,
  /** A missing metric, slice or baseline; the status then follows the policy. */
  missing: z.string().optional(),
  /** One sentence with the numbers. */
  reason: z.string(),
  /** Under the Ladder: the gain was told, and is what later candidates must be better than. */
  newBest: Best.pick({ value: true, standardError: true }).optional(),
  /** How many further rows would probably decide an inconclusive gate, at the observed values. */
  rowsNeeded: z.int().positive().optional(),
  /** Somebody with the right to do so overrode the gate: its status and numbers stay, and do not bind. */
  waived: Waiver.pick({ by: true, reason: true, expires: true }).optional(),
  /** False when the status is shown but does not enter the verdict (exploratory, `warn`, or waived). */
  binding: z.boolean(),
});
export type GateResult = z.infer<typeof GateResult>;

/** Where this verdict stands in the ledger of its test set. */
export const BudgetState = Budget.extend({
  testSet: z.string(),
  /** What the error rate rests on: who may have seen what of earlier looks. */
  assumes: z.string(),
  /** The number of this look, from 1; above `steps` the test set is spent. */
  look: z.int().positive(),
  /** A candidate before this one passed on this test set. */
  passedBefore: z.boolean(),
  /** The bests that the Ladder told before this look, of this model. */
  bests: z.array(Best).optional(),
  /** Whether the look stands in the ledger, waits for a workflow that may write there, or was counted nowhere. */
  recorded: z.enum(['ledger', 'later', 'nowhere']),
});
export type BudgetState = z.infer<typeof BudgetState>;

/** The overrides that a verdict knew of, those that had expired too. */
export const WaiverState = z.strictObject({
  commit: z.string().optional(),
  /** When the verdict was made: an override holds until it expires. */
  at: z.iso.datetime(),
  given: z.array(Waiver),
});
export type WaiverState = z.infer<typeof WaiverState>;

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
  /** Parts of the test set that no gate saw although the policy names their columns. */
  unjudged: z.array(Omission).optional(),
  budget: BudgetState.optional(),
  waivers: WaiverState.optional(),
  warnings: z.array(z.string()),
});
export type Verdict = z.infer<typeof Verdict>;
