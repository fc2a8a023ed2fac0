import { z } from 'zod';
import { header } from './common.ts';

export const FindingRule = z.enum([
  'config-invalid',
  'workflow-invalid',
  'no-gate',
  'dangerous-trigger',
  'unsafe-event',
  'untrusted-checkout',
  'template-injection',
  'unpinned-action',
  'inherited-secrets',
  'persisted-credentials',
  'undeclared-permissions',
  'excessive-permissions',
  'missing-permission',
  'missing-checkout',
  'missing-merge-group',
  'filtered-gate',
  'skippable-gate',
  'ignored-verdict',
  'unanswered-workflow',
  'unrequired-check',
  'unreported-check',
]);
export type FindingRule = z.infer<typeof FindingRule>;

/** Something missing or dangerous in a repository's workflows. */
export const Finding = z.strictObject({
  rule: FindingRule,
  /** An error lets a worse model, or a stranger, in, or stops the loop; a warning may. */
  level: z.enum(['error', 'warning']),
  location: z.strictObject({ file: z.string(), line: z.int().positive(), column: z.int().positive() }),
  message: z.string(),
  why: z.string(),
  remedy: z.string(),
});
export type Finding = z.infer<typeof Finding>;

/** What `proofmark doctor` found. */
export const Diagnosis = z.strictObject({
  ...header('diagnosis'),
  /** The files that were read. */
  workflows: z.array(z.string()),
  /** Absent when the protection of the default branch was not asked for, or could not be read. */
  protection: z
    .strictObject({ branch: z.string(), requiredChecks: z.array(z.string()), mergeQueue: z.boolean() })
    .optional(),
  findings: z.array(Finding),
});
export type Diagnosis = z.infer<typeof Diagnosis>;
