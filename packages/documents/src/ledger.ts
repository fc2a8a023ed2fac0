import { z } from 'zod';
import { Sha256, SliceKey, Status } from './common.ts';

const Instant = z.iso.datetime();

/** A gain that the Ladder told: the value that later candidates must be better than. */
export const Best = z.strictObject({
  metric: z.string(),
  slice: SliceKey,
  /** Of the candidate. */
  value: z.number(),
  /** Of its change against its baseline, paired. */
  standardError: z.number().nonnegative(),
});
export type Best = z.infer<typeof Best>;

/**
 * One look at a test set: a verdict that somebody saw. A line of the ledger. Looks at the same candidate are one look:
 * nothing new was learnt.
 */
export const Look = z.strictObject({
  /** Digest of the test set, as the evaluation has it. */
  testSet: z.string(),
  model: z.string(),
  commit: z.string().optional(),
  /**
   * Digest of the candidate's numbers on the test set. Older lines have that of its file, which is no digest of
   * numbers, so each of them is a look of its own.
   */
  candidate: Sha256,
  status: Status,
  /** New bests that the verdict told, under the Ladder. */
  bests: z.array(Best).optional(),
  at: Instant,
});
export type Look = z.infer<typeof Look>;

/** An override of one gate of a model by somebody who may, for one commit and for some days. */
export const Waiver = z.strictObject({
  /** Absent in older lines, which hold for their evaluation alone: that is of one model. */
  model: z.string().optional(),
  /** The id of the gate in the verdict: `recall[origin=ATL]:max-drop`. */
  gate: z.string(),
  commit: z.string().regex(/^[0-9a-f]{40,64}$/, 'expected a full commit SHA'),
  /** Digest of the evaluation: the same numbers at another commit, a merge for example, are waived too. */
  evaluation: Sha256,
  reason: z.string().min(1).max(500),
  by: z.string(),
  /** What the repository allows whoever wrote it, at that moment. */
  role: z.string(),
  at: Instant,
  expires: Instant,
  /** The comment that says it. */
  url: z.string().optional(),
});
export type Waiver = z.infer<typeof Waiver>;
