import { z } from 'zod';
import { FileReference, header } from './common.ts';
import { LogicalType } from './contract.ts';

/** What `proofmark init` wrote, and what it inferred from the data. */
export const Init = z.strictObject({
  ...header('init'),
  model: z.string(),
  written: z.array(FileReference),
  /** Paths that existed and were left alone. */
  kept: z.array(z.string()),
  /** Lines that a kept configuration lacks to check the new contract. */
  missing: z.array(z.string()),
  /** Absent without data. */
  inferred: z
    .strictObject({
      contract: z.string(),
      files: z.array(z.string()).min(1),
      columns: z.array(z.strictObject({ name: z.string(), type: LogicalType.optional() })),
      rules: z.int().nonnegative(),
    })
    .optional(),
});
export type Init = z.infer<typeof Init>;
