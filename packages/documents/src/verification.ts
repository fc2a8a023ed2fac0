import { z } from 'zod';
import { header } from './common.ts';

/** What was found about a downloaded release, check by check. */
export const Verification = z.strictObject({
  ...header('verification'),
  /** `verified`: every check passed. `incomplete`: none failed, and something was not checked. */
  outcome: z.enum(['verified', 'incomplete', 'failed']),
  /** Where its manifest is readable. */
  release: z.strictObject({ tag: z.string(), commit: z.string() }).optional(),
  checks: z.array(
    z.strictObject({
      name: z.string(),
      status: z.enum(['pass', 'fail', 'not-checked']),
      /** The file at fault, or the file that was checked. */
      file: z.string().optional(),
      reason: z.string(),
    }),
  ),
  /** What cannot be verified from a release and rests on the publisher's word. */
  notes: z.array(z.string()),
});
export type Verification = z.infer<typeof Verification>;
