import { z } from 'zod';

/** What the runs may take of the machine. */
export const EngineSection = z.strictObject({
  timeout: z
    .number()
    .positive()
    .default(15)
    .describe('Minutes after which one query is stopped; default 15.'),
  memory: z
    .string()
    .regex(/^\d+(\.\d+)?\s?([KMGT]i?B)$/, 'expected a number and a unit, for example 4GB')
    .optional()
    .describe(
      'The memory that DuckDB takes before it writes to disk, for example 4GB; default 80 % of the machine.',
    ),
  'temp-directory': z
    .string()
    .min(1)
    .optional()
    .describe(
      "Where it writes what does not fit in memory; default: the system's directory for temporary files.",
    ),
  threads: z.int().positive().optional().describe('Threads of DuckDB; default: one per processor.'),
});
export type EngineSection = z.infer<typeof EngineSection>;
